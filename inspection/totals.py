"""What the requirements come to: by year, field, unit, kind or status, and how far each conclusion is. Amounts in đồng.

The public reads sums over live conclusions. Of a requirement that is withheld it learns kind and status: it is counted,
its amounts and its due day are in no sum, since a conclusion with one requirement would give them away.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from base.alphabet import vietnamese_key
from base.money import percent
from inspection.models import ConclusionRequirement
from inspection.models.requirements import RequirementKind, RequirementQuerySet
from inspection.states import DONE, OPEN, RequirementStatus

By = Literal["year", "field", "unit", "kind", "status"]
FIGURES = ("requirements", "done", "overdue", "to_recover", "recovered")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the totals; `key` is what an address names it by (a year, a slug, a code)."""

    label: str
    key: str
    requirements: int
    done: int
    overdue: int
    to_recover: int
    recovered: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the requirements of one conclusion are, or of all."""

    requirements: int = 0
    done: int = 0
    overdue: int = 0
    to_recover: int = 0
    recovered: int = 0

    @property
    def percent(self) -> int:
        """Return how many of a hundred are done, rounded down: a hundred means all of them."""
        return percent(self.done, self.requirements)


# By what: the column that names a line, and the one that keys it.
GROUPS = {
    "year": ("page__issued_on__year", "page__issued_on__year"),
    "field": ("page__field__name", "page__field__slug"),
    "unit": ("page__unit__name", "page__unit__code"),
    "kind": ("kind", "kind"),
    "status": ("status", "status"),
}
CHOICES: dict[str, Any] = {"kind": RequirementKind, "status": RequirementStatus}


def totals(by: By, among: RequirementQuerySet | None = None) -> list[Row]:
    """Return the totals in one query; over what is public unless told `among` what.

    Years come newest first, names in the order of the alphabet, kinds and statuses in their own.

    Raises:
        KeyError: there are no totals by that.
    """
    name, key = GROUPS[by]
    rows = _summed(among).values(name, key).annotate(**_sums(public=among is None)).order_by()
    made = [
        Row(
            label=_label(by, row[name]),
            key=str(row[key]),
            **_figures(row),
        )
        for row in rows
    ]
    if by == "year":
        return sorted(made, key=lambda row: int(row.key), reverse=True)
    if by in CHOICES:
        return sorted(made, key=lambda row: CHOICES[by].values.index(row.key))
    return sorted(made, key=lambda row: (vietnamese_key(row.label), row.key))


def overall(among: RequirementQuerySet | None = None) -> Progress:
    """Return the sums over everything that is public, or over what is told, in one query."""
    return Progress(**_figures(_summed(among).aggregate(**_sums(public=among is None))))


def progress_of(pages: Collection[int], *, public: bool = True) -> dict[int, Progress]:
    """Return how far each of the conclusions is, by their primary keys, in one query; every key given has an answer.

    `public` leaves out what is withheld; whether a page may be read is the caller's to ask.
    """
    rows = ConclusionRequirement.objects.filter(page__in=pages).values("page_id").annotate(**_sums(public=public))
    found = {row["page_id"]: Progress(**_figures(row)) for row in rows.order_by()}
    return {pk: found.get(pk, Progress()) for pk in pages}


def _summed(among: RequirementQuerySet | None) -> "QuerySet[ConclusionRequirement]":
    return ConclusionRequirement.objects.public() if among is None else among


def _sums(*, public: bool) -> dict[str, Any]:
    shown = Q(withheld=False) if public else Q()
    late = Q(status__in=OPEN, not_yet_compulsory=False, due_on__lt=timezone.localdate())
    return {
        "requirements": Count("pk"),
        "done": Count("pk", filter=Q(status=DONE)),
        "overdue": Count("pk", filter=shown & late),
        "to_recover": Coalesce(Sum("amount", filter=shown or None), 0),
        "recovered": Coalesce(Sum("amount_done", filter=shown or None), 0),
    }


def _figures(row: Mapping[str, Any]) -> dict[str, int]:
    # PostgreSQL sums large integers as decimals.
    return {name: int(row[name]) for name in FIGURES}


def _label(by: By, value: Any) -> str:
    return str(CHOICES[by](value).label) if by in CHOICES else str(value)
