"""Where somebody lives: a house's number with its street and ward, or a hamlet. Districts and provinces stay."""

import re

from search.privacy.gaps import ENDS_A_NAME, Word, cut, word_set, words_of

LONGEST_NAME = 5
LONGEST_UNWRITTEN = 3

_NUMBER = r"\d{1,4}[a-zđ]?\d?(?:\s?[/\-]\s?\d{1,4}[a-zđ]?)*"
_STREET = r"(?:đường|duong|phố|pho|ngõ|ngo|ngách|ngach|hẻm|hem|kiệt|kiet)"
_BELOW = r"(?:thôn|thon|xóm|xom|ấp|tổ|khu phố|khu pho|kp|tdp|phường|phuong|xã|xa|thị trấn|thi tran)"
_PART = rf"(?:{_STREET}|{_BELOW})"
_LARGE = r"(?:quận|quan|huyện|huyen|thị xã|thi xa|thành phố|thanh pho|tp|tỉnh|tinh)"
_PARTS = word_set(
    "đường duong phố pho ngõ ngo ngách ngach hẻm hem kiệt kiet thôn thon xóm xom ấp tổ khu kp tdp phường phuong xã xa "
    "thị thi trấn quận quan huyện huyen thành tp tỉnh tinh"
)
_HOUSE = re.compile(
    rf"\b(?:số nhà|so nha|nhà số|nha so|căn hộ|can ho|phòng số)(?:\s(?:số|so))?[\s:.]*{_NUMBER}\b"
    rf"|\b{_STREET}(?:\s(?:số|so))?\s{_NUMBER}\b"
    rf"|(?:\b(?:địa chỉ|dia chi|đ/c|số|so|nhà|ở|tại)[\s:]+)*\b{_NUMBER}(?=[\s,]{{1,2}}{_STREET}\s)"
    rf"|\b(?:địa chỉ|dia chi|đ/c|thường trú|tạm trú|ngụ|ở|tại|trú|nhà)(?:\s(?:tại|ở|số|nhà)|:)*\s{_NUMBER}"
    rf"(?=[\s,]{{1,2}}(?:{_PART}\s|(?-i:[^\W\d_a-z])[^\W\d_]*\s))",
    re.IGNORECASE,
)
_NUMBER_AND_NAME = re.compile(rf"(?<![\w/.])(?<!điều )(?<!khoản )(?<!số ){_NUMBER}\s", re.IGNORECASE)
_NEXT_PART = re.compile(rf"[\s,\-]{{1,3}}{_PART}(?:\s(?:số|so|dân phố))?\s", re.IGNORECASE)
_PART_FOLLOWS = re.compile(rf"[\s,\-]{{1,3}}(?:{_PART}|{_LARGE})[\s.]", re.IGNORECASE)
_HAMLET = re.compile(
    r"(?<!nông )(?<!nong )\b(?:thôn|thon|xóm|xom|ấp|tổ dân phố|to dan pho|tdp|khu phố|khu pho)(?:\s(?:số|so))?\s",
    re.IGNORECASE,
)


def without_addresses(text: str) -> str:
    """Return the text with a gap for each house and hamlet, with the street and the ward written after it."""
    words = words_of(text)
    at = {word.start: place for place, word in enumerate(words)}
    spans = [(found.start(), _end_of_parts(text, words, at, found.end())) for found in _HOUSE.finditer(text)]
    for found in _NUMBER_AND_NAME.finditer(text):
        end = _end_of_name(words, at, found.end(), written=True)
        if end > found.end() and _PART_FOLLOWS.match(text, end):
            spans.append((found.start(), _end_of_parts(text, words, at, end)))
    for found in _HAMLET.finditer(text):
        end = _end_of_name(words, at, found.end(), written=True)
        if end > found.end():
            spans.append((found.start(), end))
    return cut(text, spans)


def _end_of_parts(text: str, words: list[Word], at: dict[int, int], end: int) -> int:
    """Return where an address ends whose first part ends at `end`."""
    for start in (end + 1, end + 2):  # after a space, or a comma and a space
        if (named := _end_of_name(words, at, start, written=True)) > start:
            end = named
            break
    while found := _NEXT_PART.match(text, end):
        named = _end_of_name(words, at, found.end())
        if named <= found.end():
            break
        end = named
    return end


def _end_of_name(words: list[Word], at: dict[int, int], start: int, *, written: bool = False) -> int:
    """Return where the name of a street or place ends that begins at `start`; `start` if there is none.

    A name written as names are ends with its last capital; any other (not if `written`) with its third word at most.
    """
    place = at.get(start)
    if place is None:
        return start
    first = words[place]
    if first.text[0].isdigit():
        return first.end
    if first.text.lower() in _PARTS or (written and not first.is_capitalised):
        return start
    longest = LONGEST_NAME if first.is_capitalised else LONGEST_UNWRITTEN
    end = first.end
    for word in words[place + 1 : place + longest]:
        ends = not word.follows or word.text.lower() in _PARTS
        if ends or (not word.is_capitalised if first.is_capitalised else word.text.lower() in ENDS_A_NAME):
            break
        end = word.end
    return end
