"""What the public reads on the page of a conclusion."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from base.context import HOME_CRUMB
from base.money import dong, percent, short_dong
from inspection.marks import of_entity
from inspection.models import ConclusionMark, InspectionConclusionPage
from inspection.parts import read_parts, requirements_of
from inspection.records import files_of, progress_of, requirement_of, violation_of, withheld_grounds
from inspection.totals import Progress

REGISTER = "/ket-luan-thanh-tra/"
REGISTER_CRUMB = {"title": "Kết luận thanh tra", "url": REGISTER}
OTHERS = 5
SHORT_FROM = 10**6


def conclusion_context(page: InspectionConclusionPage) -> dict[str, Any]:
    """Return what inspection/inspection_conclusion_page.html shows beside the page's own fields."""
    read_parts(page)
    requirements = list(requirements_of(page))
    violations = [violation_of(found) for found in page.violations.all()]
    return {
        "breadcrumbs": [HOME_CRUMB, REGISTER_CRUMB],
        "canonical_url": settings.PORTAL_BASE_URL + page.address if page.number else "",
        "fields": [page.field, *page.other_fields.all()] if page.field_id else [],
        "entities": page.entities.all(),
        "violations": [found | {"money": money(found["amount"])} for found in violations],
        "violations_money": money(sum(found["amount"] or 0 for found in violations)),
        "withheld": withheld_grounds(page),
        "files": files_of(page),
        "requirements": [_requirement(each) for each in map(requirement_of, requirements)],
        "progress": progress_words(progress_of(requirements)),
        "others": _others(page),
    }


def money(amount: int | None) -> dict[str, str] | None:
    """Return a sum to the last đồng and, from a million on, as it is said; None for no sum."""
    return {"whole": dong(amount), "short": short_dong(amount) if amount >= SHORT_FROM else ""} if amount else None


def progress_words(progress: Progress) -> dict[str, Any]:
    """Return how far requirements are, in figures, words and shares of a bar."""
    return {
        "requirements": progress.requirements,
        "done": progress.done,
        "overdue": progress.overdue,
        "percent": progress.percent,
        "to_recover": money(progress.to_recover),
        "recovered": money(progress.recovered),
        "recovered_percent": percent(progress.recovered, progress.to_recover),
    }


def _requirement(shown: dict[str, Any]) -> dict[str, Any]:
    return shown | {"money": money(shown["amount"]), "money_done": money(shown["amount_done"])}


def _others(page: InspectionConclusionPage) -> "QuerySet[InspectionConclusionPage]":
    """Return the newest other conclusions on the same bodies."""
    public = InspectionConclusionPage.public()
    same = {mark for entity in page.entities.all() for mark in of_entity(entity.name, entity.tax_code)}
    if not same or not page.pk:
        return public.none()
    facets, values = zip(*sorted(same), strict=True)
    marked = ConclusionMark.objects.filter(facet__in=set(facets), value__in=set(values))
    found = public.filter(pk__in=marked.values("page")).exclude(pk=page.pk)
    return found.only("title", "slug", "number", "doc_number", "issued_on").order_by("-issued_on", "-pk")[:OTHERS]
