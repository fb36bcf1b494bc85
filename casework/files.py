"""Taking files of senders in, handing them in with a case, and clearing away what nobody handed in."""

import logging
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from base.uploads import clamav
from base.uploads.checking import Checked, check
from base.uploads.kinds import BY_EXTENSION, Kind
from base.uploads.limits import MAX_MEGAPIXELS, MB, Limits
from base.uploads.names import clean_name
from base.uploads.refusals import MESSAGES, Refused
from casework.models import Attachment, Case, ScanState

log = logging.getLogger(__name__)
# A file on the disk without a row belongs to a request that is still at work, or that died.
ORPHAN_AFTER_SECONDS = 3600
CHECKING = "check-"


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken: its name as typed, and why, in words for the sender."""

    name: str
    reason: str


def limits() -> Limits:
    """Return the limits of one file's check, from the settings."""
    return Limits(
        max_bytes=settings.UPLOAD_MAX_MB * MB,
        cpu_seconds=settings.UPLOAD_CPU_SECONDS,
        memory_bytes=settings.UPLOAD_MEMORY_MB * MB,
        wall_seconds=settings.UPLOAD_CPU_SECONDS * 2,
    )


def take(draft: uuid.UUID, uploads: Iterable[UploadedFile], owner: QuerySet[Any]) -> list[RefusedFile]:
    """Check the files, keep the good ones under the draft's token, and return the others with the reason.

    `owner` is the row that the draft hangs on; it is locked while a file is counted, and a file comes too late when the
    row is gone. No transaction is open while a file is checked: on SQLite it would stop every other writer.
    """
    refused, stopped = [], ""
    Path(settings.UPLOADS_DIR).mkdir(parents=True, exist_ok=True)
    for upload in uploads:
        try:
            if stopped:
                raise Refused(stopped)
            _take(draft, upload, owner)
        except Refused as refusal:
            # One post costs the limits of one file at most; who waited once does not wait for every file.
            stopped = {"too_heavy": "not_reached", "busy": "busy"}.get(refusal.code, stopped)
            refused.append(RefusedFile(clean_name(upload.name or ""), reason(refusal.code, upload.name or "")))
    return refused


def reason(code: str, name: str = "") -> str:
    """Return why a file is not taken, in words for its sender."""
    kind = BY_EXTENSION.get(name.rpartition(".")[2].lower())
    return MESSAGES[code].format(
        max_mb=settings.UPLOAD_MAX_MB,
        max_files=settings.UPLOAD_MAX_FILES,
        max_megapixels=MAX_MEGAPIXELS,
        kind=kind.label if kind else "",
    )


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


def sweep_disk() -> int:
    """Delete files on the disk that no row knows, as a process that died leaves them; return how many."""
    swept, before = 0, time.time() - ORPHAN_AFTER_SECONDS
    for folder in Path(settings.UPLOADS_DIR).glob("*/"):
        old = [path for path in folder.iterdir() if path.stat().st_mtime < before]
        names = {path.stem for path in old}
        known = set(Attachment.objects.filter(stored_as__in=names).values_list("stored_as", flat=True))
        for path in old:
            if path.stem not in known:
                path.unlink()
                swept += 1
        if folder.name.startswith(CHECKING) and folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)
    return swept


def scan_waiting() -> int:
    """Ask the scanner again about files that wait for it; return how many it answered for. Stops while it is away."""
    done = 0
    for file in Attachment.objects.to_scan():
        if not file.path.exists():
            log.error("attachment %s is not on the disk", file.pk)
            continue
        try:
            verdict = _verdict(file.path)
        except clamav.NoVerdict:
            log.error("the virus scanner has no verdict on attachment %s", file.pk)
            continue
        except clamav.ScannerAway:
            log.warning("the virus scanner is away, %s files wait for it", Attachment.objects.to_scan().count())
            break
        if verdict == ScanState.INFECTED:
            log.warning("attachment %s is infected and was taken from the disk", file.pk)
            _unlink(file.path, file.preview_path)
        done += Attachment.objects.to_scan().filter(pk=file.pk).update(scan=verdict)
    return done


def unlink(file: Attachment) -> None:
    """Take the files of a row from the disk once the deletion of the row is certain."""
    path, preview = file.path, file.preview_path
    transaction.on_commit(lambda: _unlink(path, preview))


def _take(draft: uuid.UUID, upload: UploadedFile, owner: QuerySet[Any]) -> None:
    if Attachment.objects.of_draft(draft).count() >= settings.UPLOAD_MAX_FILES:
        raise Refused("too_many")
    with tempfile.TemporaryDirectory(dir=settings.UPLOADS_DIR, prefix=CHECKING) as name:
        folder = Path(name)
        with (folder / "received").open("wb") as target:
            shutil.copyfileobj(upload, target)
        checked = check(clean_name(upload.name or ""), folder / "received", folder, limits())
        verdict = _first_verdict(checked.file)
        _keep(draft, name_of(upload.name or "", checked.kind), checked, verdict, owner)


def name_of(typed: str, kind: Kind) -> str:
    """Return the name for showing and saving; its extension is of the kind that was found inside."""
    extension = typed.rpartition(".")[2].lower()
    return clean_name(typed, "" if extension in kind.extensions else kind.name)


def _first_verdict(file: Path) -> ScanState:
    try:
        verdict = _verdict(file)
    except clamav.ScannerAway:
        return ScanState.WAITING
    if verdict == ScanState.INFECTED:
        raise Refused("virus")
    return verdict


def _verdict(file: Path) -> ScanState:
    if not settings.CLAMAV_SOCKET:
        return ScanState.UNSCANNED
    return ScanState.INFECTED if clamav.scan(file, settings.CLAMAV_SOCKET) else ScanState.CLEAN


def _keep(draft: uuid.UUID, name: str, checked: Checked, verdict: ScanState, owner: QuerySet[Any]) -> None:
    file = Attachment(
        draft=draft,
        name=name,
        kind=checked.kind.name,
        size=checked.size,
        sha256=checked.sha256,
        received_sha256=checked.received_sha256,
        scan=verdict,
    )
    with transaction.atomic():
        if owner.select_for_update().first() is None:
            raise Refused("gone")
        there = Attachment.objects.of_draft(draft)
        if there.filter(received_sha256=file.received_sha256).exists():
            return  # the same file once more, as when a form is sent twice
        if there.count() >= settings.UPLOAD_MAX_FILES:
            raise Refused("too_many")
        # The file first: a row without its file would be a loss, a file without a row is swept away.
        file.path.parent.mkdir(parents=True, exist_ok=True)
        _move(checked.preview, file.preview_path)
        _move(checked.file, file.path)
        file.save()


def _move(source: Path, target: Path) -> None:
    """Move a file to where it is kept, and have the disk write it down."""
    with source.open("rb") as content:
        os.fsync(content.fileno())
    source.chmod(0o600)
    source.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _unlink(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
