"""Articles that a conversion put behind other words in one line, and headings with text behind them in one line."""

import re
from collections.abc import Iterator
from dataclasses import replace

from consultation.structure.doubts import DoubtKind
from consultation.structure.nodes import Level
from consultation.structure.paragraphs import Paragraph, Span
from consultation.structure.recognising import label_of

_INSIDE = re.compile(r"\s(?=Điều\s\d{1,4}[a-zđ]?\s?\.\s\S)")
_ENDS_SENTENCE = tuple('.;:!?”"')


def split(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, each article at the beginning of one; only the next one in order is taken from a line."""
    known = {number for paragraph in paragraphs if (number := _article(paragraph))}
    found: list[Paragraph] = []
    last = 0
    for paragraph in paragraphs:
        for part in _parts(paragraph, last, known):
            last = _article(part) or last
            found.extend(_heading_apart(part))
    return found


def _article(paragraph: Paragraph) -> int:
    if paragraph.quoted or paragraph.dropped or paragraph.table or paragraph.plain:
        return 0
    label = label_of(paragraph.words, paragraph.stands_out)
    return int(re.match(r"\d+", label.number)[0]) if label and label.level is Level.ARTICLE else 0  # type: ignore[index]


def _parts(paragraph: Paragraph, last: int, known: set[int]) -> Iterator[Paragraph]:
    if paragraph.quoted or paragraph.dropped or paragraph.table or paragraph.plain:
        yield paragraph
        return
    words, since = paragraph.words, 0
    last = _article(paragraph) or last
    bold_from = {start for start, _ in paragraph.bold}
    for match in _INSIDE.finditer(words):
        at = match.end()
        label = label_of(words[at : at + 200])
        if label is None or not label.rest[:1].isupper():
            continue
        number = int(re.match(r"\d+", label.number)[0])  # type: ignore[index]
        set_apart = not bold_from.isdisjoint((at - 1, at, at + 1))
        ends = words[match.start() - 1 : match.start()] in _ENDS_SENTENCE
        if number == last + 1 and number not in known and (set_apart or ends):
            yield _piece(paragraph, since, match.start(), told=since > 0)
            since, last = at, number
    yield _piece(paragraph, since, len(words), told=since > 0) if since else paragraph


def _heading_apart(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Part the bold heading of an article from the plain text behind it."""
    words = paragraph.words
    if paragraph.bold and not paragraph.stands_out and _article(paragraph):
        start, end = paragraph.bold[0]
        label = label_of(words)
        if label and start <= 1 and len(words) - len(label.rest) + 2 < end < len(words) - 2:
            yield _piece(paragraph, 0, end)
            behind = _piece(paragraph, end, len(words))
            behind.doubts = ()
            yield behind
            return
    yield paragraph


def _piece(paragraph: Paragraph, start: int, end: int, told: bool = False) -> Paragraph:
    words = paragraph.words[start:end]
    indent = start + len(words) - len(words.lstrip())
    words = words.strip()
    bold: tuple[Span, ...] = tuple(
        (max(0, since - indent), min(len(words), until - indent))
        for since, until in paragraph.bold
        if until > indent and since < indent + len(words)
    )
    doubts = (*paragraph.doubts, DoubtKind.ARTICLE_IN_LINE) if told else paragraph.doubts
    return replace(paragraph, words=words, bold=bold, doubts=doubts, follows=start > 0 or paragraph.follows)
