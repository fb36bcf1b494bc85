"""Word and Excel files (ECMA-376): they are what they say, and nothing in them runs or is fetched from elsewhere."""

import io
import re
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from base.uploads.archives import BROKEN, Archive
from base.uploads.limits import PREVIEW_CHARACTERS
from base.uploads.refusals import Refused

_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_RUNS = re.compile(r"macroenabled|vbaproject|activex|macrosheet|dialogsheet", re.I)
_HOLDS_OTHERS = re.compile(
    r"(^|/)(embeddings|oleobjects?)/|\.(bin|exe|dll|com|scr|js|vbs|ps1|bat|cmd|msi|lnk|hta|jar)$", re.I
)
# Printers' settings are binary, are written by Excel itself, and are read by a printer's driver alone.
_PRINTER = re.compile(r"(^|/)printersettings/[^/]+\.bin$", re.I)
# A chart brings the sheet of its figures with it.
_NESTED = re.compile(r"(^|/)embeddings/[^/]+\.(docx|xlsx)$", re.I)
_FETCHES = re.compile(r"^\s*(DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT)\b", re.I | re.M)
DEEPEST = 1


def check(file: IO[bytes], kind: str) -> Archive:
    """Return the archive of a document in which nothing is wrong; raise Refused."""
    return _check(Archive(file), kind, 0)


def text(archive: Archive, kind: str) -> str:
    """Return the first lines of the document as plain text, the cells of a row separated by tabs."""
    kept, length = [], 0
    for line in lines(archive, kind):
        kept.append(line)
        length += len(line) + 1
        if length > PREVIEW_CHARACTERS:
            break
    return "\n".join(kept)[:PREVIEW_CHARACTERS].strip()


def lines(archive: Archive, kind: str) -> Iterator[str]:
    """Yield the paragraphs of a document, or the rows of its sheets with tabs between the cells; raise Refused."""
    return _paragraphs(archive) if kind == "docx" else _rows(archive)


def _check(archive: Archive, kind: str, depth: int) -> Archive:
    types = _parsed(archive.read("[Content_Types].xml"))
    told = {element.get("ContentType", "").lower() for element in types}
    if any(_RUNS.search(each) for each in told) or any(_RUNS.search(name) for name in archive.names):
        raise Refused("program")
    if _MAIN[kind] not in told:
        raise Refused("not_what_it_says")
    for name in archive.names:
        if name.endswith("/"):
            continue
        if name.endswith(".rels"):
            _check_links(_parsed(archive.read(name)))
        elif nested := _NESTED.search(name):
            if depth >= DEEPEST:
                raise Refused("bomb")
            _check(Archive(io.BytesIO(archive.read(name)), archive.budget), nested[2].lower(), depth + 1)
        elif (_HOLDS_OTHERS.search(name) and not _PRINTER.search(name)) or archive.begins(name, b"PK\x03\x04"):
            raise Refused("embedded")
        elif name.startswith("word/") and name.endswith(".xml"):
            _check_fields(archive, name)
    return archive


def _check_links(relations: Any) -> None:
    for relation in relations:
        outside = relation.get("TargetMode", "").lower() == "external"
        if outside and not relation.get("Type", "").lower().endswith("/hyperlink"):
            raise Refused("outside_link")


def _check_fields(archive: Archive, name: str) -> None:
    """Refuse fields that fetch or start something; Word may spread one field over several runs."""
    parts: list[str] = []
    for element in _elements(archive, name):
        if element.tag.endswith("}instrText"):
            parts.append(element.text or "")
        elif element.tag.endswith("}fldSimple"):
            parts.extend(value for key, value in element.items() if key.endswith("}instr"))
            parts.append("\n")
        elif element.tag.endswith(("}fldChar", "}p")):
            parts.append("\n")
    if _FETCHES.search("".join(parts)):
        raise Refused("outside_link")


def _parsed(content: bytes) -> Any:
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refused("damaged") from error


def _elements(archive: Archive, name: str) -> Iterator[Any]:
    """Yield the elements of a member as they end, and forget them: a long sheet is never held whole."""
    try:
        with archive.open(name) as content:
            path: list[Any] = []
            for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    path.append(element)
                    continue
                path.pop()
                yield element
                if element.tag.rpartition("}")[2] in ("p", "row", "si"):
                    element.clear()
                    if path:
                        path[-1].remove(element)
    except (ParseError, DefusedXmlException, *BROKEN) as error:
        raise Refused("damaged") from error


def _paragraphs(archive: Archive) -> Iterator[str]:
    for element in _elements(archive, "word/document.xml"):
        if element.tag.endswith("}p"):
            yield _joined(element)


def _joined(element: Any) -> str:
    pieces = []
    for each in element.iter():
        name = each.tag.rpartition("}")[2]
        if name == "t":
            pieces.append(each.text or "")
        elif name in ("tab", "br"):
            pieces.append(" ")
    return "".join(pieces)


def _rows(archive: Archive) -> Iterator[str]:
    shared = []
    if "xl/sharedStrings.xml" in archive.names:
        shared = [_joined(each) for each in _elements(archive, "xl/sharedStrings.xml") if each.tag.endswith("}si")]
    for name in sorted(name for name in archive.names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)):
        for row in _elements(archive, name):
            if row.tag.endswith("}row"):
                yield "\t".join(_cell(cell, shared) for cell in row)


def _cell(cell: Any, shared: list[str]) -> str:
    value = next((each.text or "" for each in cell if each.tag.endswith("}v")), "")
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return value or _joined(cell)
