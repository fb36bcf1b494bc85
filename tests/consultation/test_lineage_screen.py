"""Chị Hoài brings in a second text, looks at what became of each provision, corrects and confirms it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consultation import lineage, versions
from consultation.comparing.links import Kind
from consultation.lineage import CHANGED, OUTDATED, PUBLISHED
from consultation.models import ConsultationPage, DraftDocument
from ministry.models import User
from tests.consultation.drafting import Officer, address_of, bring_in_file, confirm, save, shown, told
from tests.consultation.steps import FIRST_TEXT, SECOND_TEXT, approve, bring_in, comment_on, fresh

# What stood in article 2 alone is gone.
WITHOUT_MOST = FIRST_TEXT.replace("\n2. Người sử dụng", "\n\n").split("## Điều 2")[0] + (
    "## Điều 2. Hồ sơ hưởng trợ cấp\n\nHồ sơ gồm đơn đề nghị và sổ bảo hiểm xã hội, nộp tại trung tâm dịch vụ việc "
    "làm nơi cư trú.\n"
)


@pytest.fixture
def desk(hoai: User, as_officer: Officer) -> Client:
    return as_officer(hoai)


@pytest.fixture
def second(consultation: ConsultationPage, desk: Client) -> DraftDocument:
    return save(desk, bring_in_file(desk, consultation, SECOND_TEXT, "Dự thảo 2"))


def relate(desk: Client, document: DraftDocument, asked: str, **typed: Any) -> Any:
    return desk.post(f"{address_of(document, 'relate')}?{asked}", typed)


def kinds(document: DraftDocument) -> dict[str, Kind]:
    return {key: link.kind for link in versions.links(document) for key in link.old or link.new}


def test_the_second_text_is_compared_confirmed_and_published(
    consultation: ConsultationPage, desk: Client, hoai: User, phuc: User, minh: User
) -> None:
    comment = comment_on(consultation, "dieu-3")
    second = save(desk, bring_in_file(desk, consultation, SECOND_TEXT, "Dự thảo 2"))
    assert second.previous == consultation.current_document
    table: Any = desk.get(address_of(second, "compared"))
    said = shown(table)
    assert "Điều 3 nay là Điều 4; lời văn giữ nguyên." in said
    assert "1 góp ý." in said
    assert "<ins>hai" in table.content.decode()
    confidences = [row.link.confidence for row in table.context["rows"]]
    assert confidences == sorted(confidences)
    assert Kind.SAME not in {row.link.kind for row in table.context["rows"]}
    assert "chờ đối chiếu" in shown(desk.get(reverse("drafts_admin:list", args=[consultation.pk])))
    assert not versions.may_be_published(second)
    confirm(desk, second)
    second.refresh_from_db()
    assert second.lineage_confirmed_by == hoai
    desk.post(address_of(second, "choose"), {"page": consultation.pk})
    approve(fresh(consultation), hoai, phuc, minh)
    assert second.places.get(comment=comment).key == "dieu-4"
    assert lineage.comments_by_key(second) == {"dieu-4": 1}


def test_what_is_as_it_was_is_folded_away(second: DraftDocument, desk: Client) -> None:
    rows = desk.get(address_of(second, "compared") + "?loai=same").context["rows"]
    assert {row.link.kind for row in rows} == {Kind.SAME}
    assert not any(row.is_beside for row in rows)


def test_where_comments_of_what_is_dropped_go(consultation: ConsultationPage, desk: Client) -> None:
    comment_on(consultation, "dieu-2/khoan-2/diem-a")
    second = save(desk, bring_in_file(desk, consultation, WITHOUT_MOST, "Dự thảo 2"))
    said = shown(desk.get(address_of(second, "compared") + "?loai=dropped"))
    assert "1 góp ý sẽ hiện ở toàn văn, ghi “Điểm này không còn”." in said


def test_a_drafter_says_what_really_became(second: DraftDocument, desk: Client) -> None:
    response = relate(desk, second, "cu=dieu-3&loai=renumbered", old=["Điều 3"], new=["điều 5", ""])
    assert response.status_code == 302
    assert response.url.endswith("?loai=renumbered")
    now = kinds(second)
    assert (now["dieu-3"], now["dieu-4"]) == (Kind.RENUMBERED, Kind.NEW)
    assert "Người soạn thảo xác nhận." in shown(desk.get(address_of(second, "compared") + "?loai=renumbered"))


def test_dropped_then_split_then_merged(second: DraftDocument, desk: Client) -> None:
    relate(desk, second, "cu=dieu-3", old=["Điều 3"], new=[""])
    assert kinds(second)["dieu-3"] == Kind.DROPPED
    relate(desk, second, "cu=dieu-3", old=["Điều 3"], new=["Điều 4", "Điều 5"])
    assert kinds(second)["dieu-3"] == Kind.SPLIT
    relate(desk, second, "cu=dieu-3", old=["Điều 3", "Điều 1"], new=["Điều 1"])
    now = kinds(second)
    assert (now["dieu-3"], now["dieu-1"]) == (Kind.MERGED, Kind.MERGED)
    relate(desk, second, "cu=dieu-3", old=["Điều 1"], new=["Điều 1"])
    now = kinds(second)
    assert (now["dieu-3"], now["dieu-1"]) == (Kind.DROPPED, Kind.SAME), "the box that was emptied"


def test_what_was_taken_for_new_comes_from_an_old_one(second: DraftDocument, desk: Client) -> None:
    assert kinds(second)["dieu-5"] == Kind.NEW
    relate(desk, second, "moi=dieu-5", old=["Điều 3"])
    [link] = [link for link in versions.links(second) if link.old == ("dieu-3",)]
    assert (link.kind, link.new) == (Kind.SPLIT, ("dieu-4", "dieu-5"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": ["Điều 3"], "new": ["Điều 99"]}, "Không có “Điều 99” trong bản mới."),
        ({"old": ["khoản 9 Điều 3"], "new": ["Điều 4"]}, "Không có “khoản 9 Điều 3” trong bản cũ."),
        ({"old": [""], "new": ["Điều 4"]}, "Xin chọn ít nhất một điều, khoản của bản cũ."),
        ({"old": ["Điều 3"], "new": ["Điều 1"]}, "hãy chọn gộp"),
    ],
)
def test_what_does_not_fit_is_told_and_kept(
    second: DraftDocument, desk: Client, typed: dict[str, list[str]], said: str
) -> None:
    before = kinds(second)
    response = relate(desk, second, "cu=dieu-3", **typed)
    assert response.status_code == 200
    assert said in shown(response)
    for name in [*typed["old"], *typed["new"]]:
        assert f'value="{name}"' in response.content.decode()
    assert kinds(second) == before


def test_a_change_is_to_be_confirmed_again(second: DraftDocument, desk: Client) -> None:
    confirm(desk, second)
    assert versions.may_be_published(DraftDocument.objects.get(pk=second.pk))
    relate(desk, second, "cu=dieu-3", old=["Điều 3"], new=["Điều 5"])
    assert not versions.may_be_published(DraftDocument.objects.get(pk=second.pk))


def test_a_window_that_is_behind_confirms_nothing(second: DraftDocument, desk: Client) -> None:
    seen = desk.get(address_of(second, "compared")).context["digest"]
    relate(desk, second, "cu=dieu-3", old=["Điều 3"], new=["Điều 5"])
    desk.post(address_of(second, "confirm"), {"digest": seen})
    assert CHANGED in told(desk, second.consultation)
    second.refresh_from_db()
    assert second.lineage_confirmed_at is None


def test_another_text_was_published_meanwhile(
    consultation: ConsultationPage, second: DraftDocument, desk: Client
) -> None:
    seen = desk.get(address_of(second, "compared")).context["digest"]
    quicker = bring_in(consultation, SECOND_TEXT, "Dự thảo 1b", consultation.current_document)
    versions.publish(quicker)
    desk.post(address_of(second, "confirm"), {"digest": seen})
    assert OUTDATED in told(desk, consultation)
    assert "cần đối chiếu lại" in shown(desk.get(reverse("drafts_admin:list", args=[consultation.pk])))
    assert "Dự thảo 1b" in shown(desk.get(address_of(second, "compared")))
    desk.post(address_of(second, "compare_anew"))
    second.refresh_from_db()
    assert second.previous == quicker
    assert set(kinds(second).values()) == {Kind.SAME}
    confirm(desk, second)
    assert versions.may_be_published(DraftDocument.objects.get(pk=second.pk))
    desk.post(address_of(second, "choose"), {"page": consultation.pk})
    assert fresh(consultation).get_latest_revision_as_object().document == second


def test_what_is_published_is_corrected_no_more(
    consultation: ConsultationPage, second: DraftDocument, desk: Client
) -> None:
    confirm(desk, second)
    versions.publish(DraftDocument.objects.get(pk=second.pk))
    before = kinds(second)
    assert relate(desk, second, "cu=dieu-3", old=["Điều 3"], new=["Điều 5"]).status_code == 302
    desk.post(address_of(second, "compare_anew"))
    assert PUBLISHED in told(desk, consultation)
    assert kinds(second) == before
    assert "Sửa đối chiếu" not in shown(desk.get(address_of(second, "compared")))


def test_a_text_that_waits_for_its_table_is_not_put_up(
    consultation: ConsultationPage, second: DraftDocument, desk: Client
) -> None:
    desk.post(address_of(second, "choose"), {"page": consultation.pk})
    assert "Cần xác nhận bảng đối chiếu" in told(desk, consultation)
    assert fresh(consultation).get_latest_revision_as_object().document != second


@pytest.mark.parametrize("asked", ["", "cu=dieu-99", "moi=dieu-1", "cu=&moi="])
def test_a_row_that_is_not_there(
    second: DraftDocument, desk: Client, asked: str, write_consultation: Callable[..., ConsultationPage]
) -> None:
    assert desk.get(f"{address_of(second, 'relate')}?{asked}").status_code == 404
