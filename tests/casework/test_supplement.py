"""The ministry asks the sender for something: the clock stands still, and runs on when it comes."""

import datetime
from collections.abc import Callable

import pytest

from base.models import OutboxMessage
from casework import deadlines, procedure
from casework.models import Case
from casework.procedure import Missing, NotAllowed, WrongState
from casework.states import State
from ministry.models import PolicyField, Unit, User
from tests.casework.conftest import verbs_of

Clock = Callable[[datetime.date], None]
MONDAY = datetime.date(2026, 6, 1)


def test_the_clock_stands_while_the_sender_is_waited_for(
    clock: Clock, ask: Callable[..., Case], hanh: User, insurance: PolicyField
) -> None:
    clock(MONDAY)
    case = ask()
    assert case.due_on == datetime.date(2026, 6, 15)
    clock(datetime.date(2026, 6, 3))
    procedure.request_supplement(case, hanh, note="Xin ghi rõ ngày nghỉ việc.")
    assert case.state == State.AWAITING_SUPPLEMENT
    assert OutboxMessage.objects.latest("pk").payload["letter"] == "supplement_requested"
    clock(datetime.date(2026, 7, 1))
    assert not Case.objects.overdue().exists(), "nobody is late who waits for the sender"
    assert not case.is_overdue
    standing = deadlines.due(case)
    assert standing is not None
    assert "đang tạm dừng từ ngày 03/06/2026" in standing.explained
    clock(datetime.date(2026, 6, 10))
    procedure.supplement(case, content="Tôi nghỉ từ ngày 5/5.")
    assert case.state == State.SUBMITTED
    assert case.due_on == datetime.date(2026, 6, 22), "five working days later: 4, 5, 8, 9, 10 June"
    counted = deadlines.due(case)
    assert counted is not None
    assert counted.paused == 5
    assert "cộng 5 ngày làm việc chờ ông/bà bổ sung" in counted.explained


def test_what_was_added_stands_below_what_was_asked(clock: Clock, ask: Callable[..., Case], hanh: User) -> None:
    clock(MONDAY)
    case = ask()
    asked = case.content
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    procedure.supplement(case, content="Ngày 5/5.")
    assert case.content == f"{asked}\n\n[Bổ sung 01/06/2026]\nNgày 5/5."


def test_asked_twice_both_pauses_count(
    clock: Clock, ask: Callable[..., Case], hanh: User, insurance: PolicyField
) -> None:
    clock(MONDAY)
    case = ask()
    for asked, given in ((2, 4), (8, 9)):
        clock(datetime.date(2026, 6, asked))
        procedure.request_supplement(case, hanh, note="Còn thiếu.")
        clock(datetime.date(2026, 6, given))
        procedure.supplement(case, content=f"Bổ sung ngày {given}.")
    assert case.due_on == datetime.date(2026, 6, 18), "three working days more"


def test_a_concern_counts_its_pause_in_calendar_days(clock: Clock, ask: Callable[..., Case], hanh: User) -> None:
    clock(MONDAY)
    case = ask(kind="concern")
    clock(datetime.date(2026, 6, 5))
    procedure.request_supplement(case, hanh, note="Ai đã làm thế?")
    clock(datetime.date(2026, 6, 8))
    procedure.supplement(case, content="Cán bộ ở xã.")
    assert case.due_on == datetime.date(2026, 6, 24), "20 days and a weekend's 3"


def test_asked_on_friday_and_given_on_saturday_no_working_day_was_lost(
    clock: Clock, ask: Callable[..., Case], hanh: User
) -> None:
    """Like any period, a pause does not count the day it starts."""
    clock(MONDAY)
    case = ask()
    clock(datetime.date(2026, 6, 5))
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    clock(datetime.date(2026, 6, 6))
    procedure.supplement(case, content="Ngày 5/5.")
    assert case.due_on == datetime.date(2026, 6, 15)


@pytest.mark.parametrize("who", ["nam", "lan"])
def test_a_unit_asks_and_goes_on_where_it_was(
    who: str, assigned: Case, nam: User, employment_unit: Unit, request: pytest.FixtureRequest
) -> None:
    procedure.request_supplement(assigned, request.getfixturevalue(who), note="Xin gửi số sổ bảo hiểm.")
    assert assigned.unit == employment_unit
    procedure.supplement(assigned, content="Số sổ ở trong thư trước.")
    assert (assigned.state, assigned.handler) == (State.ASSIGNED, nam)
    assert verbs_of(assigned)[-2:] == ["request_supplement", "supplement"]


def test_what_the_sender_said_by_telephone_is_written_down_by_the_officer(assigned: Case, nam: User) -> None:
    procedure.request_supplement(assigned, nam, note="Ngày nghỉ việc?")
    procedure.supplement(assigned, nam, content="Gọi điện: nghỉ từ 5/5.")
    event = assigned.events.last()
    assert event is not None
    assert (event.verb, event.actor, event.is_public) == ("supplement", nam, True)
    assert assigned.state == State.ASSIGNED


@pytest.mark.parametrize("who", ["hanh", "huong", "son", "thuy"])
def test_who_does_not_ask_the_sender_of_a_case_in_nams_hands(
    who: str, assigned: Case, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        procedure.request_supplement(assigned, request.getfixturevalue(who), note="Ai đấy?")
    assert not assigned.pauses.exists()


def test_what_is_missing_must_be_said(case: Case, hanh: User) -> None:
    with pytest.raises(Missing):
        procedure.request_supplement(case, hanh, note="  ")
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    with pytest.raises(Missing):
        procedure.supplement(case, content=" \n")
    assert case.state == State.AWAITING_SUPPLEMENT


def test_nobody_asked_nothing_is_added(case: Case, hanh: User) -> None:
    with pytest.raises(WrongState):
        procedure.supplement(case, content="Tôi muốn nói thêm.")
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    with pytest.raises(WrongState):
        procedure.request_supplement(case, hanh, note="Ngày nào?")
    assert case.pauses.count() == 1
