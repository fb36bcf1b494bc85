"""What waits for its publication, was not shown long enough, or was made public in no other form."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from inspection import permissions
from inspection.clock import Clock, ClockState, Reading
from inspection.models.conclusion_page import InspectionConclusionPage
from inspection.models.publication import OtherPublication, PublicationSpell
from inspection.models.withdrawal import Withdrawal

MOST = 200
Pages = QuerySet[InspectionConclusionPage]


@dataclass(frozen=True, slots=True)
class Row:
    page: InspectionConclusionPage
    reading: Reading


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the queue; `is_cut` says that there are more than are shown."""

    name: str
    label: str
    rows: list[Row]
    is_cut: bool = False


def units_of(user: Any) -> set[int] | None:
    """Return the units whose conclusions the officer follows; None means all."""
    return None if permissions.reads_all(user) else permissions.units_inspected_by(user)


def waiting(units: set[int] | None) -> list[Row]:
    """Return what was never published, most urgent first."""
    pages = _of(units).filter(live=False, first_published_at=None).order_by("issued_on", "pk")
    return sorted(_rows(pages[: MOST + 1]), key=lambda row: row.reading.due_on)


def shown_too_short(units: set[int] | None) -> list[Row]:
    """Return what is shown now and must stay, and what was taken down before its term was over."""
    clock = Clock()
    longest = max((rule.shown_for for rule in clock.rules), default=0)
    since = timezone.now() - datetime.timedelta(days=longest + 1)
    fresh = PublicationSpell.objects.filter(page=OuterRef("pk"), ended_at=None, began_at__gte=since)
    early = Withdrawal.objects.filter(page=OuterRef("pk"), ended_at=None, early=True)
    shown = _of(units).filter(Q(Exists(fresh), live=True) | Q(Exists(early), live=False)).order_by("-issued_on", "-pk")
    return [row for row in _rows(shown[: MOST + 1], clock) if not row.reading.has_served_its_term]


def without_other_form(units: set[int] | None) -> list[Row]:
    """Return what is live under a rule that asks for one more form of publication, and has none that suffices."""
    clock = Clock()
    asked = [rule for rule in clock.rules if rule.other_form]
    if not asked:
        return []
    enough = OtherPublication.objects.filter(page=OuterRef("pk"), suffices_from__lte=clock.today)
    since = min(rule.valid_from for rule in asked)
    pages = _of(units).filter(~Exists(enough), live=True, issued_on__gte=since).order_by("-issued_on", "-pk")
    return [row for row in _rows(pages[: MOST + 1], clock) if row.reading.rule.other_form]


def sections(user: Any) -> list[Section]:
    """Return the whole queue of an officer, empty parts included; a fixed number of queries."""
    units = units_of(user)
    never = waiting(units)
    parts = [
        (ClockState.OVERDUE, "Quá hạn công khai", [row for row in never if row.reading.state == ClockState.OVERDUE]),
        (ClockState.DUE_SOON, "Sắp đến hạn", [row for row in never if row.reading.state == ClockState.DUE_SOON]),
        (ClockState.DUE, "Còn hạn", [row for row in never if row.reading.state == ClockState.DUE]),
        ("short", "Chưa hiện đủ thời hạn", shown_too_short(units)),
        ("other", "Thiếu hình thức công khai khác", without_other_form(units)),
    ]
    return [Section(str(name), label, rows[:MOST], len(rows) > MOST) for name, label, rows in parts]


def counts(user: Any) -> list[tuple[str, str, int]]:
    """Return the name, label and length of each part that is not empty."""
    return [(each.name, each.label, len(each.rows)) for each in sections(user) if each.rows]


def _of(units: set[int] | None) -> Pages:
    pages = InspectionConclusionPage.objects.select_related("unit").prefetch_related("spells")
    return pages if units is None else pages.filter(unit_id__in=units)


def _rows(pages: Pages, clock: Clock | None = None) -> list[Row]:
    clock = clock or Clock()
    read = [(page, clock.of(page)) for page in pages]
    return [Row(page, reading) for page, reading in read if reading is not None]
