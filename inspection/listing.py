"""The register as a list: newest first, paged by key, narrowed by what stands in the address."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpRequest

from base.context import HOME_CRUMB
from base.paging import key_page
from inspection import facets
from inspection.choosing import ENTITY, PARAMETERS, Choice
from inspection.marks import Mark
from inspection.models import MENUS, ConclusionMark, Facet, InspectionConclusionPage
from inspection.parts import put_entities
from inspection.reading import REGISTER, REGISTER_CRUMB, progress_words
from inspection.selecting import rarest_first, selected
from inspection.totals import Progress, progress_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE_SIZE = 20
ENTITIES_SHOWN = 3
# What a list shows of a conclusion.
SHOWN = (
    *("title", "slug", "number", "kind", "doc_number", "issued_on", "issuing_agency", "signer", "summary"),
    *("field__name", "unit__name", "first_published_at", "last_published_at"),
)


def listed(chosen: Choice) -> "QuerySet[ConclusionMark]":
    """Return a mark of each public conclusion that was asked for, with its page; one index is walked."""
    marks = rarest_first(chosen.marks)
    if chosen.finds_nothing or (chosen.marks and not marks):
        return ConclusionMark.objects.none()
    rows = selected(marks).filter(page__live=True).select_related("page__field", "page__unit")
    return rows.only("issued_on", "page", *(f"page__{name}" for name in SHOWN))


def newest(count: int) -> "QuerySet[InspectionConclusionPage]":
    """Return the newest public conclusions, for the feed and the front page."""
    pages = InspectionConclusionPage.public().select_related("field", "unit").only(*SHOWN)
    return pages.order_by(F("issued_on").desc(), F("pk").desc())[:count]


def card(page: InspectionConclusionPage, progress: Progress | None = None) -> dict[str, Any]:
    """Return what a list shows of a conclusion; its entities are read before (`parts.put_entities`)."""
    entities = [entity.name for entity in page.entities.all()]
    return brief_card(page) | {
        "entities": entities[:ENTITIES_SHOWN],
        "more_entities": max(0, len(entities) - ENTITIES_SHOWN),
        "progress": progress_words(progress) if progress and progress.requirements else None,
    }


def brief_card(page: InspectionConclusionPage) -> dict[str, Any]:
    return {
        "title": page.title,
        "url": page.address,
        "summary": page.summary,
        "doc_number": page.doc_number,
        "issued_on": page.issued_on,
        "agency": page.issuing_agency,
        "field_name": page.field.name,
        "kind_label": page.get_kind_display(),
    }


def listing_context(request: HttpRequest) -> dict[str, Any]:
    """Return what inspection/inspection_index_page.html shows."""
    chosen = Choice.read(request.GET)
    found = key_page(listed(chosen), "issued_on", request.GET, PAGE_SIZE, "page_id")
    pages = [row.page for row in found.rows]
    put_entities(pages)
    progress = progress_of([page.pk for page in pages]) if pages else {}
    counts = facets.counts(chosen)
    names = _names(counts, chosen)
    address = urlencode(chosen.parameters)
    return {
        "cards": [card(page, progress.get(page.pk)) for page in pages],
        "filters": [_filter(facet, counts[facet], chosen, names) for facet in MENUS],
        "entity": chosen.entity,
        "chips": _chips(chosen, names),
        "total": _total(counts, chosen),
        "next_url": f"?{urlencode(chosen.parameters | found.older)}" if found.older else "",
        "previous_url": f"?{urlencode(chosen.parameters | found.newer)}" if found.newer else "",
        "first_url": "" if found.is_first else f"{REGISTER}?{address}".rstrip("?"),
        # One condition makes a page worth finding; search engines are spared every mixture of them.
        "is_mixture": len(chosen.parameters) > 1 or bool(chosen.entity) or not found.is_first,
        "breadcrumbs": [HOME_CRUMB, REGISTER_CRUMB],
    }


def _names(counts: facets.Counts, chosen: Choice) -> dict[Mark, str]:
    """Return how what was chosen is called; as the menus call it, where it stands in them."""
    known = {(facet, key): label for facet, options in counts.items() for key, label, _ in options}
    missing = [mark for mark in chosen.menus.items() if mark not in known]
    return known | (facets.labels_of(missing) if missing else {})


def _filter(facet: Facet, options: list[facets.Option], chosen: Choice, names: Mapping[Mark, str]) -> dict[str, Any]:
    value = chosen.menus.get(facet, "")
    if value and value not in {key for key, _, _ in options}:
        options = [(value, names[facet, value], 0), *options]
    return {
        "name": PARAMETERS[facet],
        "label": facet.label,
        "chosen": bool(value),
        "options": [
            {"value": key, "label": label if chosen.entity else f"{label} ({count})", "selected": key == value}
            for key, label, count in options
        ],
    }


def _chips(chosen: Choice, names: Mapping[Mark, str]) -> list[dict[str, str]]:
    """Return the conditions, each with the address of the list without it."""
    chips = [
        (facet.label, names[facet, value], PARAMETERS[facet]) for facet in MENUS if (value := chosen.menus.get(facet))
    ]
    if chosen.entity:
        chips.append(("Đối tượng", chosen.entity, ENTITY))
    return [
        {"label": label, "value": value, "url": chosen.address_without(name) or REGISTER}
        for label, value, name in chips
    ]


def _total(counts: facets.Counts, chosen: Choice) -> int | None:
    """Return how many conclusions there are; each is of one kind. None when a typed name narrows the list uncounted."""
    kind = chosen.menus.get(Facet.KIND)
    return None if chosen.entity else sum(count for key, _, count in counts[Facet.KIND] if kind in (None, key))
