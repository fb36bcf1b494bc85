"""A question arrives, and Hạnh takes it in and says what it is."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from base.models import OutboxMessage
from casework import procedure
from casework.models import Case
from casework.procedure import Missing, NotAllowed, WrongState
from casework.states import State
from ministry.models import PolicyField, User
from tests.casework.conftest import verbs_of


def test_a_question_arrives(case: Case, insurance: PolicyField) -> None:
    assert case.state == State.SUBMITTED
    assert case.sender.sender_name == "Nguyễn Thị Hoa"
    assert case.sender.consent_text.version == "1"
    event = case.events.get()
    assert (event.verb, event.actor, event.is_public) == ("submit", None, True)
    message = OutboxMessage.objects.get()
    assert message.payload == {"case": case.pk, "letter": "received", "event": event.pk}


def test_the_outbox_carries_nothing_personal(case: Case) -> None:
    written = str(OutboxMessage.objects.values())
    for secret in ("Hoa", "0912345678", "hoa@", "công ty may", case.number):
        assert secret not in written


def test_hanh_receives_it(case: Case, hanh: User, childcare: PolicyField) -> None:
    procedure.receive(case, hanh, kind="concern", policy_field=childcare)
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    assert (case.kind, case.policy_field) == ("concern", childcare)
    event = case.events.last()
    assert event is not None
    assert (event.verb, event.actor, event.state, event.is_public) == ("receive", hanh, State.RECEIVED, True)
    assert OutboxMessage.objects.count() == 1, "only the letter of arrival"


def test_another_kind_has_another_due_day(
    clock: Callable[[datetime.date], None], ask: Callable[..., Case], hanh: User, insurance: PolicyField
) -> None:
    clock(datetime.date(2026, 6, 1))
    case = ask()
    assert case.due_on == datetime.date(2026, 6, 15), "ten working days"
    clock(datetime.date(2026, 6, 3))
    procedure.receive(case, hanh, kind="concern", policy_field=insurance)
    assert case.due_on == datetime.date(2026, 6, 22), "twenty days from the day of sending; the 21st is a Sunday"
    procedure.classify(case, hanh, kind="policy_question", policy_field=insurance)
    assert case.due_on == datetime.date(2026, 6, 15)


def test_classifying_is_not_told_to_the_sender(case: Case, hanh: User, insurance: PolicyField) -> None:
    procedure.receive(case, hanh, kind=case.kind, policy_field=insurance)
    procedure.classify(case, hanh, kind="recommendation", policy_field=insurance)
    event = case.events.last()
    assert event is not None
    assert not event.is_public
    assert case.state == State.RECEIVED


def test_classifying_twice_the_same_is_written_once(case: Case, hanh: User, insurance: PolicyField) -> None:
    for _ in range(2):
        procedure.classify(case, hanh, kind="concern", policy_field=insurance)
    assert verbs_of(case) == ["submit", "classify"]


def test_received_twice_it_is_refused(case: Case, hanh: User, insurance: PolicyField) -> None:
    procedure.receive(case, hanh, kind=case.kind, policy_field=insurance)
    with pytest.raises(WrongState, match="Không thể “Tiếp nhận” khi hồ sơ đang ở trạng thái “Chờ chuyển đơn vị”"):
        procedure.receive(case, hanh, kind=case.kind, policy_field=insurance)
    assert verbs_of(case) == ["submit", "receive"]


def test_what_an_officer_saw_before_counts_for_nothing(case: Case, hanh: User, insurance: PolicyField) -> None:
    """Two officers have the case on their screens; the second acts on what it has become meanwhile."""
    stale = Case.objects.get(pk=case.pk)
    procedure.reject(case, hanh, reason="spam_or_test", note="Tin thử.")
    with pytest.raises(WrongState):
        procedure.receive(stale, hanh, kind=case.kind, policy_field=insurance)
    assert stale.state == State.REJECTED, "the caller's object now tells how it is"


def test_an_expert_does_not_receive(case: Case, nam: User, insurance: PolicyField) -> None:
    with pytest.raises(NotAllowed, match="không có quyền “Tiếp nhận”"):
        procedure.receive(case, nam, kind=case.kind, policy_field=insurance)
    assert verbs_of(case) == ["submit"]


def test_an_unknown_kind_is_refused(case: Case, hanh: User, insurance: PolicyField) -> None:
    with pytest.raises(Missing):
        procedure.receive(case, hanh, kind="gossip", policy_field=insurance)
    with pytest.raises(Missing):
        procedure.classify(case, hanh, kind="", policy_field=insurance)


def test_the_state_cannot_be_set_to_nonsense(case: Case) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="published")


def test_a_field_nobody_guessed_is_no_hindrance(ask: Callable[..., Any]) -> None:
    assert ask(policy_field=None).policy_field is None
