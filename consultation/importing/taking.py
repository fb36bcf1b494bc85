"""Taking in a drafter's file: looked at and read before anything is written, kept beside what was read."""

import hashlib
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from base import stored_files
from base.uploads.checking import Checked
from base.uploads.kinds import BY_EXTENSION, TEXT
from base.uploads.limits import Limits
from consultation.models import ConsultationPage, DraftImport
from consultation.structure.files import LIMITS, read_file
from consultation.structure.lines import ReadLine, to_rows
from ministry.models import User


class _Reader:
    """A look at a file (base.stored_files.Look) that keeps the lines it read."""

    def __init__(self) -> None:
        self.lines: list[ReadLine] = []

    def __call__(self, name: str, source: Path, folder: Path, limits: Limits) -> Checked:
        self.lines = read_file(name, source, limits)
        content = source.read_bytes()
        told = hashlib.sha256(content).hexdigest()
        kind = BY_EXTENSION.get(name.rpartition(".")[2].lower(), TEXT)
        return Checked(kind, source, source, len(content), told, told)


def take(consultation: ConsultationPage, label: str, upload: UploadedFile, by: User | None) -> DraftImport:
    """Return the import of a file, read and stored; the transaction is opened when the reading is over.

    Raises:
        consultation.structure.refusals.Unreadable: no draft can be read from it.
        base.uploads.refusals.Refused: the virus scanner refuses it.
    """
    reader = _Reader()
    with stored_files.received(upload, LIMITS, reader) as received, transaction.atomic():
        made = DraftImport(consultation=consultation, label=label, lines=to_rows(reader.lines), made_by=by)
        received.fill(made)
        received.keep(made, with_preview=False)
    return made
