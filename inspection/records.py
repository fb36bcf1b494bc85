"""A conclusion as the public may have it, for the API, the open data and the page: nothing else of it leaves."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from inspection.models import ConclusionRequirement, InspectedEntity, InspectionConclusionPage, Violation
from inspection.models.conclusion_parts import WithholdingGround
from inspection.parts import requirements_of
from inspection.states import RequirementStatus
from inspection.totals import FIGURES, Progress


def record(page: InspectionConclusionPage) -> dict[str, Any]:
    """Return everything public of a conclusion, its parts included (`parts.with_parts` reads them before)."""
    requirements = list(requirements_of(page))
    return summary(page) | {
        "signer_title": page.signer_title,
        "inspection_form": page.inspection_form,
        "decision_number": page.decision_number,
        "decision_on": page.decision_on,
        "period_from": page.period_from,
        "period_to": page.period_to,
        "other_fields": [field.name for field in page.other_fields.all()],
        "violations": [violation_of(found) for found in page.violations.all()],
        "violations_amount": sum(found.amount or 0 for found in page.violations.all()),
        "withheld": withheld_grounds(page),
        "files": files_of(page),
        "requirements": [requirement_of(each) for each in requirements],
        "progress": progress_record(progress_of(requirements)),
    }


def summary(page: InspectionConclusionPage) -> dict[str, Any]:
    """Return what a list shows of a conclusion."""
    return {
        "number": page.number,
        "url": settings.PORTAL_BASE_URL + page.address,
        "title": page.title,
        "kind": page.kind,
        "doc_number": page.doc_number,
        "issued_on": page.issued_on,
        "published_on": timezone.localdate(page.first_published_at) if page.first_published_at else None,
        "issuing_agency": page.issuing_agency,
        "signer": page.signer,
        "unit_name": page.unit.name,
        "field_name": page.field.name,
        "entities": [entity_of(entity) for entity in page.entities.all()],
        "summary": page.summary,
    }


def entity_of(entity: InspectedEntity) -> dict[str, Any]:
    province = entity.province.name if entity.province else ""
    return {"name": entity.name, "tax_code": entity.tax_code, "province": province}


def violation_of(found: Violation) -> dict[str, Any]:
    return {
        "group": found.group.name,
        "violator": found.violator,
        "behaviour": found.behaviour,
        "description": found.description,
        "violated_provisions": found.violated_provisions,
        "consequence": found.consequence,
        "responsibility": found.responsibility,
        "cause": found.cause,
        "amount": found.amount,
        "crime_sign": found.crime_sign,
    }


def requirement_of(requirement: ConclusionRequirement) -> dict[str, Any]:
    """Return a requirement; of a withheld one its kind and status alone (domain.md, D.1)."""
    shown = not requirement.withheld
    return {
        "kind": requirement.kind,
        "kind_label": requirement.get_kind_display(),
        "status": requirement.status,
        "status_label": requirement.get_status_display(),
        "withheld": requirement.withheld,
        "target": requirement.target if shown else "",
        "content": requirement.content if shown else "",
        "amount": requirement.amount if shown else None,
        "amount_done": requirement.amount_done if shown and requirement.amount else None,
        "due_on": requirement.due_on if shown else None,
        "overdue": shown and requirement.is_overdue,
        "not_yet_compulsory": shown and requirement.not_yet_compulsory,
    }


def progress_of(requirements: list[ConclusionRequirement]) -> Progress:
    """Return how far requirements that are at hand are; as `totals.progress_of`, without a query."""
    shown = [each for each in requirements if not each.withheld]
    return Progress(
        requirements=len(requirements),
        done=sum(each.status == RequirementStatus.DONE for each in requirements),
        overdue=sum(each.is_overdue for each in shown),
        to_recover=sum(each.amount or 0 for each in shown),
        recovered=sum(each.amount_done for each in shown),
    )


def progress_record(progress: Progress) -> dict[str, int]:
    return {name: getattr(progress, name) for name in FIGURES}


def withheld_grounds(page: InspectionConclusionPage) -> list[str]:
    """Return on which grounds parts of the file are withheld; never where, and never the staff's note."""
    grounds = {redaction.ground for redaction in page.redactions.all()}
    return [ground.label for ground in WithholdingGround if ground in grounds]


def files_of(page: InspectionConclusionPage) -> list[dict[str, Any]]:
    documents = [row.document for row in page.conclusion_files.all()]
    return [
        {
            "title": document.title,
            "url": settings.PORTAL_BASE_URL + document.url,
            "type": document.file_extension.upper(),
            "size": document.get_file_size(),  # bytes
        }
        for document in documents
    ]
