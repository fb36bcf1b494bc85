"""What somebody is typing, between the stages of the form: under a token, gone after 24 hours, files too."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from base.put_up import Place
from consultation.models import ConsultationPage, ContributionDraft, ContributionFile

LIFETIME = datetime.timedelta(hours=24)


def alive(consultation: ConsultationPage, token: uuid.UUID | None) -> QuerySet[ContributionDraft]:
    """Return the draft of the token, if it is of this consultation and not too old."""
    found = ContributionDraft.objects.filter(token=token) if token else ContributionDraft.objects.none()
    return found.filter(consultation=consultation, touched_at__gt=timezone.now() - LIFETIME)


def keep(draft: ContributionDraft, **content: Any) -> None:
    """Write what was typed in a stage; the 24 hours begin anew."""
    draft.content |= content
    draft.touched_at = timezone.now()
    draft.save()


def files(draft: ContributionDraft) -> Place:
    """Return where the files of a draft hang until it is handed in."""
    owner = ContributionDraft.objects.filter(pk=draft.pk)
    return Place(ContributionFile.objects.filter(draft=draft), {"draft": draft}, owner)


def no_files() -> dict[str, Any]:
    """Return what a form shows of files before it was posted for the first time."""
    nothing = ContributionFile.objects.none()
    return Place(nothing, {}, nothing).shown()


@transaction.atomic
def sweep() -> int:
    """Delete drafts that nobody touched for 24 hours, with their files, and return how many."""
    old = ContributionDraft.objects.filter(touched_at__lte=timezone.now() - LIFETIME)
    forgotten = list(old.select_for_update())
    for draft in forgotten:
        draft.delete()
    return len(forgotten)
