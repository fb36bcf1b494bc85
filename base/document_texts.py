"""Reading the text inside public files: asked for with the page that refers to them, done by the worker, one at a time.

Each file is read in a process with limits (base/uploads/text_child.py). The worker starts it and goes on with its other
queues until it has ended, so no letter waits for a long file.
"""

import atexit
import contextlib
import datetime
import logging
import shutil
import subprocess
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from base.models import PortalDocument
from base.models.document_text import DocumentText, TextState
from base.uploads.limits import TEXT_CHARACTERS, TEXT_LIMITS, Limits
from base.uploads.processes import start
from base.uploads.refusals import Refused

log = logging.getLogger(__name__)

LEASE = datetime.timedelta(seconds=TEXT_LIMITS.wall_seconds + 60)
MOST_ATTEMPTS = 3  # a file that ended its worker so often is not tried again
LOOK_SECONDS = 0.5
NOTES = {
    "encrypted": "Tệp có mật khẩu, không tìm được chữ bên trong.",
    "too_heavy": "Tệp quá nặng, không tìm được chữ bên trong.",
    "only_pictures": "Tệp chỉ có ảnh, không tìm được chữ bên trong.",
    "damaged": "Tệp bị hỏng, không tìm được chữ bên trong.",
    "other_kind": "Chỉ tìm được chữ bên trong tệp PDF, Word (.docx) và Excel (.xlsx).",
    "gone": "Không thấy tệp trên máy chủ.",
    "part": "Tệp dài hoặc nặng: chỉ tìm được chữ ở phần đầu (khoảng {characters} ký tự).",
}
_HEAVY = {"too_heavy", "slow", "bomb"}
_OTHER_KINDS = {"extension", "old_office", "heic"}

# Sent with `document`, in the transaction that keeps its text.
document_text_read = Signal()


@dataclass(slots=True)
class _Reading:
    """A file that is being read: its row as leased, the process, where that writes, and when it has had its time."""

    row: DocumentText
    process: "subprocess.Popen[bytes]"
    folder: "tempfile.TemporaryDirectory[str]"
    ends: float

    @property
    def target(self) -> Path:
        return Path(self.folder.name) / "text"


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of a reading: a code of text_child, the number of pages if known, the text so far."""

    code: str
    pages: int | None
    text: str


_under_way: list[_Reading] = []


def texts_of(documents: Collection[int]) -> dict[int, str]:
    """Return the text inside each of these files that has been read, and have the others read soon.

    Call it in a transaction: whoever is reading one of them right now waits for its end, and then sees what refers to
    the file.
    """
    if not documents:
        return {}
    held = DocumentText.objects.select_for_update(no_key=True).waiting().filter(pk__in=documents)
    waiting = set(held.order_by("pk").values_list("pk", flat=True))
    done = dict(DocumentText.objects.filter(pk__in=documents).exclude(pk__in=waiting).values_list("pk", "text"))
    missing = sorted(set(documents) - waiting - done.keys())
    if missing:
        DocumentText.objects.bulk_create([DocumentText(pk=pk) for pk in missing], ignore_conflicts=True)
    return done


def drain() -> int:
    """Start to read the next file, or look whether the one under way is done; 0 when there is nothing to read."""
    if not _under_way:
        row = _claimed()
        if row is None:
            return 0
        _begin(row, TEXT_LIMITS)
        if not _under_way:
            return 1
    (reading,) = _under_way
    with contextlib.suppress(subprocess.TimeoutExpired):
        reading.process.wait(LOOK_SECONDS)
    if reading.process.poll() is None and time.monotonic() < reading.ends:
        return 1
    _under_way.clear()
    _keep(reading.row, _ended(reading))
    return 1


def _claimed() -> DocumentText | None:
    """Lease the file that has waited longest, by one conditional UPDATE; one that was tried too often is given up."""
    for row in DocumentText.objects.due().order_by("asked_at", "pk")[:20]:
        row.leased_until = timezone.now() + LEASE
        taken = DocumentText.objects.due().filter(pk=row.pk)
        if not taken.update(leased_until=row.leased_until, attempts=F("attempts") + 1):
            continue
        if row.attempts < MOST_ATTEMPTS:
            return row
        _keep(row, _Read("too_heavy", None, ""))
    return None


def _begin(row: DocumentText, limits: Limits) -> None:
    """Start to read a file, unless it is plain at once that nothing comes of it."""
    document = PortalDocument.objects.get(pk=row.pk)
    folder = tempfile.TemporaryDirectory(prefix="doi-thoai-text-", ignore_cleanup_errors=True)
    try:
        if document.file.size > limits.max_bytes:
            raise Refused("too_big")
        source = _on_disk(document, Path(folder.name))
    except (OSError, Refused) as error:
        folder.cleanup()
        _keep(row, _Read("too_heavy" if isinstance(error, Refused) else "gone", None, ""))
        return
    target = Path(folder.name) / "text"
    process = start("base.uploads.text_child", source, target, limits.cpu_seconds, limits.memory_bytes)
    _under_way.append(_Reading(row, process, folder, time.monotonic() + limits.wall_seconds))


def _on_disk(document: PortalDocument, folder: Path) -> Path:
    """Return a path to the file; a storage that is no folder is asked for a copy."""
    try:
        path = Path(document.file.path)
    except NotImplementedError:
        path = folder / Path(document.file.name).name
        with document.file.open("rb") as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    path.stat()
    return path


def _ended(reading: _Reading) -> _Read:
    """Return what a process said and wrote; one that a limit ended said nothing, and what it wrote counts."""
    if reading.process.poll() is None:
        reading.process.kill()
    said, _ = reading.process.communicate()
    code, _, pages = said.decode("ascii", "replace").strip().partition(" ")
    text = reading.target.read_text(encoding="utf-8", errors="replace") if reading.target.exists() else ""
    reading.folder.cleanup()
    if reading.process.returncode or not code:
        code = "too_heavy"
    return _Read(code, int(pages) if pages.isdecimal() else None, text[:TEXT_CHARACTERS].strip())


def _keep(row: DocumentText, read: _Read) -> None:
    """Keep what was read and tell who shows the file; only the holder of the lease does, it may be another's by now."""
    note = _note(read)
    with transaction.atomic():
        kept = DocumentText.objects.waiting().filter(pk=row.pk, leased_until=row.leased_until)
        done = kept.update(
            state=TextState.DONE if read.text else TextState.FAILED,
            text=read.text,
            pages=read.pages,
            note=note,
            extracted_at=timezone.now(),
            leased_until=None,
        )
        if done:
            document_text_read.send(DocumentText, document=PortalDocument.objects.get(pk=row.pk))
    if note:
        log.info("the text of document %s: %s", row.pk, read.code)


def _note(read: _Read) -> str:
    if read.text:
        size = f"{len(read.text):,}".replace(",", ".")
        return "" if read.code == "ok" else NOTES["part"].format(characters=size)
    if read.code in ("ok", "cut"):
        return NOTES["only_pictures"]
    if read.code in _HEAVY:
        return NOTES["too_heavy"]
    return NOTES["other_kind"] if read.code in _OTHER_KINDS else NOTES.get(read.code, NOTES["damaged"])


@atexit.register
def _leave_nothing_running() -> None:
    for reading in _under_way:
        reading.process.kill()
        reading.process.communicate()
        reading.folder.cleanup()
