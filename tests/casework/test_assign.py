"""Bà Lan gives a case to an expert of her unit."""

import pytest

from casework import procedure
from casework.models import Case
from casework.procedure import Missing, NotAllowed, WrongState
from casework.states import State
from ministry.models import PolicyField, Unit, User
from tests.casework.conftest import verbs_of


@pytest.fixture
def dispatched(case: Case, hanh: User, insurance: PolicyField, employment_unit: Unit) -> Case:
    procedure.receive(case, hanh, kind=case.kind, policy_field=insurance)
    return procedure.dispatch(case, hanh, unit=employment_unit)


def test_lan_gives_it_to_nam(dispatched: Case, lan: User, nam: User) -> None:
    procedure.assign(dispatched, lan, handler=nam, note="Anh xem giúp.")
    assert (dispatched.state, dispatched.handler) == (State.ASSIGNED, nam)
    event = dispatched.events.last()
    assert event is not None
    assert (event.verb, event.actor, event.note) == ("assign", lan, "Anh xem giúp.")
    assert not event.is_public, "who writes the answer is the ministry's own business"


def test_she_may_give_it_to_another(dispatched: Case, lan: User, nam: User, huong: User) -> None:
    procedure.assign(dispatched, lan, handler=nam)
    procedure.assign(dispatched, lan, handler=huong)
    assert dispatched.handler == huong
    assert verbs_of(dispatched)[-2:] == ["assign", "assign"]


def test_the_same_form_sent_twice_is_one_step(dispatched: Case, lan: User, nam: User) -> None:
    for _ in range(2):
        procedure.assign(dispatched, lan, handler=nam, note="Anh xem giúp.")
    assert verbs_of(dispatched).count("assign") == 1


def test_another_word_to_the_same_expert_is_a_new_step(dispatched: Case, lan: User, nam: User) -> None:
    procedure.assign(dispatched, lan, handler=nam, note="Anh xem giúp.")
    procedure.assign(dispatched, lan, handler=nam, note="Xin xong trước thứ sáu.")
    assert verbs_of(dispatched).count("assign") == 2


@pytest.mark.parametrize("who", ["lan", "son", "hanh", "minh", "root", "hung"])
def test_only_an_expert_of_the_unit_gets_it(
    who: str, dispatched: Case, lan: User, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Missing, match="chuyên viên xử lý của đơn vị"):
        procedure.assign(dispatched, lan, handler=request.getfixturevalue(who))
    assert dispatched.handler is None


def test_the_leader_of_another_unit_gives_nothing_away(dispatched: Case, thuy: User, nam: User) -> None:
    with pytest.raises(NotAllowed):
        procedure.assign(dispatched, thuy, handler=nam)


def test_before_a_unit_has_it_nobody_gets_it(case: Case, lan: User, nam: User, factotum: User, hanh: User) -> None:
    with pytest.raises(NotAllowed):
        procedure.assign(case, lan, handler=nam)


def test_an_answered_case_is_given_to_nobody(dispatched: Case, lan: User, nam: User) -> None:
    Case.objects.filter(pk=dispatched.pk).update(state=State.ANSWERED)
    with pytest.raises(WrongState):
        procedure.assign(dispatched, lan, handler=nam)
