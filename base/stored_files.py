"""Stored files (base/models/stored.py): checked before they are kept, scanned, and swept when no row knows them."""

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.signals import post_delete

from base.models.stored import ScanState, StoredFile
from base.uploads import clamav
from base.uploads.checking import Checked, check
from base.uploads.kinds import BY_EXTENSION, Kind
from base.uploads.limits import MAX_MEGAPIXELS, MB, Limits
from base.uploads.names import clean_name
from base.uploads.refusals import MESSAGES, Refused

log = logging.getLogger(__name__)
# A file on the disk without a row belongs to a request that is still at work, or that died.
ORPHAN_AFTER_SECONDS = 3600
CHECKING = "check-"
# What looks at a file: told its name, where it lies, an empty folder and the limits; raises Refused.
Look = Callable[[str, Path, Path, Limits], Checked]


@dataclass(frozen=True, slots=True)
class Received:
    """A file that passed: its name for showing, what the check found, and what the scanner said."""

    name: str
    checked: Checked
    scan: ScanState

    def fill(self, file: StoredFile) -> None:
        """Write down in a row, not saved yet, what is known of the file."""
        file.name, file.kind, file.scan = self.name, self.checked.kind.name, self.scan
        file.size, file.sha256 = self.checked.size, self.checked.sha256
        file.received_sha256 = self.checked.received_sha256

    def keep(self, file: StoredFile, *, with_preview: bool = True) -> None:
        """Move the file to where the row says, and save the row, in the caller's transaction."""
        # The file first: a row without its file would be a loss, a file without a row is swept away.
        file.path.parent.mkdir(parents=True, exist_ok=True)
        if with_preview:
            _move(self.checked.preview, file.preview_path)
        _move(self.checked.file, file.path)
        file.save()


def limits(max_mb: int | None = None) -> Limits:
    """Return the limits of one file's check, from the settings; `max_mb` where a file may be larger than a sender's."""
    return Limits(
        max_bytes=(max_mb or settings.UPLOAD_MAX_MB) * MB,
        cpu_seconds=settings.UPLOAD_CPU_SECONDS,
        memory_bytes=settings.UPLOAD_MEMORY_MB * MB,
        wall_seconds=settings.UPLOAD_CPU_SECONDS * 2,
    )


@contextmanager
def folder_for_checking() -> Iterator[Path]:
    """Give an empty folder beside the kept files, on the same disk; it goes when the check is over."""
    Path(settings.UPLOADS_DIR).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.UPLOADS_DIR, prefix=CHECKING) as name:
        yield Path(name)


@contextmanager
def received(upload: UploadedFile, limits: Limits, look: Look | None = None) -> Iterator[Received]:
    """Check a file as it came off the line; it lies in a folder of its own until the caller keeps it. Raise Refused.

    `look` is another check, of a room that takes other kinds; what it raises is raised.
    """
    with folder_for_checking() as folder:
        with (folder / "received").open("wb") as target:
            shutil.copyfileobj(upload, target)
        checked = (look or check)(clean_name(upload.name or ""), folder / "received", folder, limits)
        yield Received(_name_of(upload.name or "", checked.kind), checked, _first_verdict(checked.file))


def reason(code: str, name: str = "", max_mb: int | None = None) -> str:
    """Return why a file is not taken, in words for its sender."""
    kind = BY_EXTENSION.get(name.rpartition(".")[2].lower())
    return MESSAGES[code].format(
        max_mb=max_mb or settings.UPLOAD_MAX_MB,
        max_files=settings.UPLOAD_MAX_FILES,
        max_megapixels=MAX_MEGAPIXELS,
        kind=kind.label if kind else "",
    )


def stored_models() -> list[type[StoredFile]]:
    return [model for model in apps.get_models() if issubclass(model, StoredFile)]


def sweep_disk() -> int:
    """Delete files on the disk that no row knows, as a process that died leaves them; return how many."""
    swept, before = 0, time.time() - ORPHAN_AFTER_SECONDS
    for folder in Path(settings.UPLOADS_DIR).glob("*/"):
        old = [path for path in folder.iterdir() if path.stat().st_mtime < before]
        names = {path.stem for path in old}
        known: set[str] = set()
        for model in stored_models():
            rows = model._default_manager.filter(stored_as__in=names)
            known.update(rows.values_list("stored_as", flat=True))
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
    for model in stored_models():
        waiting = model._default_manager.filter(scan=ScanState.WAITING)
        for file in waiting.order_by("pk"):
            if not file.path.exists():
                log.error("%s %s is not on the disk", model._meta.model_name, file.pk)
                continue
            try:
                verdict = _verdict(file.path)
            except clamav.NoVerdict:
                log.error("the virus scanner has no verdict on %s %s", model._meta.model_name, file.pk)
                continue
            except clamav.ScannerAway:
                log.warning("the virus scanner is away, %s files wait for it", waiting.count())
                return done
            if verdict == ScanState.INFECTED:
                log.warning("%s %s is infected and was taken from the disk", model._meta.model_name, file.pk)
                _unlink(file.path, file.preview_path)
            done += waiting.filter(pk=file.pk).update(scan=verdict)
    return done


def let_files_go_with_their_rows() -> None:
    """Take the files of a deleted row from the disk, on whatever road it was deleted; run when every app is ready."""
    for model in stored_models():
        # By model, not once for all: a receiver for every sender would forbid Django its fast deletes everywhere.
        post_delete.connect(_row_is_gone, sender=model, dispatch_uid=f"files of {model._meta.label}")


def _row_is_gone(instance: StoredFile, **kwargs: Any) -> None:
    unlink(instance)


def unlink(file: StoredFile) -> None:
    """Take the files of a row from the disk once the deletion of the row is certain."""
    path, preview = file.path, file.preview_path
    transaction.on_commit(lambda: _unlink(path, preview))


def _name_of(typed: str, kind: Kind) -> str:
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
