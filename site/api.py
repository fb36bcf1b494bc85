"""The portal for programs: pages under /api/v2/ (Wagtail's), search and answers under /api/v1/ with OpenAPI."""

import datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError
from ninja.openapi.schema import OpenAPISchema
from portal.pages_api import OpenPages
from wagtail.api.v2.router import WagtailAPIRouter

from base.context import portal_context
from qa.models import AnswerPage
from search import finding
from search.engines import EngineUnavailable, SearchQuery

pages = WagtailAPIRouter("wagtailapi")
pages.register_endpoint("pages", OpenPages)


class PortalAPI(NinjaAPI):
    """The API under the name that the administrator gave the portal."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["info"]["title"] = f"{portal_context()['name']} API"
        return schema


api = PortalAPI(
    version="1",
    urls_namespace="portal-api",
    docs_url=None,  # its page loads scripts of another host
    description="What the public can read on the portal, for programs.",
)


class Refusal(Schema):
    """Why there is no answer."""

    detail: str


class WrongValue(Schema):
    loc: list[str | int]
    msg: str
    type: str


class WrongValues(Schema):
    """What was given that cannot be read, one by one."""

    detail: list[WrongValue]


# 400 is base.middleware.RefuseBrokenText's answer to a text that no database could keep.
REFUSALS = {400: Refusal, 422: WrongValues}
Text = Annotated[str, Query(pattern=r"^[^\x00]*$")]


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


class LegalBasisItem(Schema):
    text: str
    document_number: str
    document_title: str


class AnswerDetail(Schema):
    number: int
    url: str
    title: str
    question: str
    short_answer: str
    html: str
    field_name: str
    unit_name: str
    answered_on: datetime.date
    reviewed_on: datetime.date | None
    outdated: bool
    legal_bases: list[LegalBasisItem]


@api.get("/search", response={200: SearchResult, 503: Refusal} | REFUSALS, summary="Search everything public")
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


@api.get(
    "/suggestions",
    response={200: list[Item]} | REFUSALS,
    summary="Answers whose questions hold the words typed so far",
)
def suggestions(request: HttpRequest, q: Text = "") -> list[dict[str, object]]:
    return finding.suggest(q[:200])


@api.get(
    "/answers/{number}",
    response={200: AnswerDetail, 404: Refusal} | REFUSALS,
    summary="One answer by its number",
)
def answer(request: HttpRequest, number: int) -> dict[str, object]:
    page = None
    if 0 < number < 2**31:
        page = AnswerPage.public().select_related("field", "unit").filter(number=number).first()
    if page is None:
        raise HttpError(404, "No public answer has this number.")
    return {
        "number": page.number,
        "url": settings.PORTAL_BASE_URL + page.address,
        "title": page.title,
        "question": page.question,
        "short_answer": page.short_answer,
        "html": str(page.body.render_as_block()),
        "field_name": page.field.name,
        "unit_name": page.unit.name,
        "answered_on": page.answered_on,
        "reviewed_on": page.reviewed_on,
        "outdated": page.outdated,
        "legal_bases": [basis.as_dict() for basis in page.legal_bases.all()],
    }
