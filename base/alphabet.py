"""The order of the Vietnamese alphabet (domain.md, H.13); a database sorts by code point and puts Đ after Z."""

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

Row = TypeVar("Row")
Key = tuple[list[tuple[int, int]], list[int], str]

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# ngang (no mark) < huyền < hỏi < ngã < sắc < nặng
TONES = "\u0300\u0309\u0303\u0301\u0323"
SPACE, SIGN, DIGIT, LETTER, FOREIGN = range(5)


def vietnamese_key(text: str) -> Key:
    """Return what sorts the text as a dictionary does: by its letters, then its tones, then small before capital."""
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", character.lower())
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        letters += [_rank(each) for each in letter]
        tones += [max((TONES.find(part) + 1 for part in parts), default=0)]
    return letters, tones, text.swapcase()


def alphabetical(rows: Iterable[Row]) -> list[Row]:
    """Return the rows in the order of what they are called."""
    return sorted(rows, key=lambda row: vietnamese_key(str(row)))


def _rank(character: str) -> tuple[int, int]:
    if character in LETTERS:
        return LETTER, LETTERS.index(character)
    if character.isspace():
        return SPACE, 0
    if character.isdigit():
        return DIGIT, ord(character)
    return (FOREIGN if character.isalpha() else SIGN), ord(character)
