"""A drafter's file, whatever its kind, as the list of lines that the reader proposes."""

import codecs
import re
import tempfile
from pathlib import Path

from base.legacy_text import to_unicode
from base.uploads.kinds import OLE
from base.uploads.limits import MB, Limits
from base.uploads.refusals import Refused
from consultation.structure import docx, markdown
from consultation.structure.doubts import DoubtKind
from consultation.structure.lines import ReadLine
from consultation.structure.paragraphs import MAX_CHARACTERS, Paragraph, cleaned
from consultation.structure.reading import read
from consultation.structure.refusals import Unreadable

TEXT = ("md", "markdown", "txt")
LIMITS = Limits(max_bytes=20 * MB, cpu_seconds=20, wall_seconds=40)
_BEGINNINGS = {b"%PDF-": "pdf", OLE: "old_office", b"{\\rtf": "rtf", b"PK\x03\x04": "not_what_it_says"}
_BYTE_ORDERS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_HAS_ARTICLE = re.compile(r"Điều\s+\d", re.I)


def read_file(name: str, source: Path, limits: Limits = LIMITS) -> list[ReadLine]:
    """Return the lines of a file called `name` with their proposed roles.

    Raises:
        Unreadable: no draft can be read from it; its message tells the drafter why and what to do.
    """
    size = source.stat().st_size
    if size == 0:
        raise Unreadable("empty")
    if size > limits.max_bytes:
        raise Unreadable("too_big", max_mb=limits.max_bytes // MB)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    told = _told_by(source)
    if extension == "doc" and told in ("", "old_office"):
        raise Unreadable("old_office")
    if told and (extension in TEXT or told in ("pdf", "rtf")):
        raise Unreadable(told)
    if extension == "docx":
        return read(_of_word(name, source, limits))
    if extension not in TEXT:
        raise Unreadable("extension")
    return read(_of_text(source.read_bytes()))


def _told_by(source: Path) -> str:
    with source.open("rb") as file:
        beginning = file.read(16)
    return next((code for begins, code in _BEGINNINGS.items() if beginning.startswith(begins)), "")


def _of_word(name: str, source: Path, limits: Limits) -> list[Paragraph]:
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = docx.paragraphs(name, source, Path(folder), limits)
    except Refused as refusal:
        raise Unreadable(refusal.code, max_mb=limits.max_bytes // MB) from refusal
    return _told_once(found)


def _of_text(content: bytes) -> list[Paragraph]:
    text, converted = _decoded(content)
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("too_long", max_characters=MAX_CHARACTERS)
    found = markdown.paragraphs(text)
    if converted and found:
        found[0].doubts = (*found[0].doubts, DoubtKind.LEGACY)
    return found


def _decoded(content: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether it was in an encoding from before Unicode."""
    order = next((name for mark, name in _BYTE_ORDERS.items() if content.startswith(mark)), "")
    try:
        text = content.decode(order or "utf-8-sig")
    except UnicodeDecodeError:
        return _from_legacy(content), True
    if "\x00" in text:
        raise Unreadable("encoding")
    converted = to_unicode(text)
    return converted, converted != text


def _from_legacy(content: bytes) -> str:
    """Return text in TCVN3, VNI or Windows-1258; only what makes "Điều 1" of it is believed."""
    western = content.decode("latin-1")
    candidates = ["\n".join(to_unicode(line) for line in western.split("\n"))]
    candidates.append(cleaned(content.decode("cp1258", "replace")))
    for text in candidates:
        if "\x00" not in text and "\ufffd" not in text and _HAS_ARTICLE.search(text):
            return text
    raise Unreadable("encoding")


def _told_once(found: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs; that they were in an old encoding is told at the first of them."""
    for paragraph in [each for each in found if DoubtKind.LEGACY in each.doubts][1:]:
        paragraph.doubts = tuple(doubt for doubt in paragraph.doubts if doubt is not DoubtKind.LEGACY)
    return found
