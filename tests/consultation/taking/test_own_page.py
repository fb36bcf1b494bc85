"""Chị Hoa opens what she sent by its two codes, changes it until the last day, and reads what became of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base.codes import Codes
from consultation import procedure
from consultation.codes import CONTRIBUTIONS
from consultation.models import Comment, ConsultationPage, Contribution, Reception, ReceptionKind
from consultation.states import CommentState
from ministry.models import User
from tests.consultation.steps import SECOND_TEXT, approve, bring_in, fresh
from tests.consultation.taking.contributor import OWN, WORDS, Writer


def codes_of(made: Contribution) -> dict[str, str]:
    return {"number": made.number, "secret": CONTRIBUTIONS.secret_for(made.token, made.secret_version)}


def opened(client: Client, made: Contribution, **given: Any) -> str:
    response = client.post(OWN, codes_of(made) | given)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return " ".join(response.content.decode().split())


def test_she_opens_it_with_both_codes(contribution: Contribution, stranger: Client) -> None:
    page = opened(stranger, contribution)
    assert WORDS in page
    assert "Khoản 1 Điều 2" in page
    assert "Đang chờ cán bộ xem" in page
    typed = codes_of(contribution)
    loosely = {"number": typed["number"].lower().replace("-", " "), "secret": typed["secret"].lower()}
    assert WORDS in stranger.post(OWN, loosely).content.decode()


def test_a_wrong_secret_and_an_unknown_number_tell_and_cost_the_same(
    contribution: Contribution, writer: Writer, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Writer(Client(), writer.consultation).contribute("dieu-1")
    compared, queries, pages = [], [], []
    is_secret = Codes.is_secret

    def watched(self: Codes, typed: str, token: Any, version: int) -> bool:
        compared.append(typed)
        return is_secret(self, typed, token, version)

    stranger.post(OWN, {"number": "x", "secret": "y"})  # what every page needs is kept from here on
    monkeypatch.setattr(Codes, "is_secret", watched)
    anothers = codes_of(other)["secret"]
    for number, secret in ((contribution.number, anothers), ("GY-2019-999999", anothers), ("không phải số", anothers)):
        with CaptureQueriesContext(connection) as seen:
            page = stranger.post(OWN, {"number": number, "secret": secret}).content.decode()
        queries.append(len(seen))
        pages.append(page.replace(number, "SỐ"))
        assert "Không tìm thấy góp ý với hai mã này." in page
        assert WORDS not in page
    assert len(compared) == 3
    assert queries[0] == queries[1] == queries[2]
    assert pages[0] == pages[1] == pages[2]


def test_a_case_is_not_opened_by_the_secret_of_a_contribution(contribution: Contribution) -> None:
    from casework import codes

    assert codes.secret_for(contribution.token, 1) != CONTRIBUTIONS.secret_for(contribution.token, 1)


def test_she_says_it_in_other_words(contribution: Contribution, stranger: Client, minh: User) -> None:
    comment = contribution.comments.get()
    procedure.show(comment, minh)
    page = opened(stranger, contribution, **{"go": f"edit-{comment.pk}", f"sua-{comment.pk}-content": "Nên là 0,5%."})
    assert "Đã sửa góp ý." in page
    comment.refresh_from_db()
    assert (comment.content, comment.state) == ("Nên là 0,5%.", CommentState.WAITING)
    assert comment.events.get(verb="edit").content_before == WORDS
    assert comment.edited_at is not None


def test_too_short_or_too_long_is_told_beside_the_box(contribution: Contribution, stranger: Client) -> None:
    comment = contribution.comments.get()
    for words, said in (("", "Mục này cần được điền."), ("Ễ" * 10_001, "dài quá 10000 ký tự")):
        page = opened(stranger, contribution, **{"go": f"edit-{comment.pk}", f"sua-{comment.pk}-content": words})
        assert said in page
        assert (words or WORDS) in page
    comment.refresh_from_db()
    assert comment.content == WORDS


def test_she_takes_it_back_and_adds_another(contribution: Contribution, stranger: Client) -> None:
    comment = contribution.comments.get()
    assert "Đã rút góp ý." in opened(stranger, contribution, go=f"withdraw-{comment.pk}")
    assert "Ông/bà đã rút góp ý này." in opened(stranger, contribution, go=f"withdraw-{comment.pk}")
    document = contribution.consultation.current_document
    assert document is not None
    order = str(document.nodes.get(key="dieu-3").order)
    added = {"go": "add", "them-place": order, "them-content": "Cho nộp hồ sơ qua mạng."}
    assert "Đã thêm góp ý." in opened(stranger, contribution, **added)
    opened(stranger, contribution, **added)
    assert [(each.key, each.state) for each in contribution.comments.order_by("pk")] == [
        ("dieu-2/khoan-1", CommentState.WITHDRAWN),
        ("dieu-3", CommentState.WAITING),
    ]
    assert contribution.comments.last().places.get().key == "dieu-3"  # type: ignore[union-attr]


def test_after_the_last_day_nothing_is_changed(
    contribution: Contribution, stranger: Client, end: Callable[[], None]
) -> None:
    end()
    comment = contribution.comments.get()
    page = opened(stranger, contribution)
    assert "Đã hết hạn góp ý" in page
    assert "Sửa góp ý này" not in page
    for given in (
        {"go": f"withdraw-{comment.pk}"},
        {"go": f"edit-{comment.pk}", f"sua-{comment.pk}-content": "Nên là 0,5%."},
        {"go": "add", "them-place": "", "them-content": "Thêm một ý."},
    ):
        assert "đã hết hạn nên không sửa, thêm hoặc rút góp ý được nữa" in opened(stranger, contribution, **given)
    assert (Comment.objects.get().content, Comment.objects.get().state) == (WORDS, CommentState.WAITING)


def test_anothers_comment_is_not_hers_to_change(contribution: Contribution, writer: Writer, stranger: Client) -> None:
    other = Writer(Client(), writer.consultation).contribute("dieu-1", "Ý của người khác.")
    pk = other.comments.get().pk
    for go in (f"withdraw-{pk}", f"edit-{pk}", "edit-", "edit-²", "edit-" + "9" * 40, "withdraw--1"):
        page = opened(stranger, contribution, **{"go": go, f"sua-{pk}-content": "Đổi lời."})
        assert "Ý của người khác." not in page
    other.comments.get(content="Ý của người khác.", state=CommentState.WAITING)


def test_a_hidden_comment_says_why(contribution: Contribution, stranger: Client, minh: User) -> None:
    procedure.hide(contribution.comments.get(), minh, reason="off_topic", note="Việc này hỏi ở Bảo hiểm xã hội.")
    page = opened(stranger, contribution)
    assert "Lý do: Không nói về dự thảo này." in page
    assert "Việc này hỏi ở Bảo hiểm xã hội." in page


def test_she_reads_what_became_of_it(
    writer: Writer, stranger: Client, consultation: ConsultationPage, hoai: User, phuc: User, minh: User
) -> None:
    contribution = writer.contribute("dieu-3")
    second = bring_in(consultation, SECOND_TEXT, "Dự thảo 2", consultation.current_document)
    page = consultation.get_latest_revision_as_object()
    page.document = second
    page.save_revision(user=hoai)
    approve(page, hoai, phuc, minh)
    comment = contribution.comments.get()
    answer = Reception.objects.create(
        consultation=fresh(consultation),
        comment=comment,
        kind=ReceptionKind.PARTLY_ACCEPTED,
        explanation="Sẽ giảm mức đóng từ năm 2028.",
        answered_by=hoai,
    )
    assert "Sẽ giảm mức đóng" not in opened(stranger, contribution), "not before it is published"
    Reception.objects.filter(pk=answer.pk).update(published_at=timezone.now())
    page = opened(stranger, contribution)
    assert "Điều 4 của bản 2" in page
    assert "Tiếp thu một phần" in page
    assert "Sẽ giảm mức đóng từ năm 2028." in page
    assert "đã trả lời góp ý này nên không sửa hoặc rút được nữa" in opened(
        stranger, contribution, go=f"withdraw-{comment.pk}"
    )
