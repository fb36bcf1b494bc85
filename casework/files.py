"""Taking files of senders in, handing them in with a case, and clearing away what nobody handed in."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from base import stored_files
from base.uploads.names import clean_name
from base.uploads.refusals import Refused
from casework.models import Attachment, Case


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken: its name as typed, and why, in words for the sender."""

    name: str
    reason: str


def take(draft: uuid.UUID, uploads: Iterable[UploadedFile], owner: QuerySet[Any]) -> list[RefusedFile]:
    """Check the files, keep the good ones under the draft's token, and return the others with the reason.

    `owner` is the row that the draft hangs on; it is locked while a file is counted, and a file comes too late when the
    row is gone. No transaction is open while a file is checked: on SQLite it would stop every other writer.
    """
    refused, stopped = [], ""
    for upload in uploads:
        try:
            if stopped:
                raise Refused(stopped)
            _take(draft, upload, owner)
        except Refused as refusal:
            # One post costs the limits of one file at most; who waited once does not wait for every file.
            stopped = {"too_heavy": "not_reached", "busy": "busy"}.get(refusal.code, stopped)
            refused.append(
                RefusedFile(clean_name(upload.name or ""), stored_files.reason(refusal.code, upload.name or ""))
            )
    return refused


def remove(draft: uuid.UUID, pk: str) -> None:
    """Take one file of a draft away again; another draft's file is not touched."""
    if pk.isascii() and pk.isdigit() and len(pk) < 19:
        Attachment.objects.of_draft(draft).filter(pk=int(pk)).delete()


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


def _take(draft: uuid.UUID, upload: UploadedFile, owner: QuerySet[Any]) -> None:
    if Attachment.objects.of_draft(draft).count() >= settings.UPLOAD_MAX_FILES:
        raise Refused("too_many")
    with stored_files.received(upload, stored_files.limits()) as received:
        _keep(draft, received, owner)


def _keep(draft: uuid.UUID, received: stored_files.Received, owner: QuerySet[Any]) -> None:
    file = Attachment(draft=draft)
    received.fill(file)
    with transaction.atomic():
        if owner.select_for_update().first() is None:
            raise Refused("gone")
        there = Attachment.objects.of_draft(draft)
        if there.filter(received_sha256=file.received_sha256).exists():
            return  # the same file once more, as when a form is sent twice
        if there.count() >= settings.UPLOAD_MAX_FILES:
            raise Refused("too_many")
        received.keep(file)
