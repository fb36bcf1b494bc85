"""Keeping the tallies in one transaction with the entries. One row a kind: two writers cannot lock each other out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.dispatch import receiver

from search.changes import Change, entries_changed
from search.models import Entry, Tally

FACETS = ("policy_field", "unit", "year")


def tally_of(kind: str) -> Tally:
    """Return the tally of a kind, empty if nothing of it was ever public."""
    return Tally.objects.filter(pk=kind).first() or Tally(kind=kind)


@receiver(entries_changed)
def count_changes(changes: Iterable[Change], **kwargs: Any) -> None:
    differences: dict[str, Counter[tuple[str, str]]] = {}
    for change in changes:
        for entry, step in ((change.before, -1), (change.after, 1)):
            if entry is not None:
                differences.setdefault(entry.kind, Counter()).update(dict.fromkeys(_marks(entry), step))
    for kind in sorted(differences):
        steps = {mark: step for mark, step in differences[kind].items() if step}
        if steps:
            _step(kind, steps)


def _marks(entry: Entry) -> Iterator[tuple[str, str]]:
    year = entry.published_on.year if entry.published_on else None
    for facet, key in zip(FACETS, (entry.policy_field_id, entry.unit_id, year), strict=True):
        if key is not None:
            yield facet, str(key)


def _step(kind: str, steps: dict[tuple[str, str], int]) -> None:
    with transaction.atomic():
        tally = _locked(kind)
        for (facet, key), step in steps.items():
            of_facet = tally.counts.setdefault(facet, {})
            of_facet[key] = of_facet.get(key, 0) + step
            if of_facet[key] <= 0:
                del of_facet[key]
        tally.save()


def recount() -> int:
    """Count every kind anew and return how many tallies were wrong; for the worker, since it reads every entry."""
    shown = Entry.objects.public().order_by().values_list("kind", flat=True).distinct()
    kinds = {*Tally.objects.values_list("pk", flat=True), *shown}
    wrong = 0
    for kind in sorted(kinds):
        with transaction.atomic():
            tally = _locked(kind)
            counted = _counted(kind)
            if tally.counts != counted:
                wrong += 1
                tally.counts = counted
                tally.save()
    return wrong


def _locked(kind: str) -> Tally:
    Tally.objects.get_or_create(pk=kind)
    return Tally.objects.select_for_update().get(pk=kind)


def _counted(kind: str) -> dict[str, dict[str, int]]:
    shown = Entry.objects.public().filter(kind=kind).order_by()
    rows = shown.values_list("policy_field_id", "unit_id", ExtractYear("published_on")).annotate(Count("pk"))
    counts: dict[str, Counter[str]] = {}
    for *keys, count in rows:
        for facet, key in zip(FACETS, keys, strict=True):
            if key is not None:
                counts.setdefault(facet, Counter())[str(key)] += count
    return {facet: dict(of_facet) for facet, of_facet in counts.items()}
