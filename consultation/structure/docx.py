"""A Word file as paragraphs: checked as every file from outside is, and read in a process with limits."""

import json
from pathlib import Path
from typing import Any

from base.uploads.checking import check, in_child
from base.uploads.limits import Limits
from consultation.structure.doubts import DoubtKind
from consultation.structure.paragraphs import Paragraph


def paragraphs(name: str, source: Path, folder: Path, limits: Limits) -> list[Paragraph]:
    """Return the paragraphs of a Word file called `name`, working in an empty folder.

    Raises:
        base.uploads.refusals.Refused: the file is not what it says, holds what could run, or is too much.
    """
    checked = check(name, source, folder, limits)
    target = folder / "paragraphs"
    in_child("consultation.structure.docx_child", [checked.file, target], limits)
    return [_paragraph(row) for row in json.loads(target.read_text(encoding="ascii"))]


def _paragraph(row: list[Any]) -> Paragraph:
    line, words, bold, *flags, doubts = row
    spans = tuple((start, end) for start, end in bold)
    return Paragraph(line, words, spans, *flags, doubts=tuple(DoubtKind(doubt) for doubt in doubts))
