"""Files of senders: where they hang until they are handed in (base/put_up.py), and clearing away what nobody did."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from base.put_up import Place, RefusedFile
from casework.models import Attachment, Case


def place(draft: uuid.UUID, owner: QuerySet[Any]) -> Place:
    """Return where files hang under the token of a draft, as long as `owner` has its row."""
    return Place(Attachment.objects.of_draft(draft), {"draft": draft}, owner)


def take(draft: uuid.UUID, uploads: Iterable[UploadedFile], owner: QuerySet[Any]) -> list[RefusedFile]:
    """Check the files, keep the good ones under the draft's token, and return the others with the reason."""
    return place(draft, owner).take(uploads)


def hand_in(case: Case) -> None:
    """Make what was put up under the case's token the case's own, in the caller's transaction."""
    Attachment.objects.of_draft(case.token).update(case=case, draft=None)


@transaction.atomic
def forget(files: QuerySet[Attachment]) -> int:
    """Delete files that nobody handed in; one that is handed in at this moment stays."""
    locked = files.filter(case=None).select_for_update()
    return sum(file.delete()[0] for file in locked)


def sweep() -> int:
    """Delete what nobody handed in for 24 hours, and return how many."""
    return forget(Attachment.objects.forgotten())
