"""When a case is due, by the rule of its kind on the day its clock started, and how that was counted."""

import datetime
from dataclasses import dataclass

from casework.models import Case, DeadlineRule, DeadlineUnit
from ministry.calendar import ONE_DAY, Count, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Due:
    """The due day of a case with the way it was counted; `paused` is in the unit of the rule."""

    rule: DeadlineRule
    count: Count
    paused: int

    @property
    def on(self) -> datetime.date:
        return self.count.end

    @property
    def explained(self) -> str:
        """Return one Vietnamese sentence that lets anybody count it again."""
        parts = [
            f"{self.rule.limit} {self.rule.get_unit_display()} tính từ sau ngày {self.count.start:%d/%m/%Y}",
        ]
        if self.rule.unit == DeadlineUnit.WORKING_DAYS:
            parts.append("không tính thứ bảy, chủ nhật")
        if self.count.holidays:
            named = "; ".join(f"{day:%d/%m} {name}" for day, name in self.count.holidays)
            parts.append(f"không tính ngày nghỉ: {named}")
        if self.paused:
            parts.append(f"cộng {self.paused} {self.rule.get_unit_display()} chờ người gửi bổ sung")
        basis = self.rule.legal_basis + ("" if self.rule.verified else " (chưa xác minh)")
        return f"{', '.join(parts)}. Căn cứ: {basis}."


def due(case: Case, calendar: WorkingCalendar | None = None) -> Due | None:
    """Count the due day of a case; None when no rule held for its kind on the day its clock started."""
    rule = (
        DeadlineRule.objects.valid_on(case.clock_started_on)
        .filter(case_kind=case.kind)
        .order_by("-valid_from", "-pk")
        .first()
    )
    if rule is None:
        return None
    calendar = calendar or WorkingCalendar()
    add = calendar.add_working_days if rule.unit == DeadlineUnit.WORKING_DAYS else calendar.add_calendar_days
    paused = sum(
        _length(pause.started_on, pause.ended_on, rule, calendar)
        for pause in (case.pauses.all() if case.pk else [])
        if pause.ended_on and pause.started_on >= case.clock_started_on
    )
    return Due(rule, add(case.clock_started_on, rule.limit + paused), paused)


def _length(start: datetime.date, end: datetime.date, rule: DeadlineRule, calendar: WorkingCalendar) -> int:
    """Return the length of a pause in the unit of the rule; the day it ends runs again."""
    days = [start + ONE_DAY * number for number in range((end - start).days)]
    if rule.unit == DeadlineUnit.WORKING_DAYS:
        return sum(calendar.is_working(day + ONE_DAY) for day in days)
    return len(days)
