"""Words that few texts hold: sums, dates, numbers of documents, codes, names."""

import re
from collections.abc import Callable
from random import Random

RARE_WORDS = 200_000
_WORD = re.compile(r"\w+")
_INITIALS = _WORD.findall("b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x")
_FINALS = _WORD.findall("ai an anh ao âu ban em iên in oan oa ông ơn uy ung ương át ấn ảnh ắc ệt ịch ồng ướng")
_KINDS_OF_DOCUMENT = ("NĐ-CP", "TT-BLĐTBXH", "QĐ-TTg", "QĐ-BLĐTBXH", "TT-BTC")


def rare_words(chance: Random) -> list[str]:
    """Returns 200,000 rare words in the order in which they become rarer."""
    makers = (_sum, _date, _document_number, _code, _name, _name)
    return [chance.choice(makers)(chance.randrange) for _ in range(RARE_WORDS)]


def _sum(below: Callable[[int], int]) -> str:
    return f"{1 + below(999)}.{below(1000):03}.000"


def _date(below: Callable[[int], int]) -> str:
    return f"{1 + below(28):02}/{1 + below(12):02}/{1995 + below(32)}"


def _document_number(below: Callable[[int], int]) -> str:
    return f"{1 + below(200)}/{2000 + below(27)}/{_KINDS_OF_DOCUMENT[below(len(_KINDS_OF_DOCUMENT))]}"


def _code(below: Callable[[int], int]) -> str:
    return f"{chr(65 + below(26))}{chr(65 + below(26))}{below(100_000):05}"


def _name(below: Callable[[int], int]) -> str:
    return " ".join(_INITIALS[below(len(_INITIALS))].title() + _FINALS[below(len(_FINALS))] for _ in range(2))
