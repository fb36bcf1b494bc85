"""A closed case is taken up again."""

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone

from casework import procedure
from casework.models import Case, TransferBody
from casework.procedure import ApprovedText, Missing, NotAllowed, WrongState
from casework.states import State
from ministry.models import Unit, User

Clock = Callable[[datetime.date], None]


@pytest.fixture
def answered(assigned: Case, approved_text: Callable[..., ApprovedText], minh: User) -> Case:
    procedure.answer(assigned, approved_text(), minh)
    return assigned


def test_an_answered_case_goes_back_to_its_unit_with_a_new_clock(
    answered: Case, lan: User, employment_unit: Unit, clock: Clock
) -> None:
    clock(datetime.date(2030, 6, 3))
    procedure.reopen(answered, lan, note="Chị Hoa hỏi thêm.")
    assert (answered.state, answered.unit, answered.handler) == (State.DISPATCHED, employment_unit, None)
    assert answered.clock_started_on == datetime.date(2030, 6, 3)
    assert answered.due_on == datetime.date(2030, 6, 17)
    assert answered.answers.count() == 1, "what was answered stays answered"


def test_a_refused_case_goes_back_to_the_office(case: Case, hanh: User) -> None:
    procedure.reject(case, hanh, reason="unclear_content", note="Chưa rõ.")
    procedure.reopen(case, hanh, note="Đọc lại thì rõ.")
    assert (case.state, case.reject_reason) == (State.RECEIVED, "")


def test_a_transferred_case_comes_home(case: Case, hanh: User) -> None:
    procedure.transfer(case, hanh, body=TransferBody.objects.get())
    procedure.reopen(case, hanh, note="Cơ quan kia gửi trả.")
    assert (case.state, case.transferred_to) == (State.RECEIVED, None)


def test_when_its_unit_has_ended_it_goes_to_the_office(answered: Case, hanh: User, employment_unit: Unit) -> None:
    employment_unit.valid_to = timezone.localdate() - datetime.timedelta(days=1)
    employment_unit.save()
    procedure.reopen(answered, hanh, note="Người gửi hỏi thêm.")
    assert (answered.state, answered.unit) == (State.RECEIVED, None)


def test_pauses_of_the_first_time_do_not_count_again(
    clock: Clock,
    ask: Callable[..., Case],
    hanh: User,
) -> None:
    clock(datetime.date(2026, 6, 1))
    case = ask()
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    clock(datetime.date(2026, 6, 10))
    procedure.supplement(case, content="Ngày 5/5.")
    procedure.reject(case, hanh, reason="duplicate", note="Trùng.")
    clock(datetime.date(2026, 6, 22))
    procedure.reopen(case, hanh, note="Không trùng.")
    assert case.due_on == datetime.date(2026, 7, 6)


def test_without_a_reason_it_is_refused(answered: Case, lan: User) -> None:
    with pytest.raises(Missing):
        procedure.reopen(answered, lan, note="")


@pytest.mark.parametrize("who", ["nam", "thuy", "minh"])
def test_who_does_not_reopen(who: str, answered: Case, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        procedure.reopen(answered, request.getfixturevalue(who), note="Xem lại.")


def test_what_is_open_is_not_reopened(answered: Case, lan: User) -> None:
    procedure.reopen(answered, lan, note="Xem lại.")
    with pytest.raises(WrongState):
        procedure.reopen(answered, lan, note="Xem lại.")
