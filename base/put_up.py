"""Files that somebody puts up with a form that is not handed in yet; the form's room says where they hang meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from base import stored_files
from base.models.stored import StoredFile
from base.uploads.kinds import ACCEPT
from base.uploads.names import clean_name
from base.uploads.refusals import Refused

ADD, REMOVE = "add-files", "remove-"


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken: its name as typed, and why, in words for the sender."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of the files of a post: those refused, and whether the sender is still busy with files."""

    refused: list[RefusedFile] = field(default_factory=list)
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where files hang until they are handed in: those already `there`, the columns of a new one, and its owner.

    `owner` is the row that they hang on; it is locked while a file is counted, and a file comes too late when the row
    is gone.
    """

    there: "QuerySet[Any]"
    hangs_on: dict[str, Any]
    owner: "QuerySet[Any]"

    def take(self, uploads: Iterable[UploadedFile]) -> list[RefusedFile]:
        """Check the files, keep the good ones, and return the others with the reason.

        No transaction is open while a file is checked: on SQLite it would stop every other writer.
        """
        refused, stopped = [], ""
        for upload in uploads:
            try:
                if stopped:
                    raise Refused(stopped)
                self._take(upload)
            except Refused as refusal:
                # One post costs the limits of one file at most; who waited once does not wait for every file.
                stopped = {"too_heavy": "not_reached", "busy": "busy"}.get(refusal.code, stopped)
                refused.append(
                    RefusedFile(clean_name(upload.name or ""), stored_files.reason(refusal.code, upload.name or ""))
                )
        return refused

    def take_posted(self, request: HttpRequest) -> Posted:
        """Take the files that came with a form, whichever button was pressed; take away the one whose button it was."""
        go = request.POST.get("go", "")
        if go.startswith(REMOVE):
            self.remove(go.removeprefix(REMOVE))
        refused = self.take(request.FILES.getlist("files"))
        return Posted(refused, bool(refused) or go == ADD or go.startswith(REMOVE))

    def remove(self, pk: str) -> None:
        """Take one file away again; another draft's file is not touched."""
        if pk.isascii() and pk.isdigit() and len(pk) < 19:
            self.there.filter(pk=int(pk)).delete()

    def shown(self, refused: Sequence[RefusedFile] = ()) -> dict[str, Any]:
        """Return what templates/includes/files.html shows."""
        put_up = list(self.there)
        return {
            "files": put_up,
            "refused_files": refused,
            "max_files": settings.UPLOAD_MAX_FILES,
            "max_mb": settings.UPLOAD_MAX_MB,
            "room_for_files": settings.UPLOAD_MAX_FILES - len(put_up),
            "accept": ACCEPT,
        }

    def _take(self, upload: UploadedFile) -> None:
        if self.there.count() >= settings.UPLOAD_MAX_FILES:
            raise Refused("too_many")
        with stored_files.received(upload, stored_files.limits()) as received:
            self._keep(received)

    def _keep(self, received: stored_files.Received) -> None:
        file: StoredFile = self.there.model(**self.hangs_on)
        received.fill(file)
        with transaction.atomic():
            if self.owner.select_for_update().first() is None:
                raise Refused("gone")
            there = self.there.all()
            if there.filter(received_sha256=file.received_sha256).exists():
                return  # the same file once more, as when a form is sent twice
            if there.count() >= settings.UPLOAD_MAX_FILES:
                raise Refused("too_many")
            received.keep(file)
