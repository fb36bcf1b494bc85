"""From a question to cards: the engine finds ids, the database says what of them is public now."""

from dataclasses import dataclass
from typing import Any

from search import entries
from search.engines import EngineUnavailable, Results, SearchQuery, get_engine
from search.highlight import highlight
from search.models import Entry

FIRST_LINES = 400


@dataclass(frozen=True, slots=True)
class Found:
    """The cards of one result page, in order, with what the engine counted."""

    cards: list[dict[str, Any]]
    total: int
    facets: dict[str, dict[str, int]]


def card(entry: Entry, query: str = "") -> dict[str, Any]:
    """Return what a template or the API shows of an entry."""
    shown = {
        "title": entry.title,
        "url": entry.url,
        "summary": entry.summary,
        "lines": entry.summary or entry.text[:FIRST_LINES],
        "kind": entry.kind,
        "kind_label": entries.kind_label(entry.kind),
        "field_name": entry.policy_field.name if entry.policy_field else "",
        "unit_name": entry.unit.name if entry.unit else "",
        "published_on": entry.published_on,
    }
    if query:
        shown["highlight"] = highlight(f"{entry.summary} {entry.text}", query)
    return shown


def find(query: SearchQuery) -> Found:
    """Search; raises EngineUnavailable when the engine is away."""
    results: Results = get_engine().search(query)
    return Found(_cards([hit.id for hit in results.hits], query.text), results.total, results.facets)


def suggest(text: str, limit: int = 8) -> list[dict[str, Any]]:
    """Return cards whose titles hold the words typed so far; none when the engine is away."""
    try:
        return _cards(get_engine().suggest(text, limit))
    except EngineUnavailable:
        return []


def similar(text: str, limit: int = 5, exclude: Entry | None = None) -> list[dict[str, Any]]:
    """Return cards of what answers a like question; none when the engine is away."""
    try:
        hits = get_engine().similar(text, limit, exclude.pk if exclude else None)
    except EngineUnavailable:
        return []
    return _cards([hit.id for hit in hits])


def _cards(ids: list[int], query: str = "") -> list[dict[str, Any]]:
    """Re-read the hits: what was withdrawn since the index took it is not shown."""
    public = {entry.pk: entry for entry in Entry.objects.public().with_names().filter(pk__in=ids)}
    return [card(public[pk], query) for pk in ids if pk in public]
