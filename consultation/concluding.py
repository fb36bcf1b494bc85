"""What stands in the way of a page of answers, and what happens on the day one is published."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from consultation import versions
from consultation.models.comments import Comment
from consultation.models.documents import DraftDocument
from consultation.outcome_form import NO_ANSWERS, NOT_COMPARED, STILL_OPEN, UNANSWERED
from consultation.states import Progress

if TYPE_CHECKING:
    from consultation.models import ConsultationPage, OutcomePage


def unanswered(consultation: "ConsultationPage") -> "QuerySet[Comment]":
    """Return the comments that the ministry has to answer and has not, neither alone nor in their group."""
    counted = Comment.objects.counted().filter(consultation=consultation)
    return counted.filter(reception=None).filter(Q(group=None) | Q(group__reception=None))


def obstacles(page: "OutcomePage", kind: str | None, document: DraftDocument | None) -> list[str]:
    """Return why the page cannot be sent on for approval yet, in Vietnamese; nothing when it can."""
    from consultation.models import OutcomeKind

    said = []
    if document is not None and not versions.may_be_published(document):
        said.append(NOT_COMPARED)
    if kind == OutcomeKind.OUTCOME:
        consultation = page.consultation
        if consultation.progress() in (Progress.UPCOMING, Progress.OPEN):
            said.append(STILL_OPEN)
        if left := unanswered(consultation).count():
            said.append(UNANSWERED.format(count=left))
    elif page.pk is None or not page.receptions.exists():
        said.append(NO_ANSWERS)
    return said


@transaction.atomic
def concluded(page: "OutcomePage") -> None:
    """Make the answers of an approved page public, with the revised text; an outcome ends its consultation.

    Raises:
        PermissionDenied: what was approved cannot be published any more.
    """
    from consultation.models import OutcomeKind

    page.refresh_from_db()
    if said := obstacles(page, page.kind, page.document):
        raise PermissionDenied(" ".join(said))
    if page.document is not None:
        versions.publish(page.document)
    consultation = page.consultation
    if page.kind == OutcomeKind.OUTCOME:
        consultation.receptions.filter(page=None).update(page=page)
        if consultation.concluded_on is None:
            consultation.concluded_on = timezone.localdate()
            consultation.save(update_fields=["concluded_on"])
    page.receptions.filter(published_at=None).update(published_at=timezone.now())
