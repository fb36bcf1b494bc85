"""What the public reads on the page of a consultation, and on that of one version of its text."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from base.context import HOME_CRUMB
from consultation import tallies
from consultation.deadlines import when
from consultation.links import comments_address, contribute_address, links_of
from consultation.models import ConsultationPage, DraftDocument, OutcomePage
from consultation.naming import WHOLE_PARAMETER
from consultation.records import files_of
from consultation.states import Progress
from consultation.structure.html import rendered_text
from consultation.text import text_of

DRAFTS = "/du-thao/"
DRAFTS_CRUMB = {"title": "Góp ý dự thảo", "url": DRAFTS}


def consultation_context(page: ConsultationPage, *, preview: bool = False) -> dict[str, Any]:
    """Return what consultation/consultation_page.html shows beside the page's own fields."""
    versions = published(page)
    document = page.document if preview and page.document else (versions[-1] if versions else None)
    context: dict[str, Any] = {
        "breadcrumbs": [HOME_CRUMB, DRAFTS_CRUMB],
        "canonical_url": settings.PORTAL_BASE_URL + page.address if page.number else "",
        "when": when(page) if page.starts_on and page.ends_on else None,
        "fields": [page.field, *page.other_fields.all()] if page.field_id else [],
        "files": files_of(page),
        "questions": page.questions.all(),
        "extensions": page.extensions.all() if page.pk else (),
        "outcomes": outcomes_of(page) if page.pk else (),
        "counts": tallies.of_consultations([page.pk])[page.pk] if page.pk else None,
        "versions": versions,
        "document": document,
    }
    return context | (text_context(page, document, is_newest=True) if document is not None else {})


def version_context(page: ConsultationPage, ordinal: int) -> dict[str, Any] | None:
    """Return what consultation/version.html shows; None when no such version was published."""
    versions = published(page)
    document = next((each for each in versions if each.ordinal == ordinal), None)
    if document is None:
        return None
    return {
        "page": page,
        "consultation": page,
        "when": when(page),
        "versions": versions,
        "document": document,
        "is_newest": document == versions[-1],
        "breadcrumbs": crumbs(page, document.label),
    } | text_context(page, document, is_newest=document == versions[-1])


def text_context(page: ConsultationPage, document: DraftDocument, *, is_newest: bool) -> dict[str, Any]:
    """Return a version's text and contents, with the comments at each provision and the way to comment there."""
    text = text_of(document)
    counts = tallies.by_provision(document) if document.ordinal is not None else {}
    is_open = is_newest and page.progress() == Progress.OPEN
    return {
        "text": text.with_links(links_of(page, document, counts, is_open=is_open)),
        "contents": [(heading, counts.get(heading.key, 0)) for heading in text.contents],
        "document_title": rendered_text(document.title),
        "whole_comments": counts.get("", 0),
        "whole_url": comments_address(page, document, WHOLE_PARAMETER),
        "contribute_url": contribute_address(page),
    }


def published(page: ConsultationPage) -> list[DraftDocument]:
    """Return the versions that the public may read, the oldest first."""
    return list(page.documents.exclude(ordinal=None).order_by("ordinal")) if page.pk else []


def outcomes_of(page: ConsultationPage) -> "QuerySet[OutcomePage]":
    """Return the published batches of answers and the outcome, the newest first."""
    return OutcomePage.public(page).order_by("-ordinal")


def crumbs(page: ConsultationPage, last: str) -> list[dict[str, str]]:
    """Return where a page below a consultation stands."""
    return [HOME_CRUMB, DRAFTS_CRUMB, {"title": "Dự thảo này", "url": page.address}, {"title": last, "url": ""}]
