"""What a conversion leaves between the words: numbers and headers of pages, lines of the table of contents."""

import re
from collections import Counter

from consultation.structure.doubts import DoubtKind
from consultation.structure.paragraphs import Paragraph
from consultation.structure.recognising import label_of

_PAGE_NUMBER = re.compile(
    r"(?:[-–]\s*)?\d{1,4}(?:\s*[-–])?|(?:Trang|TRANG)\s+\d{1,4}(?:\s*/\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}"
)
_CONTENTS = re.compile(r"[.…]{4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")
_CONTENTS_TITLE = re.compile(r"MỤC LỤC|Mục lục")
LONGEST_HEADER = 100
OFTEN = 3


def mark(paragraphs: list[Paragraph]) -> None:
    """Mark what is no part of the text as dropped, with the doubt that tells why."""
    headers = _headers(paragraphs)
    for paragraph in paragraphs:
        words = paragraph.words
        if paragraph.dropped or paragraph.table or paragraph.plain:
            continue
        if len(words) <= 20 and _PAGE_NUMBER.fullmatch(words):
            _drop(paragraph, DoubtKind.PAGE_NUMBER)
        elif _CONTENTS_TITLE.fullmatch(words) or (words[-1:].isdigit() and _CONTENTS.search(words[-200:])):
            _drop(paragraph, DoubtKind.CONTENTS)
        elif words in headers:
            _drop(paragraph, DoubtKind.PAGE_HEADER)


def _drop(paragraph: Paragraph, why: DoubtKind) -> None:
    paragraph.dropped = True
    paragraph.doubts = (*paragraph.doubts, why)


def _headers(paragraphs: list[Paragraph]) -> set[str]:
    """Return short lines without an end that come again and again where no heading is awaited."""
    counted: Counter[str] = Counter()
    awaited = False
    for paragraph in paragraphs:
        words = paragraph.words
        label = None if paragraph.table else label_of(words, paragraph.stands_out)
        short = len(words) <= LONGEST_HEADER and words[-1:] not in tuple('.;:,!?”"')
        if short and not (awaited or label or paragraph.table or paragraph.dropped or words.startswith("- ")):
            counted[words] += 1
        awaited = label is not None and not label.rest
    return {words for words, times in counted.items() if times >= OFTEN}
