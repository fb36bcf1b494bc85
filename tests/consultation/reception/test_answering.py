"""Chị Hoài answers comments, alone and in groups; what is public or with an approver stays as it is."""

import pytest

from base.refusals import Missing, NotAllowed, WrongState
from consultation import concluding
from consultation.models import CommentGroup, ConsultationPage, OutcomeKind, Reception, ReceptionKind
from consultation.procedure.answer import answer, answer_all, clear
from consultation.procedure.group import group, ungroup
from consultation.procedure.put_into import put_into, take_out
from consultation.states import CommentState
from ministry.models import User
from tests.consultation.reception.steps import close, outcome_of, publish, said, send_back, submit, these

WORDS = "Đã sửa lại mức đóng ở khoản 1."


def test_a_comment_is_answered_and_the_answer_changed(consultation: ConsultationPage, hoai: User, phuc: User) -> None:
    comment = said(consultation, "dieu-2/khoan-1", "Mức đóng cao.")
    made = answer(comment, hoai, kind=ReceptionKind.NOTED, explanation="Sẽ nghiên cứu.")
    again = answer(comment, phuc, kind=ReceptionKind.ACCEPTED, explanation=f" {WORDS} ")
    assert (again.pk, again.kind, again.explanation) == (made.pk, ReceptionKind.ACCEPTED, WORDS)
    assert again.answered_by == phuc
    assert not concluding.unanswered(consultation).exists()


def test_several_at_once_or_none(consultation: ConsultationPage, hoai: User) -> None:
    first, second = (said(consultation, "dieu-1", text) for text in ("Một.", "Hai."))
    withdrawn = said(consultation, "dieu-1", "Ba.", state=CommentState.WITHDRAWN)
    with pytest.raises(WrongState, match="đã rút"):
        answer_all([first, withdrawn], hoai, kind=ReceptionKind.NOTED, explanation=WORDS)
    assert not Reception.objects.exists()
    assert len(answer_all([first, second], hoai, kind=ReceptionKind.NOTED, explanation=WORDS)) == 2


def test_a_group_is_answered_as_one(consultation: ConsultationPage, hoai: User) -> None:
    one, two = (said(consultation, "dieu-2/khoan-1", text) for text in ("Xin giảm.", "Nên giảm."))
    made = group(consultation, hoai, these(one, two), title="Giảm mức đóng", key="dieu-2/khoan-1")
    assert (made.document, made.comments.count()) == (consultation.current_document, 2)
    one.refresh_from_db()
    with pytest.raises(WrongState, match="trong nhóm “Giảm mức đóng”"):
        answer(one, hoai, kind=ReceptionKind.ACCEPTED, explanation=WORDS)
    answer(made, hoai, kind=ReceptionKind.ACCEPTED, explanation=WORDS)
    assert not concluding.unanswered(consultation).exists()
    assert ungroup(consultation, hoai, these(one)) == 1
    assert list(concluding.unanswered(consultation)) == [one]
    with pytest.raises(WrongState, match="không còn góp ý nào"):
        ungroup(consultation, hoai, these(two))
    clear(made.reception, hoai)
    ungroup(consultation, hoai, these(two))
    assert not CommentGroup.objects.exists()


def test_a_comment_leaves_one_group_for_another(consultation: ConsultationPage, hoai: User) -> None:
    one, two = (said(consultation, "dieu-1", text) for text in ("Một.", "Hai."))
    first = group(consultation, hoai, these(one, two), title="Chung")
    second = group(consultation, hoai, these(one), title="Riêng")
    group(consultation, hoai, these(two), into=second)
    assert not CommentGroup.objects.filter(pk=first.pk).exists()
    assert second.comments.count() == 2


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": "  "}, "đặt tên"),
        ({"title": "Nhóm", "key": "dieu-99"}, "không có điều, khoản này"),
    ],
)
def test_a_group_needs(consultation: ConsultationPage, hoai: User, changes: dict[str, str], told: str) -> None:
    comment = said(consultation, "dieu-1", "Một.")
    with pytest.raises(Missing, match=told):
        group(consultation, hoai, these(comment), **changes)  # type: ignore[arg-type]
    with pytest.raises(Missing, match="Chưa chọn góp ý"):
        group(consultation, hoai, these(), title="Nhóm")
    answer(comment, hoai, kind=ReceptionKind.NOTED, explanation=WORDS)
    with pytest.raises(WrongState, match="1 góp ý đã chọn đã được trả lời riêng"):
        group(consultation, hoai, these(comment), title="Nhóm")


@pytest.mark.parametrize(
    ("kind", "explanation", "told"),
    [("", WORDS, "chọn kết quả"), ("noted", " \n", "viết nội dung"), ("x", WORDS, "chọn")],
)
def test_an_answer_needs(consultation: ConsultationPage, hoai: User, kind: str, explanation: str, told: str) -> None:
    comment = said(consultation, "", "Một.")
    with pytest.raises(Missing, match=told):
        answer(comment, hoai, kind=kind, explanation=explanation)


@pytest.mark.parametrize(
    ("who", "may"),
    [("hoai", True), ("phuc", True), ("minh", False), ("nam", False), ("lan", False), ("quan_tri", False)],
)
def test_who_answers_and_groups(
    consultation: ConsultationPage, request: pytest.FixtureRequest, who: str, may: bool
) -> None:
    person = request.getfixturevalue(who)
    comment = said(consultation, "dieu-1", "Một.")
    verbs = [
        lambda: group(consultation, person, these(comment), title="Nhóm"),
        lambda: ungroup(consultation, person, these(comment)),
        lambda: answer(comment, person, kind=ReceptionKind.NOTED, explanation=WORDS),
    ]
    for verb in verbs:
        comment.refresh_from_db()
        if may:
            verb()
        else:
            with pytest.raises(NotAllowed):
                verb()


def test_a_batch_freezes_its_answers(consultation: ConsultationPage, hoai: User, phuc: User, minh: User) -> None:
    comment, later = (said(consultation, "dieu-1", text) for text in ("Một.", "Hai."))
    reception = answer(comment, hoai, kind=ReceptionKind.NOTED, explanation=WORDS)
    page = outcome_of(consultation, hoai, OutcomeKind.BATCH)
    assert put_into(page, hoai, Reception.objects.all()) == 1
    assert take_out(page, hoai, Reception.objects.all()) == 1
    put_into(page, hoai, Reception.objects.all())
    submit(page, hoai)
    with pytest.raises(WrongState, match="đang chờ duyệt"):
        answer(comment, hoai, kind=ReceptionKind.ACCEPTED, explanation="Khác.")
    with pytest.raises(WrongState, match="đang chờ duyệt"):
        take_out(page, hoai, Reception.objects.all())
    answer(later, hoai, kind=ReceptionKind.ACCEPTED, explanation=WORDS)
    send_back(page, phuc)
    answer(comment, hoai, kind=ReceptionKind.ACCEPTED, explanation="Khác.")
    page.current_workflow_state.cancel()
    page = publish(page, hoai, phuc, minh)
    reception.refresh_from_db()
    assert reception.published_at is not None
    assert Reception.objects.get(comment=later).published_at is None
    with pytest.raises(WrongState, match="đã công bố"):
        answer(comment, hoai, kind=ReceptionKind.NOTED, explanation="Lại khác.")
    with pytest.raises(WrongState, match="đã công bố"):
        clear(reception, hoai)
    with pytest.raises(WrongState, match="tạo một trang trả lời mới"):
        put_into(page, hoai, Reception.objects.all())


def test_an_outcome_in_review_answers_everything(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User
) -> None:
    consultation = close(consultation)
    comment = said(consultation, "dieu-1", "Một.")
    answer(comment, hoai, kind=ReceptionKind.NOTED, explanation=WORDS)
    page = outcome_of(consultation, hoai)
    submit(page, hoai)
    late = said(consultation, "dieu-1", "Đến muộn.")
    for target in (comment, late):
        with pytest.raises(WrongState, match="chờ duyệt"):
            answer(target, hoai, kind=ReceptionKind.ACCEPTED, explanation="Khác.")
    send_back(page, phuc)
    for target in (comment, late):
        answer(target, hoai, kind=ReceptionKind.ACCEPTED, explanation="Khác.")


def test_a_fixed_group_takes_no_more(consultation: ConsultationPage, hoai: User, phuc: User, minh: User) -> None:
    one, two = (said(consultation, "dieu-1", text) for text in ("Một.", "Hai."))
    made = group(consultation, hoai, these(one), title="Nhóm")
    answer(made, hoai, kind=ReceptionKind.NOTED, explanation=WORDS)
    page = outcome_of(consultation, hoai, OutcomeKind.BATCH)
    put_into(page, hoai, Reception.objects.all())
    publish(page, hoai, phuc, minh)
    for verb in (
        lambda: group(consultation, hoai, these(two), into=CommentGroup.objects.get()),
        lambda: group(consultation, hoai, these(one), title="Khác"),
        lambda: ungroup(consultation, hoai, these(one)),
    ):
        with pytest.raises(WrongState, match="không thêm bớt"):
            verb()
