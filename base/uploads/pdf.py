"""PDF files: only a PDF, without password, without anything that runs or is attached inside."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject

from base.uploads.limits import MAX_PDF_OBJECTS, PREVIEW_CHARACTERS, PREVIEW_PAGES
from base.uploads.refusals import Refused

_MARKUP = re.compile(rb"<(script|html|body|svg|iframe|!doctype)", re.I)
_SCRIPT = re.compile(rb"<script[\s>/]", re.I)
_RUNS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia", "/Movie", "/Rendition"})
_HOLDS_OTHERS = frozenset({"/EmbeddedFile", "/FileAttachment"})
TOO_MUCH = (MemoryError, RecursionError, LimitReachedError)
BROKEN = (PyPdfError, LookupError, ValueError, TypeError, AttributeError, RecursionError, OSError, ArithmeticError)


def check(content: bytes) -> PdfReader:
    """Return the reader of a PDF in which nothing is wrong; raise Refused."""
    # Whatever a browser or an archiver would take for something else stands before, behind or between.
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Refused("damaged")
    if _MARKUP.search(content, 0, 1024) or _SCRIPT.search(content) or content[end + 5 :].strip(b"\r\n\t \x00\x1a"):
        raise Refused("mixed")
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Refused("encrypted")
        _ = len(reader.pages)
        _check_objects(reader)
    except BROKEN as error:
        raise Refused("damaged") from error
    return reader


def opened(content: bytes) -> PdfReader:
    """Return the reader of a PDF that is only to be read, whatever runs or is attached inside; raise Refused.

    A password that forbids no more than printing or copying is none to a reader.
    """
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted")
        _ = len(reader.pages)
    except (DependencyError, FileNotDecryptedError) as error:
        raise Refused("encrypted") from error
    except TOO_MUCH as error:
        raise Refused("too_heavy") from error
    except BROKEN as error:
        raise Refused("damaged") from error
    return reader


def page_texts(reader: PdfReader) -> Iterator[str]:
    """Yield the text of each page, "" of a page that cannot be read; raise Refused at a page that takes too much."""
    for number in range(len(reader.pages)):
        try:
            yield reader.pages[number].extract_text()
        except TOO_MUCH as error:
            raise Refused("too_heavy") from error
        except BROKEN:
            yield ""  # a strange font spoils one page


def text(reader: PdfReader) -> str:
    """Return the text of the first pages; "" when there is none, as in a scan."""
    kept: list[str] = []
    for number in range(min(len(reader.pages), PREVIEW_PAGES)):
        try:
            kept.append(reader.pages[number].extract_text())
        except TimeoutError:
            raise
        except BROKEN:
            continue  # a strange font spoils one page
        if sum(map(len, kept)) > PREVIEW_CHARACTERS:
            break
    return "\n".join(kept)[:PREVIEW_CHARACTERS].strip()


def _check_objects(reader: PdfReader) -> None:
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MAX_PDF_OBJECTS:
        raise Refused("too_heavy")
    for number, generation in numbers:
        try:
            found = reader.get_object(IndirectObject(number, generation, reader))
        except BROKEN:
            continue  # an entry for an object that is not there: common, and nothing to run
        _check_object(found)


def _check_object(top: Any) -> None:
    waiting = [top]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DictionaryObject):
            names = {_name(each, key) for key in ("/S", "/Type", "/Subtype")}
            if "/JS" in each or "/XFA" in each or names & _RUNS:
                raise Refused("program")
            if "/EmbeddedFiles" in each or names & _HOLDS_OTHERS:
                raise Refused("embedded")
            waiting.extend(dict.values(each))
        elif isinstance(each, list):
            waiting.extend(list.__iter__(each))


def _name(dictionary: DictionaryObject, key: str) -> str:
    value = dict.get(dictionary, key)
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return value if isinstance(value, str) else ""
