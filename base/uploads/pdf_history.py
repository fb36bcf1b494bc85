"""What a PDF still keeps of an earlier state: older revisions, objects that nothing refers to any more."""

import hashlib
import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from base.uploads.pdf import BROKEN

_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_LENGTH = re.compile(rb"/Linearized\b.*?/L\s+(\d+)", re.S)
_SHOWS_TEXT = re.compile(rb"\bT[jJ]\b")


def older_revision_shows_more(content: bytes, reader: PdfReader) -> bool:
    """Tell whether a state before the last one shows what the last one does not.

    A signature is such an update as well, and changes no page: it is no reason to refuse.
    """
    ends = [found.end() for found in _END.finditer(content)]
    linear = _LENGTH.search(content, 0, 1024)
    if linear:
        # A file for the web ends twice by nature; what lies before its own length is one revision.
        ends = [end for end in ends if end >= int(linear[1]) - 2]
    if len(ends) < 2:
        return False
    shown = _shown(reader)
    for end in ends[:-1]:
        try:
            if not _shown(PdfReader(BytesIO(content[:end]), strict=False)) <= shown:
                return True
        except BROKEN:
            return True  # an older state that cannot be read cannot be shown to be harmless either
    return False


def keeps_what_nothing_shows(reader: PdfReader) -> bool:
    """Tell whether a picture or a page's text lies in the file though nothing leads to it any more."""
    reached: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            key = (each.idnum, each.generation)
            if key in reached:
                continue
            reached.add(key)
            try:
                each = each.get_object()
            except BROKEN:
                continue
        if isinstance(each, DictionaryObject):
            waiting.extend(dict.values(each))
        elif isinstance(each, list):
            waiting.extend(list.__iter__(each))
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    return any(_shows(reader, key) for key in numbers - reached)


def _shows(reader: PdfReader, key: tuple[int, int]) -> bool:
    try:
        found = reader.get_object(IndirectObject(*key, reader))
        if not isinstance(found, StreamObject) or found.get("/Type") in ("/XRef", "/ObjStm", "/Metadata"):
            return False
        return found.get("/Subtype") == "/Image" or bool(_SHOWS_TEXT.search(found.get_data()))
    except BROKEN:
        return False


def _shown(reader: PdfReader) -> set[str]:
    """Return marks of everything that the pages show: their content, their pictures and forms, their comments."""
    marks: set[str] = set()
    for page in reader.pages:
        marks.add(_mark(page.get_contents()))
        _mark_objects(page.get("/Resources"), marks, 0)
        for annotation in page.get("/Annots") or ():
            said = annotation.get_object()
            if said.get("/Subtype") != "/Widget" and said.get("/Contents"):
                marks.add(str(said["/Contents"]))
    return marks


def _mark_objects(resources: Any, marks: set[str], depth: int) -> None:
    resources = resources.get_object() if resources is not None else {}
    objects = resources.get("/XObject")
    for each in objects.get_object().values() if objects is not None and depth < 4 else ():
        stream = each.get_object()
        marks.add(hashlib.sha256(stream._data if isinstance(stream._data, bytes) else b"").hexdigest())
        if stream.get("/Subtype") == "/Form":
            _mark_objects(stream.get("/Resources"), marks, depth + 1)


def _mark(contents: Any) -> str:
    return hashlib.sha256(contents.get_data() if contents is not None else b"").hexdigest()
