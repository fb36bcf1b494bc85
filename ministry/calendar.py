"""The working-day calendar: weekends, holidays and make-up working days, as data (Labour Code 45/2019/QH14, art. 112)."""

import datetime
from dataclasses import dataclass

from ministry.models.calendar import CalendarDay

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Count:
    """How a period was counted: its last day, and the days between that did not count, with their names."""

    start: datetime.date
    end: datetime.date
    days: int
    skipped: tuple[tuple[datetime.date, str], ...]

    @property
    def holidays(self) -> tuple[tuple[datetime.date, str], ...]:
        return tuple((day, name) for day, name in self.skipped if name)


class WorkingCalendar:
    """The days of the ministry in a span of years, read from the database once."""

    def __init__(self) -> None:
        self._days = {day.date: (day.is_working, day.name) for day in CalendarDay.objects.all()}

    def is_working(self, day: datetime.date) -> bool:
        if day in self._days:
            return self._days[day][0]
        return day.weekday() < 5

    def name_of(self, day: datetime.date) -> str:
        return self._days.get(day, (False, ""))[1]

    def add_working_days(self, start: datetime.date, days: int) -> Count:
        """Count `days` working days from the day after `start`; the start itself never counts (Civil Code, art. 147)."""
        day, left, skipped = start, days, []
        while left:
            day += ONE_DAY
            if self.is_working(day):
                left -= 1
            else:
                skipped.append((day, self.name_of(day)))
        return Count(start, day, days, tuple(skipped))

    def add_calendar_days(self, start: datetime.date, days: int) -> Count:
        """Count `days` calendar days; when the last is no working day, the period ends on the next that is (art. 148)."""
        day, skipped = start + ONE_DAY * days, []
        while not self.is_working(day):
            skipped.append((day, self.name_of(day)))
            day += ONE_DAY
        return Count(start, day, days, tuple(skipped))
