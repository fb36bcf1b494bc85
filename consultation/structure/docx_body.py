"""The paragraphs of word/document.xml: numbers counted, tables by rows, deleted text left out, changes told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from base.legacy_text import to_unicode
from base.uploads.archives import Archive
from base.uploads.refusals import Refused
from consultation.structure.docx_numbering import Numbering
from consultation.structure.docx_parts import Style, events, is_on, number_of, numbering, styles, value_of
from consultation.structure.doubts import DoubtKind
from consultation.structure.paragraphs import MAX_CHARACTERS, Paragraph, Span, Words, row_of

MAX_PARAGRAPHS = 60_000
_NOT_READ = frozenset({"Fallback", "del", "moveFrom", "instrText", "delText"})
_TOLD = {
    "del": DoubtKind.DELETED, "moveFrom": DoubtKind.DELETED, "ins": DoubtKind.INSERTED, "moveTo": DoubtKind.INSERTED,
    "footnoteReference": DoubtKind.FOOTNOTE, "endnoteReference": DoubtKind.FOOTNOTE,
    # A drawing without any of these is a line or a frame.
    "pic": DoubtKind.PICTURE, "imagedata": DoubtKind.PICTURE, "object": DoubtKind.PICTURE,
}  # fmt: skip


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read."""

    line: int
    style: str = ""
    list_id: str | None = None
    depth: int | None = None
    centred: bool | None = None
    pieces: list[tuple[str, bool | None]] = field(default_factory=list)
    doubts: list[DoubtKind] = field(default_factory=list)


class Body:
    """Reads the document once, with what is open: paragraphs, of which one may stand in another's box, and tables."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.styles: dict[str, Style] = styles(archive)
        self.lists: Numbering = numbering(archive)
        self.open: list[_Open] = []
        self.rows: list[list[list[str]]] = []  # of each open table: the cells of its row, and the paragraphs of each
        self.row_doubts: list[DoubtKind] = []
        self.hidden = 0
        self.bold: bool | None = None
        self.capitals = False
        self.in_properties = 0
        self.line = 0
        self.length = 0

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs in the order of the text; raise Refused when there is no end of them."""
        for event, name, element in events(self.archive, "word/document.xml"):
            if event == "start":
                self._start(name, element)
            else:
                yield from self._end(name, element)

    def _start(self, name: str, element: Any) -> None:
        if name in _TOLD and self.open and not self.hidden:
            self.open[-1].doubts.append(_TOLD[name])
        if name in _NOT_READ:
            self.hidden += 1
        elif self.hidden:
            return
        elif name == "p":
            self.line += 1
            self.open.append(_Open(self.line))
        elif name == "tbl":
            self.rows.append([])
        elif name == "tr" and self.rows:
            self.rows[-1] = []
        elif name == "tc" and self.rows:
            self.rows[-1].append([])
        elif name == "r":
            self.bold, self.capitals = None, False
        elif name in ("pPr", "rPr"):
            self.in_properties += 1
        elif self.open and self.in_properties:
            self._property(name, element)
        elif self.open and name in ("tab", "br", "cr", "noBreakHyphen"):
            page = name == "br" and value_of(element, "type") in ("page", "column")
            self.open[-1].pieces.append(
                ({"tab": " ", "noBreakHyphen": "-"}.get(name, " " if page else "\n"), self.bold)
            )

    def _property(self, name: str, element: Any) -> None:
        paragraph = self.open[-1]
        if name == "b":
            # Of the run when a run is open; of the mark at the end of the paragraph it says nothing about the words.
            self.bold = is_on(element)
        elif name == "caps":
            self.capitals = is_on(element)
        elif name == "pStyle":
            paragraph.style = value_of(element)
        elif name == "numId":
            paragraph.list_id = value_of(element)
        elif name == "ilvl":
            paragraph.depth = number_of(value_of(element))
        elif name == "jc":
            paragraph.centred = value_of(element) == "center"

    def _end(self, name: str, element: Any) -> Iterator[Paragraph]:
        if name in _NOT_READ:
            self.hidden -= 1
        elif self.hidden:
            return
        elif name in ("pPr", "rPr"):
            self.in_properties -= 1
        elif name == "t" and self.open:
            self.length += len(element.text or "")
            if self.length > MAX_CHARACTERS or self.line > MAX_PARAGRAPHS:
                raise Refused("too_heavy")
            text = (element.text or "").replace("\n", " ")
            self.open[-1].pieces.append((text.upper() if self.capitals else text, self.bold))
        elif name == "p" and self.open:
            yield from self._closed(self.open.pop())
        elif name == "tr" and self.rows and any(any(cell) for cell in self.rows[-1]):
            yield from self._row([" ".join(cell) for cell in self.rows[-1]])
        elif name == "tbl" and self.rows:
            self.rows.pop()

    def _row(self, cells: list[str]) -> Iterator[Paragraph]:
        """Yield a row of a table; one of a table within a table becomes words of the cell around it."""
        if len(self.rows) > 1 and self.rows[-2]:
            self.rows[-2][-1].append(" ".join(cells))
        else:
            doubts, self.row_doubts = tuple(dict.fromkeys(self.row_doubts)), []
            yield Paragraph(self.line, row_of(cells), table=True, doubts=doubts)
        self.rows[-1] = []

    def _closed(self, paragraph: _Open) -> Iterator[Paragraph]:
        style = self.styles.get(paragraph.style, Style())
        doubts = list(dict.fromkeys(paragraph.doubts))
        if self.open:
            doubts.append(DoubtKind.TEXT_BOX)
        label = self._label(paragraph, style)
        pieces = _in_unicode(paragraph.pieces)
        if pieces is not paragraph.pieces:
            doubts.append(DoubtKind.LEGACY)
        lines = list(_lines(pieces, bool(style.bold), label))
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].extend(words for words, _ in lines)
            self.row_doubts += doubts
            return
        if not lines and DoubtKind.PICTURE in doubts:
            yield Paragraph(paragraph.line, "[hình]", dropped=True, doubts=tuple(doubts))
        contents = style.name.startswith("toc")
        for place, (words, bold) in enumerate(lines):
            told = [doubt for doubt in doubts if place == 0]
            if contents:
                told.append(DoubtKind.CONTENTS)
            centred = bool(style.centred if paragraph.centred is None else paragraph.centred)
            yield Paragraph(
                paragraph.line, words, bold, bool(style.heading), centred,
                follows=place > 0, dropped=contents, doubts=tuple(told),
            )  # fmt: skip

    def _label(self, paragraph: _Open, style: Style) -> str:
        list_id = style.list_id if paragraph.list_id is None else paragraph.list_id
        gone = DoubtKind.DELETED in paragraph.doubts and not any(piece.strip() for piece, _ in paragraph.pieces)
        if not list_id or list_id == "0" or gone:
            return ""
        depth = paragraph.depth if paragraph.depth is not None else style.depth
        return self.lists.next_label(list_id, depth or 0)


def _in_unicode(pieces: list[tuple[str, bool | None]]) -> list[tuple[str, bool | None]]:
    """Return the pieces, as one when their letters are those of a font from before Unicode (domain H.9).

    It is asked before anything is cleaned: what looks like a soft hyphen or an Icelandic letter is a vowel there.
    """
    whole = "".join(piece for piece, _ in pieces)
    converted = to_unicode(whole)
    return pieces if converted == whole else [(converted, pieces[0][1])]


def _lines(
    pieces: list[tuple[str, bool | None]], bold_style: bool, label: str
) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield the lines of a paragraph without needless blanks, and the spans of each that are bold."""
    if label:
        first = next((bold for piece, bold in pieces if piece.strip()), None)
        pieces = [(f"{label} ", first), *pieces]
    words = Words()
    for piece, bold in pieces:
        for place, part in enumerate(piece.split("\n")):
            if place:
                yield from _line(words)
                words = Words()
            words.add(part, bold_style if bold is None else bold)
    yield from _line(words)


def _line(words: Words) -> Iterator[tuple[str, tuple[Span, ...]]]:
    made = words.made()
    if made[0]:
        yield made
