"""How a paragraph begins: the label of a provision ("Chương IV", "Điều 12.", "3.", "đ)") and what stands behind it."""

import re
from dataclasses import dataclass

from consultation.structure.nodes import Level
from consultation.structure.numbers import ORDINALS, key_of
from consultation.structure.paragraphs import is_upper

_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_WIDE = re.compile(
    rf"""(?:
        (?P<part>Phần|PHẦN)\s+(?P<part_number>(?i:thứ\s+(?:{_ORDINAL}))|[IVXLC]{{1,8}}|\d{{1,2}})
      | (?P<chapter>Chương|CHƯƠNG)\s+(?P<chapter_number>[IVXLCDM]{{1,12}}[a-zđ]?|\d{{1,3}}[a-zđ]?)
      | (?P<subsection>Tiểu\smục|TIỂU\sMỤC)\s+(?P<subsection_number>[IVX]{{1,6}}|\d{{1,2}}[a-zđ]?)
      | (?P<section>Mục|MỤC)\s+(?P<section_number>[IVX]{{1,6}}|\d{{1,2}}[a-zđ]?)
      | (?P<appendix>Phụ\slục|PHỤ\sLỤC)
        (?:\s+(?:(?i:số)\s+)?(?P<appendix_number>[IVXLC]{{1,8}}|\d{{1,2}}[a-zA-Zđ]?|[A-Z]))?
    )(?=$|[\s.:–\-])\s*(?P<mark>[.:–\-]?)\s*(?P<rest>.*)""",
    re.X | re.S,
)
_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s*(\d[\d ]{0,5}[a-zđ]{0,2})\s?([.:–\-]?)(?!\d)\s*(.*)", re.S)
_CLAUSE = re.compile(r"(\d{1,3}[a-zđ]{0,2})\s?[.)](?:\s+|$|(?=[^\W\d_]))(.*)", re.S)
_POINT = re.compile(r"([a-zđ]{1,2}\d{0,2})\s?\)\s*(.*)", re.S)
_LEVELS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.APPENDIX)


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a provision: `written` as it stands, and the words behind it."""

    level: Level
    number: str
    written: str
    rest: str


def label_of(words: str, stands_out: bool = False) -> Label | None:
    """Return the label with which words begin, None when they begin with none.

    "Mục 1 Chương XI của Bộ luật này" cites and is none: behind a wide label stands a mark, a heading in capitals or
    nothing, unless the whole paragraph is set as a heading.
    """
    first = words[:1]
    if first in ("P", "C", "T", "M"):
        return _wide(words, stands_out)
    if first == "Đ":
        return _article(words, stands_out)
    if first.isdigit():
        return _narrow(Level.CLAUSE, _CLAUSE.match(words), words)
    return _narrow(Level.POINT, _POINT.match(words), words) if "a" <= first <= "z" or first == "đ" else None


def _wide(words: str, stands_out: bool) -> Label | None:
    match = _WIDE.match(words)
    if not match:
        return None
    level = next(level for level in _LEVELS if match[level.value])
    number, rest = " ".join((match[f"{level.value}_number"] or "").split()), match["rest"]
    set_apart = not rest or match["mark"] or is_upper(rest) or (stands_out and rest[0].isupper())
    if not set_apart:
        return None
    if level is Level.APPENDIX and rest and not (number or stands_out or is_upper(rest)):
        return None
    return Label(level, number, words[: match.start("rest")].strip(), rest)


def _article(words: str, stands_out: bool) -> Label | None:
    match = _ARTICLE.match(words)
    if not match:
        return None
    mark, rest = match[2], match[3]
    if not mark and (rest or not stands_out):
        return None
    if mark in ("–", "-") and not (stands_out and rest):
        return None
    return Label(Level.ARTICLE, match[1].replace(" ", ""), words[: match.start(3)].strip(), rest)


def _narrow(level: Level, match: re.Match[str] | None, words: str) -> Label | None:
    if not match or not key_of(level, match[1]):
        return None
    return Label(level, match[1], words[: match.start(2)].strip(), match[2])
