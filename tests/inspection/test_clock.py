"""The clock against tables made by hand from the calendar on the wall: Tết, holidays and made-up Saturdays."""

import datetime
import json
from pathlib import Path

import pytest
from django.conf import settings

from inspection.clock import Clock, ClockState, Reading
from inspection.models import PublicationRule
from ministry.calendar import WorkingCalendar
from ministry.models import CalendarDay

Date = datetime.date
RULES = Path(settings.BASE_DIR) / "inspection" / "sample" / "publication_rules.json"
CALENDAR = Path(settings.BASE_DIR) / "ministry" / "sample" / "calendar.json"
pytestmark = pytest.mark.django_db


@pytest.fixture
def rules() -> None:
    for row in json.loads(RULES.read_text(encoding="utf-8")):
        PublicationRule.objects.create(**row)


@pytest.fixture(scope="module")
def days() -> WorkingCalendar:
    """The real calendar of the sample ministry."""
    return WorkingCalendar(
        CalendarDay(date=Date.fromisoformat(row["date"]), is_working=row["is_working"], name=row["name"])
        for row in json.loads(CALENDAR.read_text(encoding="utf-8"))
    )


def read(days: WorkingCalendar, issued_on: Date, today: Date, *spells: tuple[Date, Date | None]) -> Reading:
    reading = Clock(days, today).of_days(issued_on, spells)
    assert reading is not None
    return reading


# signed on, due on, why
TABLE = [
    (Date(2026, 6, 1), Date(2026, 6, 11), "a Thursday, nothing in the way"),
    (Date(2026, 6, 3), Date(2026, 6, 15), "the tenth day is Saturday 13 June"),
    (Date(2026, 6, 4), Date(2026, 6, 15), "the tenth day is Sunday 14 June"),
    (Date(2026, 2, 5), Date(2026, 2, 23), "Sunday 15 February, then Tết to Friday 20, then a weekend"),
    (Date(2026, 2, 6), Date(2026, 2, 23), "Monday 16 February is the first day of Tết"),
    (Date(2026, 2, 12), Date(2026, 2, 23), "the tenth day is the Sunday after Tết"),
    (Date(2026, 2, 10), Date(2026, 2, 23), "the tenth day is the last day of Tết"),
    (Date(2026, 2, 16), Date(2026, 2, 26), "signed in Tết: holidays within the period count"),
    (Date(2025, 1, 17), Date(2025, 2, 3), "Tết 2025, 27 to 31 January, ends before a weekend"),
    (Date(2025, 4, 16), Date(2025, 4, 26), "Saturday 26 April is worked, to make up for 2 May"),
    (Date(2025, 4, 22), Date(2025, 5, 5), "2 May was swapped away, then a weekend"),
    (Date(2025, 12, 31), Date(2026, 1, 10), "Saturday 10 January 2026 is worked"),
    (Date(2024, 4, 24), Date(2024, 5, 4), "Saturday 4 May 2024 is worked"),
    (Date(2026, 8, 12), Date(2026, 8, 22), "Saturday 22 August 2026 is worked"),
    (Date(2026, 8, 21), Date(2026, 9, 3), "31 August was swapped away, National Day follows"),
    (Date(2023, 4, 19), Date(2023, 5, 4), "a weekend, 1 May and two days in lieu, in a row"),
]


@pytest.mark.parametrize(("issued_on", "due_on", "why"), TABLE, ids=[row[2] for row in TABLE])
def test_due_days(issued_on: Date, due_on: Date, why: str, rules: None, days: WorkingCalendar) -> None:
    assert read(days, issued_on, issued_on).due_on == due_on


def test_it_is_told_so_that_anybody_can_count_it_again(rules: None, days: WorkingCalendar) -> None:
    told = read(days, Date(2026, 2, 10), Date(2026, 2, 10)).explained
    assert told.startswith("Hạn công khai 23/02/2026: 10 ngày tính từ sau ngày ký 10/02/2026, ngày cuối là ngày nghỉ")
    assert "20/02 Tết Âm lịch (mùng 4 tháng Giêng); 21/02; 22/02" in told
    assert "Luật Thanh tra số 84/2025/QH15" in told
    assert told.endswith("Căn cứ này chưa xác minh.")
    assert "xác minh" not in read(days, Date(2024, 6, 3), Date(2024, 6, 3)).explained


LAYERS = [
    (Date(2011, 7, 1), "56/2010/QH12", False),
    (Date(2023, 6, 30), "56/2010/QH12", False),
    (Date(2023, 7, 1), "11/2022/QH15", True),
    (Date(2025, 6, 30), "11/2022/QH15", True),
    (Date(2025, 7, 1), "84/2025/QH15", True),
]


@pytest.mark.parametrize(("issued_on", "law", "other_form"), LAYERS)
def test_a_conclusion_keeps_the_law_of_its_day(
    issued_on: Date, law: str, other_form: bool, rules: None, days: WorkingCalendar
) -> None:
    rule = read(days, issued_on, Date(2026, 11, 5)).rule
    assert law in rule.legal_basis
    assert rule.other_form is other_form


def test_before_the_first_rule_there_is_no_clock(rules: None, days: WorkingCalendar) -> None:
    assert Clock(days, Date(2026, 1, 1)).of_days(Date(2011, 6, 30)) is None


def test_of_two_rules_for_a_day_the_later_one_counts(rules: None, days: WorkingCalendar) -> None:
    PublicationRule.objects.create(
        publish_within=5, shown_for=30, legal_basis="Nghị định mới", verified=True, valid_from=Date(2026, 1, 1)
    )
    reading = read(days, Date(2026, 6, 1), Date(2026, 6, 1), (Date(2026, 6, 2), None))
    assert (reading.due_on, reading.shown_until) == (Date(2026, 6, 8), Date(2026, 7, 2))


# on this day, a conclusion signed on 1 June 2026 and due on the 11th is …
STATES = [
    (Date(2026, 6, 1), ClockState.DUE, "Còn 10 ngày"),
    (Date(2026, 6, 7), ClockState.DUE, "Còn 4 ngày"),
    (Date(2026, 6, 8), ClockState.DUE_SOON, "Còn 3 ngày"),
    (Date(2026, 6, 11), ClockState.DUE_SOON, "Hạn là hôm nay"),
    (Date(2026, 6, 12), ClockState.OVERDUE, "Quá hạn 1 ngày"),
    (Date(2026, 7, 11), ClockState.OVERDUE, "Quá hạn 30 ngày"),
]


@pytest.mark.parametrize(("today", "state", "told"), STATES)
def test_states_before_publication(
    today: Date, state: ClockState, told: str, rules: None, days: WorkingCalendar
) -> None:
    reading = read(days, Date(2026, 6, 1), today)
    assert (reading.state, reading.told) == (state, told)


@pytest.mark.parametrize(
    ("published_on", "state", "late"),
    [
        (Date(2026, 6, 1), ClockState.ON_TIME, 0),
        (Date(2026, 6, 11), ClockState.ON_TIME, 0),
        (Date(2026, 6, 12), ClockState.LATE, 1),
        (Date(2026, 7, 1), ClockState.LATE, 20),
    ],
)
def test_on_time_or_late(published_on: Date, state: ClockState, late: int, rules: None, days: WorkingCalendar) -> None:
    reading = read(days, Date(2026, 6, 1), Date(2026, 12, 1), (published_on, None))
    assert (reading.state, reading.days_late) == (state, late)


BROKEN_ON_THE_TENTH = [(Date(2026, 6, 5), Date(2026, 6, 15)), (Date(2026, 6, 15), None)]
# stretches, today, shown until, days shown, term served
STRETCHES = [
    ([(Date(2026, 6, 5), None)], Date(2026, 6, 5), Date(2026, 6, 20), 0, False),
    ([(Date(2026, 6, 5), None)], Date(2026, 6, 20), Date(2026, 6, 20), 15, False),
    ([(Date(2026, 6, 5), None)], Date(2026, 6, 21), Date(2026, 6, 20), 16, True),
    ([(Date(2026, 6, 5), Date(2026, 6, 20))], Date(2026, 7, 30), None, 15, False),
    ([(Date(2026, 6, 5), Date(2026, 6, 21))], Date(2026, 7, 30), None, 16, True),
    # A break on the tenth day: the counting begins anew, ten and ten are not twenty in a row.
    (
        [(Date(2026, 6, 5), Date(2026, 6, 15)), (Date(2026, 6, 15), None)],
        Date(2026, 6, 25),
        Date(2026, 6, 30),
        10,
        False,
    ),
    ([(Date(2026, 6, 5), Date(2026, 6, 15)), (Date(2026, 6, 15), None)], Date(2026, 7, 1), Date(2026, 6, 30), 16, True),
    # Once served, the term is served, whatever comes later.
    ([(Date(2026, 6, 5), Date(2026, 6, 22)), (Date(2026, 7, 1), None)], Date(2026, 7, 2), Date(2026, 7, 16), 1, True),
    # Over Tết: days in a row are days, worked or not.
    ([(Date(2026, 2, 13), None)], Date(2026, 2, 28), Date(2026, 2, 28), 15, False),
]


@pytest.mark.parametrize(("spells", "today", "until", "shown", "served"), STRETCHES)
def test_fifteen_days_in_a_row(
    spells: list[tuple[Date, Date | None]],
    today: Date,
    until: Date | None,
    shown: int,
    served: bool,
    rules: None,
    days: WorkingCalendar,
) -> None:
    reading = read(days, Date(2026, 2, 2), today, *spells)
    assert (reading.shown_until, reading.days_shown, reading.has_served_its_term) == (until, shown, served)
