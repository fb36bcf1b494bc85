"""The clock of publication: by when a conclusion must be on the portal, and until when it must stay there.

Publish within so many days of signing; the last day, if nobody works on it, gives way to the next day that is worked
(Civil Code 91/2015/QH13, art. 147-148). Show for so many days in a row: the day of publication does not count, holidays
do, and after a break the counting begins anew (Law 11/2022/QH15, art. 79; Decree 43/2023/NĐ-CP, art. 49).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from inspection.models.conclusion_page import InspectionConclusionPage
from inspection.models.registers import PublicationRule
from ministry.calendar import ONE_DAY, Count, WorkingCalendar

Spell = tuple[datetime.date, datetime.date | None]


class ClockState(models.TextChoices):
    DUE = "due", "Còn hạn"
    DUE_SOON = "due_soon", "Sắp đến hạn"
    OVERDUE = "overdue", "Quá hạn"
    ON_TIME = "on_time", "Công khai đúng hạn"
    LATE = "late", "Công khai muộn"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock says of one conclusion on one day; `spells` are days, the last one open while it is shown."""

    rule: PublicationRule
    count: Count
    spells: tuple[Spell, ...]
    today: datetime.date

    @property
    def due_on(self) -> datetime.date:
        return self.count.end

    @property
    def published_on(self) -> datetime.date | None:
        return self.spells[0][0] if self.spells else None

    @property
    def is_shown(self) -> bool:
        return bool(self.spells) and self.spells[-1][1] is None

    @property
    def state(self) -> ClockState:
        if self.published_on is not None:
            return ClockState.ON_TIME if self.published_on <= self.due_on else ClockState.LATE
        if self.today > self.due_on:
            return ClockState.OVERDUE
        return ClockState.DUE if self.days_left > self.rule.warn_before else ClockState.DUE_SOON

    @property
    def days_left(self) -> int:
        """Return the days until the due day; negative when it is past."""
        return (self.due_on - self.today).days

    @property
    def days_late(self) -> int:
        """Return by how many days it was published late, or is overdue today."""
        return max(((self.published_on or self.today) - self.due_on).days, 0)

    @property
    def shown_until(self) -> datetime.date | None:
        """Return the last day on which it must still be shown, by the time it has been shown without a break now."""
        return self.spells[-1][0] + ONE_DAY * self.rule.shown_for if self.is_shown else None

    @property
    def has_served_its_term(self) -> bool:
        """Tell whether it was shown long enough at one stretch: a break begins the counting anew."""
        return any(
            (self.today if until is None else until) > since + ONE_DAY * self.rule.shown_for
            for since, until in self.spells
        )

    @property
    def days_shown(self) -> int:
        """Return the days in a row for which it was shown, in the latest stretch; the first day does not count."""
        if not self.spells:
            return 0
        since, until = self.spells[-1]
        return ((self.today if until is None else until) - since).days

    @property
    def told(self) -> str:
        """Return in a few Vietnamese words how it stands."""
        match self.state:
            case ClockState.OVERDUE:
                return f"Quá hạn {self.days_late} ngày"
            case ClockState.LATE:
                return f"Công khai muộn {self.days_late} ngày"
            case ClockState.ON_TIME:
                return "Công khai đúng hạn"
        return "Hạn là hôm nay" if self.days_left == 0 else f"Còn {self.days_left} ngày"

    @property
    def explained(self) -> str:
        """Return in Vietnamese how the due day was counted and by which rule, with the mark of an unverified one."""
        parts = [f"{self.rule.publish_within} ngày tính từ sau ngày ký {self.count.start:%d/%m/%Y}"]
        if self.count.skipped:
            named = "; ".join(f"{day:%d/%m} {name}".rstrip() for day, name in self.count.skipped)
            parts.append(f"ngày cuối là ngày nghỉ ({named}) nên chuyển sang ngày làm việc tiếp theo")
        told = f"Hạn công khai {self.due_on:%d/%m/%Y}: {', '.join(parts)}. Căn cứ: {self.rule.legal_basis}."
        return told if self.rule.verified else f"{told} Căn cứ này chưa xác minh."


class Clock:
    """The rules and the calendar, read once; reads the clock of any number of conclusions."""

    def __init__(self, calendar: WorkingCalendar | None = None, today: datetime.date | None = None) -> None:
        self.calendar = calendar or WorkingCalendar()
        self.today = today or timezone.localdate()
        self.rules = list(PublicationRule.objects.order_by("-valid_from", "-pk"))

    def rule_on(self, day: datetime.date) -> PublicationRule | None:
        """Return the rule that held on a day, of several the latest; None when none did."""
        return next((rule for rule in self.rules if rule.is_valid_on(day)), None)

    def of_days(self, issued_on: datetime.date, spells: Iterable[Spell] = ()) -> Reading | None:
        """Read the clock of a conclusion that was signed and shown on these days; None when no rule held."""
        rule = self.rule_on(issued_on)
        if rule is None:
            return None
        count = self.calendar.add_calendar_days(issued_on, rule.publish_within)
        return Reading(rule, count, tuple(spells), self.today)

    def of(self, page: InspectionConclusionPage) -> Reading | None:
        """Read the clock of a page; its spells may have been fetched with it."""
        return self.of_days(page.issued_on, spells_of(page))


def spells_of(page: InspectionConclusionPage) -> list[Spell]:
    """Return the stretches in which the page was shown; of what was taken over from elsewhere, its first day."""
    known = [(spell.began_on, spell.ended_on) for spell in page.spells.all()]
    if not known and page.first_published_at:
        first = timezone.localdate(page.first_published_at)
        return [(first, None if page.live else first)]
    return known
