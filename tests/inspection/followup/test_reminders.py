"""The letter of the day: to whom, about what, and never twice."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from base import outbox, worker
from base.models import OutboxMessage
from inspection import procedure, reminders
from inspection.apps import InspectionConfig
from inspection.models import ConclusionRequirement
from ministry.models import CalendarDay, User
from tests.inspection.followup.conftest import Clock, Require

PEOPLE = ("khanh", "thu", "dung", "phuc", "minh", "root")


@pytest.fixture(autouse=True)
def everybody(request: pytest.FixtureRequest) -> None:
    for who in PEOPLE:
        request.getfixturevalue(who)


def letters(mailoutbox: list[Any]) -> dict[str, str]:
    OutboxMessage.objects.exclude(topic=reminders.REMINDER).delete()  # what is told of each by itself
    OutboxMessage.objects.waiting().update(due_at=timezone.now())  # the clock of these tests is another
    outbox.drain()
    sent = {letter.to[0]: letter.body for letter in mailoutbox}
    assert len(sent) == len(mailoutbox), "one letter a person"
    mailoutbox.clear()
    return sent


def test_one_letter_a_person_about_all_that_presses(require: Require, clock: Clock, mailoutbox: list[Any]) -> None:
    clock(2026, 9, 4, 8)  # a Friday
    require(target="Công ty Quá Hạn", due_on=datetime.date(2026, 9, 3))
    require(target="Công ty Đến Hạn", due_on=datetime.date(2026, 9, 11))
    require(target="Công ty Còn Lâu", due_on=datetime.date(2026, 9, 12))
    require(target="Công ty Không Hạn", due_on=None)
    assert reminders.remind() == 2
    sent = letters(mailoutbox)
    assert set(sent) == {"khanh@bo.test", "thu@bo.test"}
    for body in sent.values():
        assert body.index("Quá hạn:") < body.index("Công ty Quá Hạn") < body.index("Sắp đến hạn:")
        assert body.index("Sắp đến hạn:") < body.index("Công ty Đến Hạn")
        assert "11/09/2026" in body
        assert "Còn Lâu" not in body
        assert "Không Hạn" not in body
        assert "/admin/thanh-tra/yeu-cau/" in body


def test_never_twice_a_day_however_often_the_worker_starts(require: Require, clock: Clock) -> None:
    clock(2026, 9, 4, 8)
    require(due_on=datetime.date(2026, 9, 5))
    assert reminders.remind() == 2
    require(due_on=datetime.date(2026, 9, 6))
    for hour in (8, 12, 23):
        clock(2026, 9, 4, hour)
        assert reminders.remind() == 0
    assert OutboxMessage.objects.filter(topic=reminders.REMINDER).count() == 2


def test_due_soon_once_then_overdue_then_every_week(require: Require, clock: Clock) -> None:
    require(due_on=datetime.date(2026, 9, 9))
    reminded = []
    for number in range(28):
        day = datetime.date(2026, 9, 1) + datetime.timedelta(days=number)
        clock(day.year, day.month, day.day, 9)
        if reminders.remind():
            reminded.append(day.day)
    # Within seven days of Wednesday 9; on the first day after it; each week again.
    assert reminded == [2, 10, 17, 24]


@pytest.mark.parametrize(
    "moment", [(2026, 9, 4, 6), (2026, 9, 5, 9), (2026, 9, 2, 9)], ids=["before seven", "a Saturday", "a holiday"]
)
def test_nobody_is_reminded_outside_of_work(moment: tuple[int, ...], require: Require, clock: Clock) -> None:
    CalendarDay.objects.update_or_create(
        date=datetime.date(2026, 9, 2), defaults={"is_working": False, "name": "Quốc khánh"}
    )
    require(due_on=datetime.date(2026, 9, 1))
    clock(*moment)
    assert reminders.remind() == 0
    assert not ConclusionRequirement.objects.exclude(reminded_on=None).exists()


def test_what_is_closed_or_not_compulsory_presses_nobody(
    require: Require, khanh: User, thu: User, clock: Clock
) -> None:
    closed, waiting = require(due_on=datetime.date(2026, 9, 1)), require(due_on=datetime.date(2026, 9, 1))
    procedure.mark_cannot_do(closed, thu, note="Giải thể.")
    procedure.suspend(waiting, khanh, note="Thanh tra lại.")
    clock(2026, 9, 4, 8)
    assert reminders.remind() == 0


def test_what_was_closed_since_is_not_in_the_letter(
    require: Require, thu: User, clock: Clock, mailoutbox: list[Any]
) -> None:
    clock(2026, 9, 4, 8)
    requirement = require(due_on=datetime.date(2026, 9, 1))
    reminders.remind()
    procedure.mark_cannot_do(requirement, thu, note="Giải thể.")
    assert not any("Quá hạn:" in body for body in letters(mailoutbox).values())


def test_where_nobody_follows_up_it_waits_for_who_comes(require: Require, khanh: User, thu: User, clock: Clock) -> None:
    clock(2026, 9, 4, 8)
    require(due_on=datetime.date(2026, 9, 1))
    for person in (khanh, thu):
        person.posts.update(valid_to=datetime.date(2026, 9, 3))
    assert reminders.remind() == 0
    thu.posts.update(valid_to=None)
    assert reminders.remind() == 1


def test_a_long_letter_names_the_most_pressing(require: Require, clock: Clock, mailoutbox: list[Any]) -> None:
    clock(2026, 9, 4, 8)
    for number in range(reminders.NAMED + 2):
        day = datetime.date(2026, 7, 1) + datetime.timedelta(days=number)
        require(target=f"Công ty số {number:03}", due_on=day)
    reminders.remind()
    body = letters(mailoutbox)["khanh@bo.test"]
    assert "Công ty số 000" in body
    assert "Công ty số 031" not in body
    assert "Và 2 yêu cầu, kiến nghị khác." in body


def test_more_time_starts_the_reminding_anew(require: Require, thu: User, clock: Clock) -> None:
    clock(2026, 9, 4, 8)
    requirement = require(due_on=datetime.date(2026, 9, 3))
    reminders.remind()
    procedure.postpone(requirement, thu, due_on=datetime.date(2026, 9, 10), note="Bão lũ.")
    clock(2026, 9, 7, 8)
    assert reminders.remind() == 2


def test_the_worker_knows_the_chore() -> None:
    assert InspectionConfig.name == "inspection"
    assert worker._chores["reminders of requirements"][1] is reminders.remind
