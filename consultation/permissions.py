"""What an officer may do with a consultation beside writing it, as sentences; posts are asked at every check.

Drafters and the head of the unit that drafts work with its comments; editors moderate everywhere.
"""

from typing import Any

from consultation.models.consultation_page import ConsultationPage
from consultation.models.receptions import OutcomeKind, Reception
from ministry.models import Role
from ministry.permissions import holds, is_editor, leads, unit_ids_writing


def drafts_for(user: Any, unit_id: int | None) -> bool:
    """Tell whether the officer drafts for the unit, or heads it, today."""
    return unit_id is not None and (holds(user, Role.DRAFTER, unit_id) or leads(user, unit_id))


def may_enter(user: Any) -> bool:
    """The section of consultations is for drafters, heads of units and the portal's editors."""
    return is_editor(user) or bool(unit_ids_writing(user, ConsultationPage))


def may_see_comments(user: Any, consultation: ConsultationPage) -> bool:
    """Whoever drafts, and editors, read what came in, with who sent it."""
    return is_editor(user) or drafts_for(user, consultation.unit_id)


def may_import(user: Any, consultation: ConsultationPage) -> bool:
    """Drafters of the unit bring in texts and confirm what became of provisions."""
    return drafts_for(user, consultation.unit_id)


def may_moderate(user: Any, consultation: ConsultationPage) -> bool:
    """Editors moderate, and those who draft."""
    return is_editor(user) or drafts_for(user, consultation.unit_id)


def may_key_in(user: Any, consultation: ConsultationPage) -> bool:
    """Paper, e-mail and meetings are keyed in by those who draft, and by editors."""
    return is_editor(user) or drafts_for(user, consultation.unit_id)


def may_assign(user: Any, consultation: ConsultationPage) -> bool:
    """The head of the unit hands comments to drafters."""
    return leads(user, consultation.unit_id)


def may_answer(user: Any, consultation: ConsultationPage) -> bool:
    """Those who draft answer; nobody else speaks for the unit."""
    return drafts_for(user, consultation.unit_id)


def may_change(user: Any, reception: Reception) -> bool:
    """An answer that is public, or with an approver, stays as it is."""
    page = reception.page
    return (
        reception.published_at is None
        and drafts_for(user, reception.consultation.unit_id)
        and not (page is not None and page.workflow_in_progress)
        and not is_outcome_in_review(reception.consultation)
    )


def is_outcome_in_review(consultation: ConsultationPage) -> bool:
    """An outcome that waits for approval answers everything: until it comes back no answer is written or changed."""
    pages = consultation.outcomes().filter(kind=OutcomeKind.OUTCOME)
    return any(page.workflow_in_progress for page in pages)


def may_extend(user: Any, consultation: ConsultationPage) -> bool:
    """The head of the unit gives more time."""
    return leads(user, consultation.unit_id)
