"""The ministry counts days as the law does: weekends, holidays, and Saturdays worked to make up for one."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ministry.calendar import WorkingCalendar
from ministry.models import CalendarDay

Date = datetime.date


@pytest.fixture
def calendar(db: None) -> WorkingCalendar:
    """The first days of May 2019: Monday the 29th of April was swapped for Saturday the 4th of May."""
    CalendarDay.objects.create(date=Date(2019, 4, 29), name="Nghỉ hoán đổi")
    CalendarDay.objects.create(date=Date(2019, 4, 30), name="Ngày Chiến thắng")
    CalendarDay.objects.create(date=Date(2019, 5, 1), name="Quốc tế Lao động")
    CalendarDay.objects.create(date=Date(2019, 5, 4), name="Làm bù", is_working=True)
    return WorkingCalendar()


def test_an_ordinary_week_has_five_working_days(calendar: WorkingCalendar) -> None:
    counted = calendar.add_working_days(Date(2019, 6, 3), 5)
    assert counted.end == Date(2019, 6, 10)
    assert [day for day, _ in counted.skipped] == [Date(2019, 6, 8), Date(2019, 6, 9)]
    assert counted.holidays == ()
    assert counted.made_up == ()


def test_holidays_do_not_count_and_are_named(calendar: WorkingCalendar) -> None:
    counted = calendar.add_working_days(Date(2019, 4, 26), 1)
    assert counted.end == Date(2019, 5, 2)
    assert [name for _, name in counted.holidays] == ["Nghỉ hoán đổi", "Ngày Chiến thắng", "Quốc tế Lao động"]


def test_a_saturday_worked_to_make_up_counts_and_is_named(calendar: WorkingCalendar) -> None:
    counted = calendar.add_working_days(Date(2019, 5, 3), 1)
    assert counted.end == Date(2019, 5, 4)
    assert counted.made_up == ((Date(2019, 5, 4), "Làm bù"),)
    assert counted.skipped == ()


def test_the_day_something_starts_never_counts(calendar: WorkingCalendar) -> None:
    assert calendar.add_working_days(Date(2019, 6, 3), 1).end == Date(2019, 6, 4)
    assert calendar.add_working_days(Date(2019, 6, 8), 1).end == Date(2019, 6, 10), "started on a Saturday"
    assert calendar.add_calendar_days(Date(2019, 6, 3), 1).end == Date(2019, 6, 4)


def test_calendar_days_count_weekends_but_do_not_end_on_one(calendar: WorkingCalendar) -> None:
    assert calendar.add_calendar_days(Date(2019, 6, 3), 10).end == Date(2019, 6, 13)
    counted = calendar.add_calendar_days(Date(2019, 6, 3), 5)
    assert counted.end == Date(2019, 6, 10)
    assert [day for day, _ in counted.skipped] == [Date(2019, 6, 8), Date(2019, 6, 9)]
    assert calendar.add_calendar_days(Date(2019, 4, 24), 4).end == Date(2019, 5, 2), "from one holiday to the next"


def test_no_days_and_fewer_end_where_they_start(calendar: WorkingCalendar) -> None:
    assert calendar.add_working_days(Date(2019, 6, 3), 0).end == Date(2019, 6, 3)
    assert calendar.add_working_days(Date(2019, 6, 3), -1).end == Date(2019, 6, 3)


SOME_DAY = st.dates(Date(2019, 1, 1), Date(2019, 12, 31))
CALENDARS = st.dictionaries(SOME_DAY, st.booleans(), max_size=30).map(
    lambda days: WorkingCalendar([CalendarDay(date=day, is_working=works, name="ngày") for day, works in days.items()])
)


@given(calendar=CALENDARS, start=SOME_DAY, days=st.integers(1, 60))
def test_n_working_days_end_on_a_working_day_and_are_exactly_n(
    calendar: WorkingCalendar, start: datetime.date, days: int
) -> None:
    counted = calendar.add_working_days(start, days)
    between = [start + datetime.timedelta(number) for number in range(1, (counted.end - start).days + 1)]
    assert calendar.is_working(counted.end)
    assert sum(calendar.is_working(day) for day in between) == days
    assert {day for day, _ in counted.skipped} == {day for day in between if not calendar.is_working(day)}
    assert {day for day, _ in counted.made_up} == {
        day for day in between if calendar.is_working(day) and day.weekday() >= 5
    }


@given(calendar=CALENDARS, start=SOME_DAY, days=st.integers(1, 60))
def test_n_calendar_days_end_on_the_first_working_day_from_the_nth_on(
    calendar: WorkingCalendar, start: datetime.date, days: int
) -> None:
    counted = calendar.add_calendar_days(start, days)
    assert calendar.is_working(counted.end)
    assert (counted.end - start).days == days + len(counted.skipped)
    assert not any(calendar.is_working(day) for day, _ in counted.skipped)
