"""Hạnh sends a case to the unit that will answer it."""

import datetime

import pytest
from django.utils import timezone

from casework import procedure
from casework.models import Case, CasePage
from casework.procedure import Missing, NotAllowed, WrongState
from casework.states import State
from ministry.models import PolicyField, Unit, User
from qa.compose import compose
from qa.models import QAIndexPage
from tests.casework.conftest import verbs_of


@pytest.fixture
def received(case: Case, hanh: User, insurance: PolicyField) -> Case:
    return procedure.receive(case, hanh, kind=case.kind, policy_field=insurance)


def test_hanh_sends_it_to_the_unit(received: Case, hanh: User, lan: User, son: User, employment_unit: Unit) -> None:
    assert not Case.objects.seen_by(lan).exists()
    procedure.dispatch(received, hanh, unit=employment_unit, note="Gấp, báo chí đang hỏi.")
    assert (received.state, received.unit) == (State.DISPATCHED, employment_unit)
    event = received.events.last()
    assert event is not None
    assert (event.verb, event.unit, event.note) == ("dispatch", employment_unit, "Gấp, báo chí đang hỏi.")
    assert list(Case.objects.seen_by(lan)) == [received]
    assert not Case.objects.seen_by(son).exists()


def test_before_it_is_received_it_goes_nowhere(case: Case, hanh: User, employment_unit: Unit) -> None:
    with pytest.raises(WrongState, match="Chờ tiếp nhận"):
        procedure.dispatch(case, hanh, unit=employment_unit)


def test_twice_it_is_refused(received: Case, hanh: User, employment_unit: Unit, children_unit: Unit) -> None:
    procedure.dispatch(received, hanh, unit=employment_unit)
    with pytest.raises(WrongState):
        procedure.dispatch(received, hanh, unit=children_unit)
    assert received.unit == employment_unit
    assert verbs_of(received) == ["submit", "receive", "dispatch"]


def test_a_unit_that_ended_gets_no_cases(received: Case, hanh: User, employment_unit: Unit) -> None:
    employment_unit.valid_to = timezone.localdate() - datetime.timedelta(days=1)
    employment_unit.save()
    with pytest.raises(Missing, match="không còn hoạt động"):
        procedure.dispatch(received, hanh, unit=employment_unit)
    assert received.events.count() == 2


def test_a_leader_does_not_fetch_a_case(received: Case, lan: User, employment_unit: Unit) -> None:
    with pytest.raises(NotAllowed):
        procedure.dispatch(received, lan, unit=employment_unit)


def test_the_draft_of_the_first_unit_does_not_answer_for_the_second(
    assigned: Case, hanh: User, nam: User, lan: User, children_unit: Unit, employment_unit: Unit
) -> None:
    """Nam had begun to write when bà Lan saw that it is another unit's business."""
    assert QAIndexPage.objects.exists()
    draft = compose(nam, assigned)
    procedure.return_case(assigned, lan, note="Việc của Cục Trẻ em.")
    procedure.dispatch(assigned, hanh, unit=children_unit)
    assert not CasePage.objects.filter(case=assigned).exists()
    draft.refresh_from_db()


def test_sent_back_to_the_same_unit_the_draft_is_still_there(
    assigned: Case, hanh: User, nam: User, lan: User, employment_unit: Unit
) -> None:
    draft = compose(nam, assigned)
    procedure.return_case(assigned, lan, note="Nhầm chăng?")
    procedure.dispatch(assigned, hanh, unit=employment_unit, note="Không nhầm.")
    procedure.assign(assigned, lan, handler=nam)
    assert compose(nam, assigned).pk == draft.pk
