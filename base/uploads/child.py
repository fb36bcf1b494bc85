"""The process in which strangers' files are decoded: it gives away its rights first, then looks, then says one word.

Called by base/uploads/checking.py: `python -m base.uploads.child KIND SOURCE TARGET PREVIEW CPU_SECONDS MEMORY_BYTES`.
It prints a code of refusals.MESSAGES, or "ok". The kind "redaction" looks for what is hidden in a PDF and readable.
"""

import json
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from base.uploads.limits import MB, PREVIEW_SECONDS
from base.uploads.refusals import Refused


def give_away(cpu_seconds: int, memory_bytes: int) -> None:
    """Limit this process for good: CPU, memory, size of files, no child, no core dump."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * MB, 64 * MB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    os.nice(5)


def look(kind: str, source: Path, target: Path, preview: Path) -> None:
    """Check the file and write what is kept of it; raise Refused."""
    if kind in ("jpg", "png"):
        from base.uploads import images

        images.rewrite(source, kind, target, preview)
        return
    if kind == "redaction":
        from base.uploads import redaction

        target.write_text(json.dumps(redaction.look(source.read_bytes())), encoding="utf-8")
        return
    if kind == "pdf":
        from base.uploads import pdf

        reader = pdf.check(source.read_bytes())
        text = _in_time(lambda: pdf.text(reader))
    else:
        from base.uploads import office

        with source.open("rb") as file:
            archive = office.check(file, kind)
            text = _in_time(lambda: office.text(archive, kind))
    preview.write_text(text, encoding="utf-8", errors="replace")
    shutil.copyfile(source, target)


def _in_time(read: Callable[[], str]) -> str:
    """Return the text to show, or "" when reading it takes too much: no heavy drawing is refused for that."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PREVIEW_SECONDS)
    try:
        return read()
    except (TimeoutError, MemoryError, Refused):
        return ""
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main(arguments: list[str]) -> str:
    kind, source, target, preview, cpu_seconds, memory_bytes = arguments
    give_away(int(cpu_seconds), int(memory_bytes))
    try:
        look(kind, Path(source), Path(target), Path(preview))
    except Refused as refusal:
        return refusal.code
    except MemoryError:
        return "too_heavy"
    return "ok"


if __name__ == "__main__":
    print(main(sys.argv[1:]))
