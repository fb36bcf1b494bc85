"""What belongs to conclusions, read for many of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from inspection.models import (
    ConclusionFile,
    ConclusionRequirement,
    InspectedEntity,
    InspectionConclusionPage,
    Redaction,
    Violation,
)
from ministry.models import PolicyField


def with_parts(pages: Sequence[InspectionConclusionPage]) -> Sequence[InspectionConclusionPage]:
    """Give pages their entities, violations, files, withheld parts, other fields and requirements, in six queries."""
    keys = [page.pk for page in pages]
    put_entities(pages)
    _put(pages, "violations", _children(Violation.objects.select_related("group"), keys))
    _put(pages, "conclusion_files", _children(ConclusionFile.objects.select_related("document"), keys))
    _put(pages, "redactions", _children(Redaction.objects.all(), keys))
    _put(pages, "other_fields", _other_fields(keys))
    prefetch_related_objects(pages, "requirements")
    return pages


def read_parts(page: InspectionConclusionPage) -> None:
    """Give one page its parts, unless it holds them already as those of a revision that is previewed."""
    if page.pk and not page.__dict__.get("_cluster_related_objects"):
        with_parts([page])


def put_entities(pages: Sequence[InspectionConclusionPage]) -> None:
    """Give pages the bodies they are about, in one query."""
    keys = [page.pk for page in pages]
    _put(pages, "entities", _children(InspectedEntity.objects.select_related("province"), keys))


def requirements_of(page: InspectionConclusionPage) -> Iterable[ConclusionRequirement]:
    """Return the requirements of a page; one that is only previewed has none."""
    return page.requirements.all() if page.pk else ()


def _children(rows: Any, keys: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(page__in=keys).order_by("page", "sort_order"):
        found[row.page_id].append(row)
    return found


def _other_fields(keys: Sequence[int]) -> dict[int, list[Any]]:
    through = InspectionConclusionPage.other_fields.through
    links = through._default_manager.filter(inspectionconclusionpage__in=keys).select_related("policyfield")
    found: dict[int, list[PolicyField]] = defaultdict(list)
    for link in links.order_by("policyfield__name"):
        found[link.inspectionconclusionpage_id].append(link.policyfield)
    return found


def _put(pages: Sequence[InspectionConclusionPage], name: str, rows: dict[int, list[Any]]) -> None:
    for page in pages:
        # modelcluster's managers look here first; its prefetching puts rows where they do not look.
        page.__dict__.setdefault("_cluster_related_objects", {})[name] = rows.get(page.pk, [])
