"""The archive for programs: an answer by its number."""

import datetime

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from base.openapi import REFUSALS, Refusal
from qa.models import AnswerPage

router = Router()


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


@router.get(
    "/answers/{number}",
    response={200: AnswerDetail, 404: Refusal} | REFUSALS,
    summary="One answer by its number",
    operation_id="portal_api_answer",  # as the first edition of the schema named it
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
