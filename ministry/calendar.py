"""The working-day calendar: weekends, holidays and make-up days, as data (Labour Code 45/2019/QH14, art. 112)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from ministry.models.calendar import CalendarDay

ONE_DAY = datetime.timedelta(days=1)
NamedDays = tuple[tuple[datetime.date, str], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How a period was counted: its last day, and the days, with their names, that make it differ from a plain count.

    `skipped` did not count though they lie in the period; `made_up` are days of a weekend that were worked and counted.
    """

    start: datetime.date
    end: datetime.date
    days: int
    skipped: NamedDays
    made_up: NamedDays = ()

    @property
    def holidays(self) -> NamedDays:
        return tuple((day, name) for day, name in self.skipped if name)


class WorkingCalendar:
    """The days of the ministry, read from the database once; or those that are given."""

    def __init__(self, days: Iterable[CalendarDay] | None = None) -> None:
        known = CalendarDay.objects.all() if days is None else days
        self._days = {day.date: (day.is_working, day.name) for day in known}

    def is_working(self, day: datetime.date) -> bool:
        if day in self._days:
            return self._days[day][0]
        return day.weekday() < 5

    def name_of(self, day: datetime.date) -> str:
        return self._days.get(day, (False, ""))[1]

    def add_working_days(self, start: datetime.date, days: int) -> Count:
        """Count `days` working days from the day after `start`, which itself never counts (Civil Code, art. 147)."""
        day, left, skipped, made_up = start, days, [], []
        while left > 0:
            day += ONE_DAY
            if not self.is_working(day):
                skipped.append((day, self.name_of(day)))
                continue
            left -= 1
            if day.weekday() >= 5:
                made_up.append((day, self.name_of(day)))
        return Count(start, day, days, tuple(skipped), tuple(made_up))

    def add_calendar_days(self, start: datetime.date, days: int) -> Count:
        """Count `days` calendar days; a last day that is not worked gives way to the next that is (art. 148)."""
        day, skipped = start + ONE_DAY * days, []
        while not self.is_working(day):
            skipped.append((day, self.name_of(day)))
            day += ONE_DAY
        return Count(start, day, days, tuple(skipped))
