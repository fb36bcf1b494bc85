"""Checking one file: cheap questions here, everything that decodes in a process with limits (base/uploads/child.py)."""

import hashlib
import json
import logging
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    in_child("base.uploads.child", [kind.name, source, target, preview], limits)
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
    in_child("base.uploads.child", ["redaction", source, folder / "found", folder / "preview"], limits)
    found: dict[str, Any] = json.loads((folder / "found").read_text(encoding="utf-8"))
    return found


def in_child(module: str, arguments: Sequence[object], limits: Limits) -> None:
    """Run a module of ours in a process of its own, in which strangers' files are decoded; it says "ok" or why not.

    It is given the arguments, then its seconds of CPU and bytes of memory, for `base.uploads.child.give_away`.

    Raises:
        Refused: what the module says, or that it took too much.
    """
    if not _seats.acquire(timeout=limits.wall_seconds):
        raise Refused("busy")
    try:
        _run(module, [*arguments, limits.cpu_seconds, limits.memory_bytes], limits.wall_seconds)
    finally:
        _seats.release()


def _run(module: str, arguments: Sequence[object], seconds: int) -> None:
    with start(module, *arguments) as child:
        try:
            told, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            child.kill()
            raise Refused("too_heavy") from error
    if child.returncode < 0:
        raise Refused("too_heavy")  # a limit ended it
    word = told.decode("ascii", "replace").strip()
    if word == "ok":
        return
    if word not in MESSAGES:
        log.warning("%s ended with %s", module, child.returncode)
    raise Refused(word)
