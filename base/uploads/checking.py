"""Checking one file: cheap questions here, everything that decodes in a process with limits (base/uploads/child.py)."""

import hashlib
import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from base.uploads.kinds import Kind, kind_of
from base.uploads.limits import Limits
from base.uploads.refusals import MESSAGES, Refused

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
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
        _in_child(kind.name, source, target, preview, limits)
    finally:
        _seats.release()
    kept = target.read_bytes()
    return Checked(
        kind, target, preview, len(kept), hashlib.sha256(kept).hexdigest(), hashlib.sha256(content).hexdigest()
    )


def what_shines_through(source: Path, folder: Path, limits: Limits) -> dict[str, Any]:
    """Return what is hidden in a PDF and yet readable (base/uploads/redaction.py): codes with their pages, told names.

    Raises:
        Refused: the file is none that is taken, or looking at it takes too much.
    """
    if source.stat().st_size > limits.max_bytes:
        raise Refused("too_big")
    if not _seats.acquire(timeout=limits.wall_seconds):
        raise Refused("busy")
    try:
        _in_child("redaction", source, folder / "found", folder / "preview", limits)
    finally:
        _seats.release()
    found: dict[str, Any] = json.loads((folder / "found").read_text(encoding="utf-8"))
    return found


def _in_child(job: str, source: Path, target: Path, preview: Path, limits: Limits) -> None:
    command = [sys.executable, "-s", "-E", "-m", "base.uploads.child", job]
    arguments = [source, target, preview, limits.cpu_seconds, limits.memory_bytes]
    try:
        done = subprocess.run(  # noqa: S603  (our own program; the arguments are paths that we made)
            command + [str(each) for each in arguments],
            cwd=ROOT,
            env={"LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            # What a parser says of a broken file may quote it.
            stderr=subprocess.DEVNULL,
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("too_heavy") from error
    if done.returncode < 0:
        raise Refused("too_heavy")  # a limit ended it
    word = done.stdout.decode("ascii", "replace").strip()
    if word == "ok":
        return
    if word not in MESSAGES:
        log.warning("the check of a %s file ended with %s", job, done.returncode)
    raise Refused(word)
