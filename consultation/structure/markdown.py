"""Markdown as drafters type it and as converters of PDF leave it: one paragraph a line, headings, rows of tables."""

import html
import re

from consultation.structure.doubts import DoubtKind
from consultation.structure.paragraphs import Paragraph, Span, Words, cells_of, cleaned, row_of

_PIECE = re.compile(
    r"\\([!-/:-@\[-`{-~])|(&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});)|(\*{1,3})|(_+)|</?[a-z][^<>]{0,200}>", re.I
)
_BREAK = re.compile(r"<br ?/?>", re.I)
_RULE = re.compile(r"[\s\-_=*–—.~]{3,}")
_SEPARATOR = re.compile(r"\|[\s:|\-]+\|")
_HEADING = re.compile(r"#{1,6}(?:\s+|$)")
_BULLET = re.compile(r"[-*+•]\s+")
_LABEL_AHEAD = re.compile(r"\**(?:[a-zđ]{1,2}\d?\)|\d{1,3}[a-zđ]?\.(?!\d)|Điều\s+\d)")
_PICTURE = re.compile(r"\**==> picture .{0,80}omitted <==\**")
_PICTURE_EDGE = re.compile(r"\*{0,2}-{5} (Start|End) of picture text -{5}\*{0,2}")
_IMAGE = re.compile(r"!\[([^\]]{0,300})\]\([^)\s]{0,2000}\)")
_NOTE = re.compile(r"\[\^[^\]]{1,40}\]:")
_NOTE_MARK = re.compile(r"(?<!\\)\[\^[^\]]{1,40}\]")


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a Markdown text; lines are counted as an editor counts them."""
    found: list[Paragraph] = []
    blank, picture = True, False
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        line = cleaned(raw.replace("\f", " ")).strip()
        if not line:
            blank = True
            continue
        edges = {edge[1].lower() for edge in _PICTURE_EDGE.finditer(line)}
        inside = picture or bool(edges)
        picture = "end" not in edges and inside
        for place, paragraph in enumerate(_of_line(number, _PICTURE_EDGE.sub("", line), inside)):
            paragraph.follows = place > 0 or not blank
            found.append(paragraph)
        blank = False
    return found


def _of_line(number: int, line: str, in_picture: bool) -> list[Paragraph]:
    if _SEPARATOR.fullmatch(line) or _RULE.fullmatch(line):
        return []
    if _PICTURE.fullmatch(line) or (_IMAGE.sub("", line).strip() == "" and _IMAGE.search(line)):
        return [Paragraph(number, line.strip("*"), dropped=True, doubts=(DoubtKind.PICTURE,))]
    if (cells := cells_of(line)) is not None:
        return [Paragraph(number, row_of([_words(_BREAK.sub(" ", cell))[0] for cell in cells]), table=True)]
    if _NOTE.match(line):
        return [Paragraph(number, line, dropped=True, doubts=(DoubtKind.FOOTNOTE,))]
    doubts = (DoubtKind.PICTURE_WORDS,) if in_picture else ()
    return [made for part in _BREAK.split(line) if (made := _paragraph(number, part, doubts)).words]


def _paragraph(number: int, line: str, doubts: tuple[DoubtKind, ...]) -> Paragraph:
    line = line.strip().removeprefix(">").lstrip()
    heading = _HEADING.match(line)
    if heading:
        line = _without_closing(line[heading.end() :])
    elif bullet := _BULLET.match(line):
        rest = line[bullet.end() :]
        line = rest if is_label_ahead(rest) else f"{line[0].replace('*', '-')} {rest}"
    if _NOTE_MARK.search(line):
        line, doubts = _NOTE_MARK.sub("", line), (*doubts, DoubtKind.FOOTNOTE)
    words, bold = _words(line)
    return Paragraph(number, words, bold, heading=bool(heading), plain=line.startswith("&#"), doubts=doubts)


def _without_closing(heading: str) -> str:
    """Return a heading without the "##" that may close it."""
    bare = heading.rstrip("#")
    return bare.rstrip() if bare != heading and bare.endswith(" ") else heading


def is_label_ahead(rest: str) -> bool:
    """Tell whether a label of the law stands behind the sign of a list, so that the sign is none of the words."""
    return bool(_LABEL_AHEAD.match(rest))


def _words(line: str) -> tuple[str, tuple[Span, ...]]:
    """Return the words without the marks of Markdown, and which spans of them are bold."""
    words, at, bold = Words(), 0, False
    for piece in _PIECE.finditer(line):
        words.add(line[at : piece.start()], bold)
        at = piece.end()
        escaped, entity, stars, dashes = piece.groups()
        if escaped or entity:
            words.add(escaped or html.unescape(entity), bold)
        elif stars and len(stars) > 1:
            bold = not bold
        elif stars and line[max(0, piece.start() - 1) : at + 1].strip() == "*":
            words.add(stars, bold)
        elif dashes and (len(dashes) > 2 or _within_word(line, piece.start(), at)):
            words.add(dashes, bold)
    words.add(line[at:], bold)
    return words.made()


def _within_word(line: str, start: int, end: int) -> bool:
    return start > 0 and end < len(line) and line[start - 1].isalnum() and line[end].isalnum()
