"""Who may do what with a comment, in which state: the table of people and verbs, and what each verb leaves behind."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from base import outbox
from base.models import OutboxMessage
from base.refusals import Missing, NotAllowed, WrongState
from consultation import ledger, procedure, states
from consultation.models import Comment, ConsultationPage, Contribution, Support
from consultation.procedure import GivenComment, Person
from consultation.states import CommentState, CommentVerb
from ministry.models import Province, User
from tests.consultation.steps import comment_on

PEOPLE = {"hoai": True, "phuc": True, "minh": True, "son": False, "thuy": False, "hanh": False, "quan_tri": False}


@pytest.fixture
def comment(consultation: ConsultationPage) -> Comment:
    return comment_on(consultation, "dieu-1")


@pytest.mark.parametrize(("person", "may"), PEOPLE.items())
def test_who_moderates(person: str, may: bool, comment: Comment, request: pytest.FixtureRequest) -> None:
    by: User = request.getfixturevalue(person)
    for act in (
        lambda: procedure.hide(comment, by, reason="off_topic"),
        lambda: procedure.show(comment, by),
    ):
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()
    comment.refresh_from_db()
    assert comment.state == (CommentState.SHOWN if may else CommentState.WAITING)
    assert comment.events.count() == (2 if may else 0)


@pytest.mark.parametrize("state", CommentState.values)
@pytest.mark.parametrize("verb", CommentVerb.values)
def test_from_which_state(state: str, verb: str, comment: Comment, minh: User) -> None:
    Comment.objects.filter(pk=comment.pk).update(state=state, hide_reason="off_topic" if state == "hidden" else "")
    acts: dict[str, Callable[[], Any]] = {
        "show": lambda: procedure.show(comment, minh),
        "hide": lambda: procedure.hide(comment, minh, reason="duplicate"),
        "edit": lambda: procedure.edit(comment, content="Nên là 0,5%."),
        "withdraw": lambda: procedure.withdraw(comment),
    }
    same = states.MOVES[CommentVerb(verb)].target == state
    if state in states.MOVES[CommentVerb(verb)].sources or (same and verb != "hide"):
        acts[verb]()
        comment.refresh_from_db()
        target = states.MOVES[CommentVerb(verb)].target or CommentState.WAITING
        assert comment.state == target
        assert comment.events.count() == (0 if same else 1)
    else:
        with pytest.raises(WrongState):
            acts[verb]()


def test_hidden_then_edited_waits_for_an_officer_even_where_comments_are_shown_at_once(
    comment: Comment, minh: User
) -> None:
    ConsultationPage.objects.update(moderation="post")
    procedure.hide(comment, minh, reason="offensive_or_unlawful")
    procedure.edit(comment, content="Xin sửa lại lời cho phải phép.")
    assert (comment.state, comment.hide_reason) == (CommentState.WAITING, "")
    procedure.show(comment, minh)
    procedure.edit(comment, content="Và thêm một ý.")
    assert comment.state == CommentState.UNSEEN


def test_a_reason_that_is_none_hides_nothing(comment: Comment, minh: User) -> None:
    for reason in ("", "khong-co", "accepted"):
        with pytest.raises(Missing):
            procedure.hide(comment, minh, reason=reason)
        with pytest.raises(Missing):
            procedure.hide_all([comment], minh, reason=reason)


def test_each_contributor_gets_one_letter_when_many_are_hidden(
    consultation: ConsultationPage, minh: User, mailoutbox: list[Any]
) -> None:
    hers, others = comment_on(consultation, "dieu-1"), comment_on(consultation, "dieu-2")
    more = Comment.objects.create(
        contribution=hers.contribution, consultation=consultation, document=hers.document, key="dieu-3", content="Nữa."
    )
    OutboxMessage.objects.all().delete()
    assert procedure.hide_all([hers, others, more], minh, reason="off_topic", note="Xin gửi tới cơ quan thuế.") == 3
    assert procedure.hide_all([hers, others, more], minh, reason="off_topic") == 0, "once"
    outbox.drain()
    assert sorted(letter.body.count("Lý do: Không nói về dự thảo này.") for letter in mailoutbox) == [1, 2]
    assert all("Xin gửi tới cơ quan thuế." in letter.body for letter in mailoutbox)
    procedure.show_all([hers, others], minh)
    assert outbox.drain() == 0, "no letter when shown"
    assert ledger.counts(consultation) == [("Không nói về dự thảo này", 1)]


def test_the_ledger_counts_what_is_hidden_now(consultation: ConsultationPage, minh: User) -> None:
    made = [comment_on(consultation, "dieu-1") for _ in range(4)]
    procedure.hide_all(made[:2], minh, reason="spam_or_test")
    procedure.hide(made[2], minh, reason="personal_data")
    assert ledger.counts(consultation) == [
        ("Thử nghiệm, quảng cáo", 2),
        ("Có thông tin riêng của người khác", 1),
    ]


def test_support_is_counted_once_a_visitor_and_not_after_the_last_day(comment: Comment, minh: User) -> None:
    with pytest.raises(WrongState, match="không còn hiện"):
        procedure.support(comment, visitor="a")
    procedure.show(comment, minh)
    assert [procedure.support(comment, visitor=each) for each in ("a", "b", "a")] == [True, True, False]
    comment.refresh_from_db()
    assert (comment.supports_count, Support.objects.count()) == (2, 2)
    ConsultationPage.objects.update(closes_on=timezone.localdate() - datetime.timedelta(days=1))
    with pytest.raises(WrongState, match="hết hạn"):
        procedure.support(comment, visitor="c")


@pytest.mark.parametrize(("person", "may"), PEOPLE.items())
def test_who_keys_in(
    person: str, may: bool, consultation: ConsultationPage, province: Province, request: pytest.FixtureRequest
) -> None:
    by: User = request.getfixturevalue(person)

    def key_in(**changes: Any) -> Contribution:
        given: dict[str, Any] = {
            "form_token": uuid.uuid4(),
            "channel": "post",
            "provenance": "Công văn 12/HHDM",
            "received_on": timezone.localdate(),
            "comments": [GivenComment("Đề nghị giảm mức đóng.", consultation.current_document, "dieu-2")],
            "person": Person("organisation", "Trần Thanh Tùng", province, org_name="Hiệp hội Dệt may"),
        }
        return procedure.key_in(consultation, by, **given | changes)

    if not may:
        with pytest.raises(NotAllowed):
            key_in()
        return
    token = uuid.uuid4()
    made = key_in(form_token=token)
    assert key_in(form_token=token) == made
    assert (made.shown_as, made.keyed_in_by, made.late) == ("Hiệp hội Dệt may", by, False)
    assert made.comments.get().state == CommentState.SHOWN
    assert made.comments.get().places.get().key == "dieu-2"
    wrong: list[dict[str, Any]] = [{"provenance": " "}, {"channel": "portal"}, {"comments": []}]
    for changes in wrong:
        with pytest.raises(Missing):
            key_in(**changes)
    with pytest.raises(Missing):
        key_in(received_on=timezone.localdate() + datetime.timedelta(days=1))
