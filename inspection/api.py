"""The register for programs: /api/v1/inspections and one conclusion by its number."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from ninja import Router, Schema
from ninja.errors import HttpError

from base.openapi import REFUSALS, Refusal, Text, next_address
from base.paging import OLDER, key_page
from inspection.choosing import Choice
from inspection.listing import listed
from inspection.models import Facet, InspectionConclusionPage
from inspection.parts import put_entities, with_parts
from inspection.records import record, summary

ADDRESS = "/api/v1/inspections"
MOST = 100

router = Router()


class InspectedEntityItem(Schema):
    name: str
    tax_code: str
    province: str


class InspectionItem(Schema):
    """A conclusion as a list shows it."""

    number: int
    url: str
    title: str
    kind: str
    doc_number: str
    issued_on: datetime.date
    published_on: datetime.date | None
    issuing_agency: str
    signer: str
    unit_name: str
    field_name: str
    entities: list[InspectedEntityItem]
    summary: str


class InspectionList(Schema):
    """One page of the list, newest first; `next` is the address of the page after it, empty on the last."""

    items: list[InspectionItem]
    next: str


class ViolationItem(Schema):
    """A violation; the amount is in đồng."""

    group: str
    violator: str
    behaviour: str
    description: str
    violated_provisions: str
    consequence: str
    responsibility: str
    cause: str
    amount: int | None
    crime_sign: bool


class RequirementItem(Schema):
    """A requirement; of a withheld one only kind and status are told. Amounts are in đồng."""

    kind: str
    kind_label: str
    status: str
    status_label: str
    withheld: bool
    target: str
    content: str
    amount: int | None
    amount_done: int | None
    due_on: datetime.date | None
    overdue: bool
    not_yet_compulsory: bool


class FileItem(Schema):
    """A public file; `size` is in bytes."""

    title: str
    url: str
    type: str
    size: int | None


class ProgressItem(Schema):
    """How far the requirements are; money in đồng."""

    requirements: int
    done: int
    overdue: int
    to_recover: int
    recovered: int


class InspectionDetail(InspectionItem):
    """All that is public of a conclusion; `withheld` names the grounds on which parts of its files are not."""

    signer_title: str
    inspection_form: str
    decision_number: str
    decision_on: datetime.date | None
    period_from: datetime.date | None
    period_to: datetime.date | None
    other_fields: list[str]
    violations: list[ViolationItem]
    violations_amount: int
    withheld: list[str]
    files: list[FileItem]
    requirements: list[RequirementItem]
    progress: ProgressItem


@router.get(
    "/inspections",
    response={200: InspectionList} | REFUSALS,
    summary="Inspection conclusions, newest first",
    operation_id="inspections_list",
)
def inspections(
    request: HttpRequest,
    year: Text = "",
    field: Text = "",
    province: Text = "",
    agency: Text = "",
    signer: Text = "",
    violation_group: Text = "",
    kind: Text = "",
    entity: Text = "",
    after: Text = "",
    limit: int = 20,
) -> dict[str, object]:
    given = {
        Facet.YEAR: year,
        Facet.FIELD: field,
        Facet.PROVINCE: province,
        Facet.AGENCY: agency,
        Facet.SIGNER: signer,
        Facet.GROUP: violation_group,
        Facet.KIND: kind,
    }
    query = QueryDict(urlencode({OLDER: after[:40]}))
    found = key_page(listed(Choice.of(given, entity)), "issued_on", query, min(max(limit, 1), MOST), "page_id")
    pages = [row.page for row in found.rows]
    put_entities(pages)
    return {"items": [summary(page) for page in pages], "next": next_address(request, ADDRESS, found.older)}


@router.get(
    "/inspections/{number}",
    response={200: InspectionDetail, 404: Refusal} | REFUSALS,
    summary="One inspection conclusion by its number",
    operation_id="inspections_one",
)
def inspection(request: HttpRequest, number: int) -> dict[str, Any]:
    page = None
    if 0 < number < 2**31:
        page = InspectionConclusionPage.public().select_related("field", "unit").filter(number=number).first()
    if page is None:
        raise HttpError(404, "No public conclusion has this number.")
    return record(with_parts([page])[0])
