"""Drafts for programs: /api/v1/consultations, each with its versions, public comments and outcomes."""

import datetime
from typing import Any, Literal
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import HttpError

from base.openapi import REFUSALS, Refusal, Text, next_address
from base.paging import OLDER, key_page
from consultation import tallies
from consultation.listing import TABS, listed
from consultation.models import ConsultationPage, OutcomePage
from consultation.opinions import rows
from consultation.reading import outcomes_of, published
from consultation.records import comment_record, consultation_summary, files_of, reception_record

ADDRESS = "/api/v1/consultations"
MOST = 100
NO_SUCH = "No public consultation has this number."
PROGRESS = dict(zip(("open", "closing_soon", "upcoming", "awaiting_outcome", "concluded", ""), TABS, strict=True))

Progress = Literal["", "open", "closing_soon", "upcoming", "awaiting_outcome", "concluded"]

router = Router()


class ConsultationItem(Schema):
    """A consultation as a list shows it; `closes_on` is the last day for comments, extensions included."""

    number: int
    url: str
    title: str
    stage: str
    document_kind: str
    progress: str
    unit_name: str
    field_name: str
    summary: str
    starts_on: datetime.date
    closes_on: datetime.date
    concluded_on: datetime.date | None
    comments: int
    public_comments: int
    participants: int


class ConsultationList(Schema):
    """One page of the list, newest first; `next` is the address of the page after it, empty on the last."""

    items: list[ConsultationItem]
    next: str


class DossierItem(Schema):
    """A file of the dossier; `size` is in bytes."""

    role: str
    role_label: str
    title: str
    url: str
    type: str
    size: int | None


class QuestionItem(Schema):
    """A question of the drafter; without choices it is answered in own words."""

    key: str
    text: str
    choices: list[str]


class ExtensionItem(Schema):
    from_on: datetime.date
    to_on: datetime.date
    reason: str


class VersionItem(Schema):
    """A published version of the text; its provisions are at `url`."""

    ordinal: int
    label: str
    published_on: datetime.date
    url: str


class ConsultationDetail(ConsultationItem):
    """All that is public of a consultation but its texts and comments, which have addresses of their own."""

    affected: str
    scope: str
    matters: str
    other_fields: list[str]
    dossier: list[DossierItem]
    questions: list[QuestionItem]
    extensions: list[ExtensionItem]
    versions: list[VersionItem]
    promulgated_number: str
    promulgated_on: datetime.date | None
    promulgated_url: str


class ProvisionItem(Schema):
    """A provision: `key` is its address in this version, `provision` stays the same in later ones."""

    key: str
    parent_key: str
    provision: str
    level: str
    number: str
    heading: str
    text: str


class VersionDetail(VersionItem):
    """A version with its provisions in the order of the text."""

    title: str
    preamble: str
    closing: str
    provisions: list[ProvisionItem]


class ReceptionItem(Schema):
    """What the ministry answered; `as_group` names the matter when many comments got this one answer."""

    kind: str
    kind_label: str
    explanation: str
    as_group: str


class CommentItem(Schema):
    """A public comment on a provision of a version, "" for the whole, or in answer to a question."""

    id: int
    document: int | None
    provision: str
    question: str
    content: str
    shown_as: str
    contributor_type: str
    channel: str
    submitted_on: datetime.date
    edited_on: datetime.date | None
    late: bool
    supports: int
    reception: ReceptionItem | None


class CommentList(Schema):
    """One page of the comments, newest first; `next` is the address of the page after it, empty on the last."""

    items: list[CommentItem]
    next: str


class OutcomeItem(Schema):
    """A batch of answers, or the outcome that ends a consultation."""

    ordinal: int
    kind: str
    title: str
    url: str
    introduction: str
    agency: str
    signer: str
    signed_on: datetime.date | None
    published_on: datetime.date | None
    version: int | None
    answers: list[ReceptionItem]


@router.get(
    "/consultations",
    response={200: ConsultationList} | REFUSALS,
    summary="Drafts put to the public, newest first",
    operation_id="consultations_list",
)
def consultations(
    request: HttpRequest, progress: Progress = "", field: Text = "", after: Text = "", limit: int = 20
) -> dict[str, object]:
    query = QueryDict(urlencode({OLDER: after[:40]}))
    found = key_page(listed(PROGRESS[progress], field[:100]), "starts_on", query, _limit(limit))
    counts = tallies.of_consultations(page.pk for page in found.rows)
    items = [consultation_summary(page, counts[page.pk]) for page in found.rows]
    return {"items": items, "next": next_address(request, ADDRESS, found.older)}


@router.get(
    "/consultations/{number}",
    response={200: ConsultationDetail, 404: Refusal} | REFUSALS,
    summary="One consultation by its number",
    operation_id="consultations_one",
)
def consultation(request: HttpRequest, number: int) -> dict[str, Any]:
    page = _page(number)
    return consultation_summary(page, tallies.of_consultations([page.pk])[page.pk]) | {
        "affected": page.affected,
        "scope": page.scope,
        "matters": page.matters,
        "other_fields": [field.name for field in page.other_fields.all()],
        "dossier": files_of(page),
        "questions": [
            {"key": str(question.key), "text": question.text, "choices": question.options}
            for question in page.questions.all()
        ],
        "extensions": list(page.extensions.values("from_on", "to_on", "reason")),
        "versions": [_version(page, document) for document in published(page)],
        "promulgated_number": page.promulgated_number,
        "promulgated_on": page.promulgated_on,
        "promulgated_url": page.promulgated_url,
    }


@router.get(
    "/consultations/{number}/versions/{ordinal}",
    response={200: VersionDetail, 404: Refusal} | REFUSALS,
    summary="The text of one version, provision by provision",
    operation_id="consultations_version",
)
def version(request: HttpRequest, number: int, ordinal: int) -> dict[str, Any]:
    page = _page(number)
    document = next((each for each in published(page) if each.ordinal == ordinal), None)
    if document is None:
        raise HttpError(404, "The consultation has no such version.")
    nodes = document.nodes.values("key", "parent_key", "provision", "level", "number", "heading", "text")
    return _version(page, document) | {
        "title": document.title,
        "preamble": document.preamble,
        "closing": document.closing,
        "provisions": [node | {"provision": str(node["provision"])} for node in nodes],
    }


@router.get(
    "/consultations/{number}/comments",
    response={200: CommentList, 404: Refusal} | REFUSALS,
    summary="The public comments of a consultation, newest first",
    operation_id="consultations_comments",
)
def comments(request: HttpRequest, number: int, after: Text = "", limit: int = 20) -> dict[str, object]:
    page = _page(number)
    query = QueryDict(urlencode({OLDER: after[:40]}))
    found = key_page(rows(page), "id", query, _limit(limit), numbers=True)
    items = [comment_record(comment) for comment in found.rows]
    return {"items": items, "next": next_address(request, f"{ADDRESS}/{page.number}/comments", found.older)}


@router.get(
    "/consultations/{number}/outcomes",
    response={200: list[OutcomeItem], 404: Refusal} | REFUSALS,
    summary="What became of the comments: batches of answers and the outcome, newest first",
    operation_id="consultations_outcomes",
)
def outcomes(request: HttpRequest, number: int) -> list[dict[str, Any]]:
    page = _page(number)
    found = outcomes_of(page).select_related("document").prefetch_related("receptions__group")
    return [_outcome(page, outcome) for outcome in found]


def _page(number: int) -> ConsultationPage:
    page = None
    if 0 < number < 2**31:
        page = ConsultationPage.public().select_related("field", "unit").filter(number=number).first()
    if page is None:
        raise HttpError(404, NO_SUCH)
    return page


def _version(page: ConsultationPage, document: Any) -> dict[str, Any]:
    return {
        "ordinal": document.ordinal,
        "label": document.label,
        "published_on": timezone.localdate(document.published_at),
        "url": f"{settings.PORTAL_BASE_URL}{ADDRESS}/{page.number}/versions/{document.ordinal}",
    }


def _outcome(page: ConsultationPage, outcome: OutcomePage) -> dict[str, Any]:
    outcome.consultation = page
    published_at = outcome.first_published_at
    answers = sorted(outcome.receptions.all(), key=lambda reception: reception.pk)
    return {
        "ordinal": outcome.ordinal,
        "kind": outcome.kind,
        "title": outcome.title,
        "url": settings.PORTAL_BASE_URL + outcome.address,
        "introduction": outcome.introduction,
        "agency": outcome.agency,
        "signer": outcome.signer,
        "signed_on": outcome.signed_on,
        "published_on": timezone.localdate(published_at) if published_at else None,
        "version": outcome.document.ordinal if outcome.document else None,
        "answers": [reception_record(reception) for reception in answers if reception.published_at],
    }


def _limit(limit: int) -> int:
    return min(max(limit, 1), MOST)
