"""The process that reads all text of one file: it gives away its rights, then writes what it reads, piece by piece.

Started by base/document_texts.py: `python -m base.uploads.text_child SOURCE TARGET CPU_SECONDS MEMORY_BYTES`. It
prints a code and the number of pages (0 where there are none): "ok", "cut" when there is more than is read, "slow" when
time ran out, or a code of refusals.MESSAGES. What it wrote before a limit ended it can be read all the same.
"""

import signal
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path

from base.legacy_text import to_unicode
from base.uploads.child import give_away
from base.uploads.kinds import kind_of
from base.uploads.limits import TEXT_CHARACTERS, TEXT_PAGES
from base.uploads.refusals import Refused

TIME_TO_END = 0.8  # of the processor's time: then it ends by itself


class _OutOfTimeError(BaseException):
    """The processor's time is nearly used up; no parser that catches every Exception swallows this one."""


def read(source: Path, target: Path) -> tuple[str, int]:
    """Write the text of a file and return a code and the number of pages."""
    pages = 0
    try:
        pieces, pages = _pieces(source)
        whole = _written(pieces, target)
    except _OutOfTimeError:
        return "slow", pages
    except MemoryError:
        return "too_heavy", pages
    except Refused as refusal:
        return refusal.code, pages
    return ("ok" if whole and pages <= TEXT_PAGES else "cut"), pages


def _pieces(source: Path) -> tuple[Iterator[str], int]:
    content = source.read_bytes()
    kind = kind_of(source.name, content)
    if kind.name == "pdf":
        from base.uploads import pdf

        reader = pdf.opened(content)
        return islice(pdf.page_texts(reader), TEXT_PAGES), len(reader.pages)
    if kind.is_image:
        return iter(()), 1
    from base.uploads import office
    from base.uploads.archives import Archive

    return office.lines(Archive(BytesIO(content)), kind.name), 0


def _written(pieces: Iterator[str], target: Path) -> bool:
    """Write the pieces, up to so many characters, and tell whether that was all."""
    left = TEXT_CHARACTERS
    with target.open("w", encoding="utf-8", errors="replace") as file:
        for piece in pieces:
            text = to_unicode(piece.replace("\0", " ").strip())
            file.write(text[:left] + "\n")
            file.flush()
            left -= len(text) + 1
            if left <= 0:
                return False
    return True


def main(arguments: list[str]) -> str:
    source, target, cpu_seconds, memory_bytes = arguments
    give_away(int(cpu_seconds), int(memory_bytes))
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, TIME_TO_END * int(cpu_seconds))
    code, pages = read(Path(source), Path(target))
    signal.setitimer(signal.ITIMER_PROF, 0)
    return f"{code} {pages}"


def _stop(*_: object) -> None:
    raise _OutOfTimeError


if __name__ == "__main__":
    print(main(sys.argv[1:]))
