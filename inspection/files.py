"""Taking in what officers keep beside a conclusion: proofs of publication, and originals."""

from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from base import stored_files
from base.models.stored import StoredFile
from base.uploads.refusals import Refused


def take(upload: UploadedFile, make_row: Callable[[], StoredFile]) -> str:
    """Check a file and keep it in the row that `make_row` makes, in one transaction opened when the check is over.

    Return why it is not taken, in Vietnamese, "" when it is kept. No preview is kept: the first lines of an original
    would be one more copy of what is withheld.
    """
    most = settings.INSPECTION_FILE_MAX_MB
    try:
        with stored_files.received(upload, stored_files.limits(most)) as received, transaction.atomic():
            file = make_row()
            received.fill(file)
            received.keep(file, with_preview=False)
    except Refused as refusal:
        return stored_files.reason(refusal.code, upload.name or "", most)
    return ""
