"""Numbers of provisions as Vietnamese law writes them: IV, thứ nhất, 12a, đ, a1; their values and their order."""

import re

from consultation.structure.nodes import Level

# Decree 78/2025/NĐ-CP: points go by the Vietnamese alphabet without ă â ê ô ơ ư; Word's own lists also count f j w z.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_EVERY_LETTER = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_UNITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
ORDINALS = {
    "nhất": 1,
    "hai": 2,
    "nhì": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
ORDINALS |= {"mười": 10, "mười lăm": 15} | {f"mười {unit}": 11 + place for place, unit in enumerate(_UNITS)}

Key = tuple[int, ...]

_COUNTED = re.compile(r"(\d{1,6})([a-zđ]*)")
_ROMAN_NUMBER = re.compile(r"([IVXLCDM]{1,12})([a-zđ]?)")
_POINT = re.compile(r"([a-zđ]{1,2})(\d{0,2})")


def roman_value(written: str) -> int:
    """Return what a Roman number is worth, 0 when it is none."""
    values = [_ROMAN.get(letter, 0) for letter in written]
    if not values or 0 in values:
        return 0
    worth = sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
    return worth if roman(worth) == written else 0


def roman(value: int) -> str:
    """Return a number from 1 to 3999 in Roman letters."""
    written = ""
    for letters, worth in zip(
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    ):
        written += letters * (value // worth)
        value %= worth
    return written


def key_of(level: Level, number: str) -> Key:
    """Return what sorts provisions of one level as the law counts them; () when the number cannot be read.

    The first member is the place, 1 upwards; what follows tells what was put in behind it: 12 < 12a < 13, a < a1 < b.
    """
    if level is Level.POINT:
        match = _POINT.fullmatch(number)
        return (*_place_of_letters(match[1]), int(match[2] or 0)) if match else ()
    if match := _COUNTED.fullmatch(number):
        return int(match[1]), *_letters_behind(match[2])
    if level in (Level.ARTICLE, Level.CLAUSE):
        return ()
    if (match := _ROMAN_NUMBER.fullmatch(number)) and (value := roman_value(match[1])):
        return value, *_letters_behind(match[2])
    ordinal = ORDINALS.get(" ".join(number.lower().removeprefix("thứ").split()), 0)
    if ordinal:
        return (ordinal,)
    return (ord(number) - ord("A") + 1,) if re.fullmatch("[A-Z]", number) else ()


def written_as(level: Level, place: int, like: str) -> str:
    """Return the number at a place, in the way a neighbour is written: 13 like "12", V like "IV", đ like "d"."""
    if level is Level.POINT:
        return POINT_LETTERS[place - 1] if place <= len(POINT_LETTERS) else ""
    if roman_value(like):
        return roman(place)
    if like.lower().startswith("thứ"):
        return "thứ " + next((word for word, value in ORDINALS.items() if value == place), str(place))
    return str(place)


def _letters_behind(letters: str) -> Key:
    return tuple(_EVERY_LETTER.index(letter) + 1 for letter in letters)


def _place_of_letters(letters: str) -> Key:
    """Return the place of a point: a is 1, y is 23, and behind it aa, bb (or ab) …; f, j, w, z follow e, i, v, y."""
    if len(letters) == 2:
        place, foreign = _place_of_letters(letters[1])
        return len(POINT_LETTERS) + place, foreign
    if letters in POINT_LETTERS:
        return POINT_LETTERS.index(letters) + 1, 0
    return sum(letter < letters for letter in POINT_LETTERS if letter != "đ") + 1, 1
