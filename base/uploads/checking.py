"""Checking one file: cheap questions here, everything that decodes in a process with limits (base/uploads/child.py)."""

import hashlib
import logging
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

from base.uploads.kinds import Kind, kind_of
from base.uploads.limits import Limits
from base.uploads.processes import start
from base.uploads.refusals import MESSAGES, Refused

log = logging.getLogger(__name__)
# So many files are decoded at a time by one web process, whatever many people send.
_seats = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: its kind, the copy to keep, what an officer is shown of it, and its hashes."""

    kind: Kind
    file: Path
    preview: Path
    size: int
    sha256: str
    received_sha256: str


def check(name: str, source: Path, folder: Path, limits: Limits) -> Checked:
    """Check a file called `name` and write what is kept of it into `folder`, an empty folder; raise Refused."""
    size = source.stat().st_size
    if size == 0:
        raise Refused("empty")
    if size > limits.max_bytes:
        raise Refused("too_big")
    content = source.read_bytes()
    kind = kind_of(name, content)
    target, preview = folder / "kept", folder / "preview"
    if not _seats.acquire(timeout=limits.wall_seconds):
        raise Refused("busy")
    try:
        _decode(kind, source, target, preview, limits)
    finally:
        _seats.release()
    kept = target.read_bytes()
    return Checked(
        kind, target, preview, len(kept), hashlib.sha256(kept).hexdigest(), hashlib.sha256(content).hexdigest()
    )


def _decode(kind: Kind, source: Path, target: Path, preview: Path, limits: Limits) -> None:
    with start(
        "base.uploads.child", kind.name, source, target, preview, limits.cpu_seconds, limits.memory_bytes
    ) as child:
        try:
            told, _ = child.communicate(timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired as error:
            child.kill()
            raise Refused("too_heavy") from error
    if child.returncode < 0:
        raise Refused("too_heavy")  # a limit ended it
    word = told.decode("ascii", "replace").strip()
    if word == "ok":
        return
    if word not in MESSAGES:
        log.warning("the check of a %s file ended with %s", kind.name, child.returncode)
    raise Refused(word)
