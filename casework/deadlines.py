"""When a case is due, by the rule of its kind on the day its clock started, and how that was counted."""

import datetime
from dataclasses import dataclass

from casework.models import Case, DeadlineRule, DeadlineUnit
from ministry.calendar import ONE_DAY, Count, NamedDays, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Due:
    """The due day of a case with the way it was counted; `paused` is in the unit of the rule.

    While the sender is waited for, the clock stands still since `standing_since` and the day is not yet the last word.
    """

    rule: DeadlineRule
    count: Count
    paused: int
    standing_since: datetime.date | None = None

    @property
    def on(self) -> datetime.date:
        return self.count.end

    @property
    def explained(self) -> str:
        """Return one Vietnamese sentence that lets the sender count it again."""
        return f"Bộ trả lời trong {self._counted('ông/bà')}."

    @property
    def explained_to_officers(self) -> str:
        """Return how it was counted and on what basis, with the mark of an unverified one (domain.md, A.6)."""
        told = f"{self._counted('người gửi')}. Căn cứ: {self.rule.legal_basis}."
        return told if self.rule.verified else f"{told} Căn cứ này chưa xác minh."

    def _counted(self, sender: str) -> str:
        parts = [
            f"{self.rule.limit} {self.rule.get_unit_display()} tính từ sau ngày {self.count.start:%d/%m/%Y}",
        ]
        if self.rule.unit == DeadlineUnit.WORKING_DAYS:
            parts.append("không tính thứ bảy, chủ nhật")
            if self.count.made_up:
                parts.append(f"có tính ngày làm bù: {_named(self.count.made_up)}")
            if self.count.holidays:
                parts.append(f"không tính ngày nghỉ: {_named(self.count.holidays)}")
        elif self.count.skipped:
            parts.append("ngày cuối là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo")
        if self.paused:
            parts.append(f"cộng {self.paused} {self.rule.get_unit_display()} chờ {sender} bổ sung")
        if self.standing_since:
            parts.append(f"đang tạm dừng từ ngày {self.standing_since:%d/%m/%Y} để chờ {sender} bổ sung")
        return ", ".join(parts)


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
    pauses = case.pauses.filter(started_on__gte=case.clock_started_on) if case.pk else []
    paused, standing_since = 0, None
    for pause in pauses:
        if pause.ended_on:
            paused += _length(pause.started_on, pause.ended_on, rule, calendar)
        else:
            standing_since = pause.started_on
    return Due(rule, add(case.clock_started_on, rule.limit + paused), paused, standing_since)


def _length(start: datetime.date, end: datetime.date, rule: DeadlineRule, calendar: WorkingCalendar) -> int:
    """Return the length of a pause in the unit of the rule; like any period it does not count the day it starts."""
    days = [start + ONE_DAY * number for number in range(1, (end - start).days + 1)]
    if rule.unit == DeadlineUnit.WORKING_DAYS:
        return sum(calendar.is_working(day) for day in days)
    return len(days)


def _named(days: NamedDays) -> str:
    return "; ".join(f"{day:%d/%m} {name}".rstrip() for day, name in days)
