"""What became of the requirements of public conclusions, in sums: by year, field and unit, and of each conclusion.

Of a withheld requirement the public learns kind and status: it is counted, its money and its due day are not.
"""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from base.alphabet import vietnamese_key
from base.money import percent
from inspection.models import ConclusionRequirement
from inspection.states import OPEN, RequirementStatus

By = Literal["year", "field", "unit"]
FIGURES = ("requirements", "done", "overdue", "to_recover", "recovered")


@dataclass(frozen=True, slots=True)
class Row:
    """The requirements of a year, field or unit: how many, how many of them done and overdue; money in đồng."""

    label: str
    key: str
    requirements: int
    done: int
    overdue: int
    to_recover: int
    recovered: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the requirements of one conclusion are; money in đồng."""

    requirements: int = 0
    done: int = 0
    overdue: int = 0
    to_recover: int = 0
    recovered: int = 0

    @property
    def percent(self) -> int:
        return percent(self.done, self.requirements)


_KEYS = {
    "year": (ExtractYear("page__issued_on"), ExtractYear("page__issued_on")),
    "field": (F("page__field__slug"), F("page__field__name")),
    "unit": (F("page__unit__code"), F("page__unit__name")),
}


def totals(by: By) -> list[Row]:
    """Return the sums of what is public: years the newest first, fields and units by the alphabet."""
    key, label = _KEYS[by]
    grouped = ConclusionRequirement.objects.public().order_by().annotate(key=key, label=label).values("key", "label")
    rows = [_row(found) for found in grouped.annotate(**_sums())]
    return sorted(rows, key=lambda row: row.key, reverse=True) if by == "year" else _alphabetical(rows)


def progress_of(pages: Collection[int]) -> dict[int, Progress]:
    """Return how far the requirements of these conclusions are; none for one without requirements."""
    grouped = ConclusionRequirement.objects.filter(page__in=pages).order_by().values("page").annotate(**_sums())
    rows = grouped.values_list("page", *FIGURES)
    return {page: Progress(*figures) for page, *figures in rows}


def _row(found: Mapping[str, Any]) -> Row:
    return Row(str(found["label"]), str(found["key"]), **{name: found[name] for name in FIGURES})


def _alphabetical(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: vietnamese_key(row.label))


def _sums(today: datetime.date | None = None) -> dict[str, Count | Coalesce]:
    shown = Q(withheld=False)
    late = Q(status__in=OPEN, not_yet_compulsory=False, due_on__lt=today or timezone.localdate())
    return {
        "requirements": Count("pk"),
        "done": Count("pk", filter=Q(status=RequirementStatus.DONE)),
        "overdue": Count("pk", filter=shown & late),
        "to_recover": Coalesce(Sum("amount", filter=shown), 0),
        "recovered": Coalesce(Sum("amount_done", filter=shown), 0),
    }
