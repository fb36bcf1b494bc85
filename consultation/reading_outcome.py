"""What the public reads on a page of answers: the shell around the table, which consultation/table.py makes."""

from typing import Any

from django.conf import settings

from consultation.deadlines import when
from consultation.models import OutcomeKind, OutcomePage
from consultation.reading import crumbs


def outcome_context(page: OutcomePage) -> dict[str, Any]:
    """Return what consultation/outcome_page.html shows."""
    consultation = page.consultation
    return {
        "consultation": consultation,
        "when": when(consultation),
        "is_outcome": page.kind == OutcomeKind.OUTCOME,
        "canonical_url": settings.PORTAL_BASE_URL + page.address,
        "breadcrumbs": crumbs(consultation, page.title),
    }
