"""What stands in the way of a page of answers, and what happens on the day one is published."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from consultation import letters, versions
from consultation.models.comments import Comment
from consultation.models.documents import DraftDocument
from consultation.outcome_form import BATCH_IN_REVIEW, NO_ANSWERS, NOT_COMPARED, STILL_OPEN, UNANSWERED
from consultation.states import Progress

if TYPE_CHECKING:
    from consultation.models import ConsultationPage, OutcomePage, Reception


def unanswered(consultation: "ConsultationPage") -> "QuerySet[Comment]":
    """Return the comments that the ministry has to answer and has not, neither alone nor in their group."""
    from consultation.models import Reception

    counted = Comment.objects.counted().filter(consultation=consultation)
    alone = Reception.objects.filter(comment=OuterRef("pk"))
    together = Reception.objects.filter(group=OuterRef("group"))
    return counted.filter(~Exists(alone), ~Exists(together))


def left(consultation: "ConsultationPage") -> "QuerySet[Reception]":
    """Return the answers that are not public yet, those put into a page that never went out among them."""
    return consultation.receptions.filter(published_at=None)


def not_moderated(consultation: "ConsultationPage") -> "QuerySet[Comment]":
    """Return the comments that the public could read if somebody had looked at them."""
    return Comment.objects.waiting().filter(consultation=consultation)


def obstacles(
    page: "OutcomePage",
    kind: str | None,
    document: DraftDocument | None,
    consultation: "ConsultationPage | None" = None,
) -> list[str]:
    """Return why the page cannot be sent on for approval yet, in Vietnamese; nothing when it can.

    `consultation` is given for a page that does not stand below it yet.
    """
    from consultation.models import OutcomeKind

    said = []
    if document is not None and not versions.may_be_published(document):
        said.append(NOT_COMPARED)
    if kind == OutcomeKind.OUTCOME:
        consultation = consultation or page.consultation
        if consultation.progress() in (Progress.UPCOMING, Progress.OPEN):
            said.append(STILL_OPEN)
        if count := unanswered(consultation).count():
            said.append(UNANSWERED.format(count=count))
        for other in consultation.outcomes().exclude(pk=page.pk):
            if other.workflow_in_progress:
                said.append(BATCH_IN_REVIEW.format(title=other.get_admin_display_title()))
    elif page.pk is None or not page.receptions.exists():
        said.append(NO_ANSWERS)
    return said


@transaction.atomic
def concluded(page: "OutcomePage") -> None:
    """Make the answers of an approved page public, with the revised text; an outcome ends its consultation.

    From then on they stay as they are, and everybody they answer is told, once.

    Raises:
        PermissionDenied: what was approved cannot be published any more.
    """
    from consultation.models import ConsultationPage, OutcomeKind

    page.refresh_from_db()
    # One after the other with the verbs on its comments and answers.
    consultation = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=page.consultation.pk)
    if said := obstacles(page, page.kind, page.document):
        raise PermissionDenied(" ".join(said))
    if page.document is not None:
        versions.publish(page.document)
    if page.kind == OutcomeKind.OUTCOME:
        left(consultation).update(page=page)
        if consultation.concluded_on is None:
            consultation.concluded_on = timezone.localdate()
            consultation.save(update_fields=["concluded_on"])
    page.receptions.filter(published_at=None).update(published_at=timezone.now())
    letters.tell_contributors(page)


def answered_in(page: "OutcomePage") -> "QuerySet[Comment]":
    """Return the comments that the page answers, alone or with their group."""
    counted = Comment.objects.counted().filter(consultation=page.consultation.pk)
    alone = Q(reception__page=page)
    together = Q(group__reception__page=page, reception=None)
    return counted.filter(alone | together)
