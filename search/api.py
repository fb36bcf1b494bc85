"""Search for programs: /api/v1/search and /api/v1/suggestions."""

import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from base.openapi import REFUSALS, Refusal, Text
from search import finding
from search.engines import EngineUnavailable, SearchQuery

router = Router()


class Item(Schema):
    """One thing that was found."""

    title: str
    url: str
    summary: str
    kind: str
    field_name: str
    unit_name: str
    published_on: datetime.date | None


class SearchResult(Schema):
    total: int
    items: list[Item]
    facets: dict[str, dict[str, int]]


# The names of the operations are those that the first edition of the schema gave them.
@router.get(
    "/search",
    response={200: SearchResult, 503: Refusal} | REFUSALS,
    summary="Search everything public",
    operation_id="portal_api_search",
)
def search(
    request: HttpRequest,
    q: Text = "",
    kind: Text = "",
    policy_field: Text = "",
    unit: Text = "",
    year: int | None = None,
    limit: int = 10,
    offset: int = 0,
) -> dict[str, object]:
    query = SearchQuery(
        text=q[:500],
        kind=kind,
        policy_field=policy_field,
        unit=unit,
        year=year if year is not None and 1900 <= year <= 2999 else None,
        limit=min(max(limit, 1), 50),
        offset=min(max(offset, 0), 500),
        with_facets=True,
    )
    try:
        found = finding.find(query)
    except EngineUnavailable as away:
        raise HttpError(503, "Search is away for the moment; try again later.") from away
    return {"total": found.total, "items": found.cards, "facets": found.facets}


@router.get(
    "/suggestions",
    response={200: list[Item]} | REFUSALS,
    summary="Answers whose questions hold the words typed so far",
    operation_id="portal_api_suggestions",
)
def suggestions(request: HttpRequest, q: Text = "") -> list[dict[str, object]]:
    return finding.suggest(q[:200])
