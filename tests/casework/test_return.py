"""Bà Lan gives a wrongly routed case back to the office."""

import pytest

from base.models import OutboxMessage
from casework import procedure
from casework.models import Case
from casework.procedure import Missing, NotAllowed, WrongState
from casework.states import State
from ministry.models import Unit, User


def test_lan_gives_it_back_and_the_right_unit_gets_it(
    assigned: Case, lan: User, hanh: User, nam: User, thuy: User, children_unit: Unit
) -> None:
    letters = OutboxMessage.objects.count()
    procedure.return_case(assigned, lan, note="Việc của Cục Trẻ em.")
    assert (assigned.state, assigned.unit, assigned.handler) == (State.RECEIVED, None, None)
    event = assigned.events.last()
    assert event is not None
    assert (event.note, event.is_public) == ("Việc của Cục Trẻ em.", False)
    assert OutboxMessage.objects.count() == letters, "the sender need not know"
    for person in (lan, nam):
        assert not Case.objects.seen_by(person).exists()
    procedure.dispatch(assigned, hanh, unit=children_unit)
    assert list(Case.objects.seen_by(thuy)) == [assigned]


def test_the_clock_runs_on(assigned: Case, lan: User) -> None:
    due = assigned.due_on
    procedure.return_case(assigned, lan, note="Nhầm đơn vị.")
    assert assigned.due_on == due


def test_without_a_reason_it_is_refused(assigned: Case, lan: User) -> None:
    with pytest.raises(Missing, match="lý do"):
        procedure.return_case(assigned, lan, note="")
    assert assigned.state == State.ASSIGNED


@pytest.mark.parametrize("who", ["nam", "thuy", "hanh"])
def test_only_the_units_leader_gives_it_back(who: str, assigned: Case, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        procedure.return_case(assigned, request.getfixturevalue(who), note="Nhầm.")


def test_what_is_answered_is_not_given_back(assigned: Case, lan: User) -> None:
    Case.objects.filter(pk=assigned.pk).update(state=State.ANSWERED)
    with pytest.raises(WrongState):
        procedure.return_case(assigned, lan, note="Nhầm.")
