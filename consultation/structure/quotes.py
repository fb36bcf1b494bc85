"""Text of another law between quotation marks, as an amending law brings it: its articles are not the draft's own."""

import re
from itertools import accumulate

from consultation.structure.doubts import DoubtKind
from consultation.structure.nodes import Level
from consultation.structure.paragraphs import Paragraph
from consultation.structure.recognising import Label, label_of

OPENING = "“„«"
CLOSING = "”»"
_MARK = re.compile(f'[{OPENING}{CLOSING}"]')
_ENDS = re.compile(f'[{CLOSING}"]\\s?[.;,/]{{0,3}}$')
_INTRODUCES = re.compile(f':\\s?[{OPENING}"]')
_AMENDS = re.compile(r"(?:Sửa đổi|Bổ sung|Thay|Bãi bỏ|Bỏ |Hủy bỏ|Đổi tên)")


def mark(paragraphs: list[Paragraph]) -> None:
    """Mark the paragraphs that are quoted whole; doubt marks that do not pair, tell the articles that are quoted."""
    depth = [0 if paragraph.plain else balance(paragraph.words) for paragraph in paragraphs]
    closes = _where_closed(depth)
    place = 0
    while place < len(paragraphs):
        paragraph = paragraphs[place]
        begins = paragraph.words[:1] != "" and paragraph.words[0] in OPENING + '"'
        if paragraph.dropped or paragraph.plain:
            place += 1
        elif depth[place] > 0 and (begins or _INTRODUCES.search(paragraph.words)):
            place = _mark_block(paragraphs, place, begins, closes[place])
        else:
            if begins and depth[place] == 0:
                _quote(paragraph)
            if depth[place]:
                paragraph.doubts = (*paragraph.doubts, DoubtKind.UNBALANCED_QUOTES)
            place += 1


def balance(words: str) -> int:
    """Return how many quotations are open at the end: straight marks open after a blank and close elsewhere."""
    balance = 0
    for found in _MARK.finditer(words):
        mark, before = found.group(), words[found.start() - 1 : found.start()]
        opens = mark in OPENING or (mark == '"' and (before in ("", " ", "(", "[") or before in OPENING))
        balance += 1 if opens else -1
    return balance


def _where_closed(depth: list[int]) -> list[int]:
    """Return for each paragraph the first one behind it at which no more is open than before it; -1 for none."""
    level = [0, *accumulate(depth)]
    closed = [-1] * len(depth)
    waiting: list[int] = []
    for place in range(len(depth)):
        while waiting and level[place + 1] <= level[waiting[-1]]:
            closed[waiting.pop()] = place
        if depth[place] > 0:
            waiting.append(place)
    return closed


def _mark_block(paragraphs: list[Paragraph], start: int, begins: bool, end: int) -> int:
    """Mark a quotation of several paragraphs and return the place behind it."""
    first = paragraphs[start]
    if end < 0 or not _ENDS.search(paragraphs[end].words):
        first.doubts = (*first.doubts, DoubtKind.UNBALANCED_QUOTES)
        end = _where_it_may_end(paragraphs, start) if begins else start
    for paragraph in paragraphs[start if begins else start + 1 : end + 1]:
        _quote(paragraph)
    return end + 1


def _where_it_may_end(paragraphs: list[Paragraph], start: int) -> int:
    """Return the last paragraph of a quotation that is never closed: what amends again, or a chapter, ends it."""
    for place in range(start + 1, len(paragraphs)):
        words = paragraphs[place].words
        if _ENDS.search(words):
            return place
        label = label_of(words, paragraphs[place].stands_out)
        if words[:1] in tuple(OPENING + '"') or (label and (_AMENDS.match(label.rest) or _is_wide(label))):
            return place - 1
    return start


def _is_wide(label: Label) -> bool:
    return label.level in (Level.PART, Level.CHAPTER, Level.ARTICLE, Level.APPENDIX)


def _quote(paragraph: Paragraph) -> None:
    paragraph.quoted = True
    label = label_of(paragraph.words.lstrip(OPENING + '" '), paragraph.stands_out)
    if label and label.level is Level.ARTICLE:
        paragraph.doubts = (*paragraph.doubts, DoubtKind.QUOTED_ARTICLE)
