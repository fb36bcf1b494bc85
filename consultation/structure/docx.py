"""A Word file as paragraphs: checked as every file from outside is, and read in a process with limits."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from base.uploads.checking import check, in_child
from base.uploads.limits import Limits
from consultation.structure.doubts import DoubtKind
from consultation.structure.paragraphs import Paragraph

_FIELDS = tuple(field.name for field in fields(Paragraph))


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
    told = dict(zip(_FIELDS, row, strict=True))
    told["bold"] = tuple((start, end) for start, end in told["bold"])
    told["doubts"] = tuple(DoubtKind(doubt) for doubt in told["doubts"])
    return Paragraph(**told)
