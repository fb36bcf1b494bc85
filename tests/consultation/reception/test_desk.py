"""The desk: chị Hoài's comments in the order of the text, answered on screens that lose nothing typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consultation.models import Comment, CommentGroup, ConsultationPage, Reception, ReceptionKind
from consultation.procedure.answer import answer
from consultation.states import CommentState
from ministry.models import User
from tests.consultation.reception.steps import said
from tests.consultation.steps import SECOND_TEXT, bring_in

Officer = Callable[[User], Client]
LETTER = "Kính gửi Bộ, đề nghị cho nộp hồ sơ hưởng trợ cấp thất nghiệp qua mạng để người lao động đỡ phải đi lại."


def at(consultation: ConsultationPage, name: str = "comments", *args: Any) -> str:
    return reverse(f"receptions:{name}", args=[consultation.pk, *args])


def test_comments_stand_in_the_order_of_the_text(
    consultation: ConsultationPage, hoai: User, as_officer: Officer
) -> None:
    whole = said(consultation, "", "Chung.")
    last = said(consultation, "dieu-3", "Điều ba.")
    first = said(consultation, "dieu-2/khoan-1", "Khoản một.", supports_count=7)
    answer(last, hoai, kind=ReceptionKind.NOTED, explanation="Ghi nhận.")
    page = as_officer(hoai).get(at(consultation))
    assert [row.pk for row in page.context["rows"]] == [first.pk, last.pk, whole.pk]
    text = page.content.decode()
    assert "Đã trả lời 1 trên 3 góp ý (33%)" in text
    assert "7 người ủng hộ" in text
    assert "Giao cho…" not in text, "only the head hands out"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("dieu=dieu-2", {"a", "b"}),
        ("dieu=-", {"d"}),
        ("cua=toi", {"a"}),
        ("cua=chua-giao", {"b", "c", "d"}),
        ("tra-loi=roi", {"b"}),
        ("tra-loi=chua&dieu=dieu-2", {"a"}),
        ("ket-qua=noted", {"b"}),
        ("ket-qua=accepted", set()),
        ("nhom=khong", {"a", "b", "c", "d"}),
        ("nhom=999", set()),
        ("nhom=x&dieu=khong-co&sau=x.y", set()),
        ("sau=999999999.1", {"d"}),
    ],
)
def test_filters(consultation: ConsultationPage, hoai: User, as_officer: Officer, query: str, shown: set[str]) -> None:
    made = {
        name: said(consultation, key, name)
        for name, key in (("a", "dieu-2/khoan-1"), ("b", "dieu-2"), ("c", "dieu-3"), ("d", ""))
    }
    Comment.objects.filter(pk=made["a"].pk).update(drafter=hoai)
    answer(made["b"], hoai, kind=ReceptionKind.NOTED, explanation="Ghi nhận.")
    rows = as_officer(hoai).get(f"{at(consultation)}?{query}").context["rows"]
    assert {row.content for row in rows} == shown


def test_fifty_a_page_and_few_queries(
    consultation: ConsultationPage, hoai: User, as_officer: Officer, django_assert_max_num_queries: Any
) -> None:
    first = said(consultation, "dieu-1", "Đầu.")
    many = [
        Comment(contribution=first.contribution, consultation=consultation, content=str(n), state=CommentState.SHOWN)
        for n in range(70)
    ]
    Comment.objects.bulk_create(many)
    officer = as_officer(hoai)
    officer.get(at(consultation))
    # Wagtail's frame (session, user, rights, menu) asks nine questions of its own, what waits in the menu one.
    with django_assert_max_num_queries(17) as asked:
        page = officer.get(at(consultation))
    assert len([each for each in asked.captured_queries if '"consultation_' in each["sql"]]) <= 8
    assert len(page.context["rows"]) == 50
    rest = officer.get(at(consultation) + page.context["next_url"])
    assert len(rest.context["rows"]) == 21
    assert not rest.context["next_url"]
    assert not {row.pk for row in page.context["rows"]} & {row.pk for row in rest.context["rows"]}


@pytest.mark.parametrize(("who", "status"), [("hoai", 200), ("phuc", 200), ("minh", 404), ("lan", 404), ("nam", 404)])
def test_who_enters(
    consultation: ConsultationPage, request: pytest.FixtureRequest, as_officer: Officer, who: str, status: int
) -> None:
    said(consultation, "dieu-1", "Một.")
    officer = as_officer(request.getfixturevalue(who))
    for name in ("comments", "groups", "pages"):
        assert officer.get(at(consultation, name)).status_code == status
    answered = officer.get(f"{at(consultation, 'answer')}?c={Comment.objects.get().pk}")
    assert answered.status_code == status


def test_a_stranger_is_asked_to_sign_in(consultation: ConsultationPage, stranger: Client) -> None:
    assert stranger.get(at(consultation)).status_code == 302


def test_several_are_answered_beside_the_old_and_new_words(
    consultation: ConsultationPage, hoai: User, as_officer: Officer
) -> None:
    one, two = (said(consultation, "dieu-2/khoan-2", text) for text in ("Hai năm.", "Ba năm."))
    bring_in(consultation, SECOND_TEXT, "Dự thảo 2", consultation.current_document)
    officer = as_officer(hoai)
    onward = officer.post(at(consultation), {"viec": "tra-loi", "c": [one.pk, two.pk]})
    assert onward.status_code == 302
    screen = officer.get(onward["Location"])
    text = screen.content.decode()
    assert "Hợp tác xã mới thành lập trong năm đầu." in text
    assert "Hợp tác xã mới thành lập trong hai năm đầu." in text
    assert "bản đang soạn" in text
    url = at(consultation, "answer")
    said_ = {"c": [one.pk, two.pk], "kind": "", "explanation": "Đã sửa thành hai năm."}
    again = officer.post(url, said_)
    assert "Cần chọn kết quả" in again.content.decode()
    assert "Đã sửa thành hai năm." in again.content.decode(), "nothing typed is lost"
    assert not Reception.objects.exists()
    done = officer.post(url, said_ | {"kind": "accepted"}, follow=True)
    assert "cho 2 góp ý" in done.content.decode()
    assert Reception.objects.filter(explanation="Đã sửa thành hai năm.", answered_by=hoai).count() == 2


def test_a_campaign_becomes_a_group_at_a_press(consultation: ConsultationPage, hoai: User, as_officer: Officer) -> None:
    same = [said(consultation, "dieu-3", text) for text in (LETTER, LETTER.upper(), f" {LETTER}")]
    near = said(consultation, "dieu-3", LETTER.replace("đề nghị cho", "đề nghị không cho"))
    said(consultation, "dieu-1", "Ý khác hẳn về phạm vi điều chỉnh của thông tư.")
    officer = as_officer(hoai)
    (found,) = officer.get(at(consultation, "groups")).context["proposals"]
    assert (len(found.same), [each.pk for each in found.near]) == (3, [near.pk])
    refused = officer.post(at(consultation, "groups"), {"thu": found.typical.pk, "ten-nhom": ""})
    assert "đặt tên cho nhóm" in refused.content.decode()
    officer.post(at(consultation, "groups"), {"thu": found.typical.pk, "ten-nhom": "Nộp qua mạng"})
    made = CommentGroup.objects.get()
    assert (set(made.comments.all()), made.key, made.is_campaign) == (set(same), "dieu-3", True)
    officer.post(at(consultation, "dissolve", made.pk))
    officer.post(at(consultation, "groups"), {"thu": found.typical.pk, "ten-nhom": "Nộp", "c": near.pk})
    made = CommentGroup.objects.get()
    assert made.comments.count() == 4
    screen = officer.get(f"{at(consultation, 'answer')}?nhom={made.pk}")
    assert "Nộp (4 góp ý)" in screen.content.decode()
    officer.post(at(consultation, "answer"), {"nhom": made.pk, "kind": "accepted", "explanation": "Đã thêm."})
    assert made.reception.explanation == "Đã thêm."
    text = officer.post(at(consultation, "dissolve", made.pk), follow=True).content.decode()
    assert "Xin xóa nội dung đó trước" in text
    officer.post(at(consultation, "clear", made.reception.pk))
    assert not Reception.objects.exists()


def test_the_head_hands_out_an_article(
    consultation: ConsultationPage, hoai: User, phuc: User, as_officer: Officer
) -> None:
    in_it = said(consultation, "dieu-2/khoan-1", "Trong điều.")
    said(consultation, "dieu-3", "Ngoài điều.")
    post = {"viec": "giao", "tat-ca": "1", "nguoi": hoai.pk}
    as_officer(phuc).post(f"{at(consultation)}?dieu=dieu-2", post)
    assert list(Comment.objects.filter(drafter=hoai)) == [in_it]
    refused = as_officer(hoai).post(f"{at(consultation)}?dieu=dieu-3", post)
    assert "không có quyền" in refused.content.decode()


def test_a_refusal_keeps_what_was_ticked_and_typed(
    consultation: ConsultationPage, hoai: User, as_officer: Officer
) -> None:
    comment = said(consultation, "dieu-1", "Một.")
    answer(comment, hoai, kind=ReceptionKind.NOTED, explanation="Ghi nhận.")
    page = as_officer(hoai).post(at(consultation), {"viec": "gop", "c": comment.pk, "ten-nhom": "Tên đã gõ"})
    text = page.content.decode()
    assert "đã được trả lời riêng" in text
    assert 'value="Tên đã gõ"' in text
    assert "checked" in text
