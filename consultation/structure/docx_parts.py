"""The parts of a Word file that say how its paragraphs look: word/styles.xml and word/numbering.xml."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from base.uploads.archives import BROKEN, Archive
from base.uploads.refusals import Refused
from consultation.structure.docx_numbering import DEEPEST, LevelFormat, Numbering

OFF = ("0", "false", "off", "none")
DEEPEST_STYLE = 12


@dataclass(slots=True)
class Style:
    """What a style of paragraphs says, None where it leaves it to the style on which it is based."""

    name: str = ""
    based_on: str = ""
    bold: bool | None = None
    centred: bool | None = None
    heading: bool | None = None
    list_id: str | None = None
    depth: int | None = None


def events(archive: Archive, name: str) -> Iterator[tuple[str, str, Any]]:
    """Yield ("start" or "end", local name, element) of a member; an element is forgotten as it ends."""
    if name not in archive.names:
        return
    try:
        with archive.open(name) as content:
            path: list[Any] = []
            for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
                if event == "end":
                    path.pop()
                yield event, element.tag.rpartition("}")[2], element
                if event == "start":
                    path.append(element)
                elif path:
                    path[-1].remove(element)
    except (ParseError, DefusedXmlException, *BROKEN) as error:
        raise Refused("damaged") from error


def value_of(element: Any, name: str = "val") -> str:
    """Return an attribute whatever its namespace, "" when it is missing."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def is_on(element: Any) -> bool:
    """Tell whether a switch such as w:b is on: it is when nothing is said."""
    return value_of(element).lower() not in OFF


def number_of(written: str, default: int = 0) -> int:
    """Return a number that a file tells, the default when it is none or absurd."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else default


def styles(archive: Archive) -> dict[str, Style]:
    """Return the styles of paragraphs by their id, each with what it takes over."""
    found: dict[str, Style] = {}
    style = Style()
    for event, name, element in events(archive, "word/styles.xml"):
        if event == "start" and name == "style":
            style = Style()
            if value_of(element, "type") == "paragraph":
                found[value_of(element, "styleId")] = style
        elif event == "start":
            _read_style(style, name, element)
    return {each: _inherited(each, found) for each in found}


def _read_style(style: Style, name: str, element: Any) -> None:
    if name == "name":
        style.name = value_of(element).lower()
        style.heading = True if style.name.startswith(("heading", "title")) else None
    elif name == "basedOn":
        style.based_on = value_of(element)
    elif name == "b":
        style.bold = is_on(element)
    elif name == "jc":
        style.centred = value_of(element) == "center"
    elif name == "numId":
        style.list_id = value_of(element)
    elif name == "ilvl":
        style.depth = number_of(value_of(element))


def _inherited(style_id: str, found: dict[str, Style]) -> Style:
    own = found[style_id]
    whole, at = Style(own.name), style_id
    for _ in range(DEEPEST_STYLE):
        style = found.get(at)
        if style is None:
            break
        for name in ("bold", "centred", "heading", "list_id", "depth"):
            if getattr(whole, name) is None:
                setattr(whole, name, getattr(style, name))
        at = style.based_on
    return whole


def numbering(archive: Archive) -> Numbering:
    """Return the lists of the document."""
    made = Numbering()
    kind, list_id, depth = "", "", 0
    override = False
    for event, name, element in events(archive, "word/numbering.xml"):
        if event == "end":
            override = override and name != "lvlOverride"
        elif name == "abstractNum":
            kind, list_id = value_of(element, "abstractNumId"), ""
        elif name == "num":
            list_id = value_of(element, "numId")
        elif name == "abstractNumId" and list_id:
            made.lists[list_id] = value_of(element)
        elif name == "lvlOverride":
            depth, override = number_of(value_of(element, "ilvl")), True
        elif name == "startOverride" and override:
            made.restarts[list_id, depth] = number_of(value_of(element), 1)
        elif name == "lvl" and not list_id:
            depth = min(number_of(value_of(element, "ilvl")), DEEPEST)
            made.abstract.setdefault(kind, {})[depth] = LevelFormat()
        elif not list_id and kind in made.abstract:
            _read_level(made.abstract[kind].get(depth, LevelFormat()), name, element)
    return made


def _read_level(level: LevelFormat, name: str, element: Any) -> None:
    if name == "start":
        level.start = number_of(value_of(element), 1)
    elif name == "numFmt":
        level.format = value_of(element)
    elif name == "lvlText":
        level.text = value_of(element)[:200]
    elif name == "isLgl":
        level.legal = is_on(element)
    elif name == "pStyle":
        level.style = value_of(element)
