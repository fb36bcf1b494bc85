"""Vietnamese text as pure functions: one Unicode form, one place for the tone, folding, syllables, bigrams."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from typing import TypeVar

T = TypeVar("T")

MAX_QUERY_CHARACTERS = 4_000
MAX_QUERY_WORDS = 120
MAX_WORD_CHARACTERS = 40
_REMEMBERED = 1 << 16  # words and pieces of each kind; some ten megabytes

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot below
_VOWEL_MARKS = "\u0302\u0306\u031b"  # circumflex, breve, horn
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\uffff]")
_INVISIBLE = re.compile(r"[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_LOOKALIKES = {"\u00f0": "đ", "\u00d0": "Đ", "\u0189": "Đ", "\u0256": "đ"}  # eth, Eth, African D, d with tail
_MARKS = re.compile(r"[\u0300-\u036f]+")
_ANY_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
# No writing piles up more marks on a letter, and normalising thousands takes time with the square of their number.
_STACKED = r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILE = re.compile(rf"([{_STACKED}]{{9}})[{_STACKED}]+")
_WORD = re.compile(r"[^\W_]+")
_ONLY_DIGITS = re.compile(r"[0-9]+")
_ACCENTED_Y_AT_THE_END = re.compile(r"((?:^|[hklmstv]|qu))([yỳýỷỹỵ])$")
_I_OF_Y = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))
_Y_AT_THE_END = re.compile(r"\b(\w*(?:[hklmstv]|qu)|)y\b")


def _tone_moves() -> dict[str, str]:
    """Maps 'oà' to 'òa' and so on, in every case: the tone moves to the first vowel of oa, oe, uy."""
    moves = {}
    for pair in ("oa", "oe", "uy"):
        for first in (pair[0], pair[0].upper()):
            for second in (pair[1], pair[1].upper()):
                for tone in _TONES:
                    moves[first + unicodedata.normalize("NFC", second + tone)] = (
                        unicodedata.normalize("NFC", first + tone) + second
                    )
    return moves


_TONE_MOVES = _tone_moves()
# Only at the end of a syllable (hoàn, thuyền keep theirs) and never after q, whose u is no vowel (quý).
_NEW_STYLE_TONE = re.compile(r"(?<![qQ])(?:" + "|".join(_TONE_MOVES) + r")(?![^\W\d_]|[\u0300-\u036f])")


def compose(text: str) -> str:
    """Returns the text in one Unicode form (NFC) without invisible or unreadable characters.

    Half-composed letters come together whatever the order of their marks, look-alikes of đ become đ, NUL, control
    characters and lone surrogates become spaces. Line breaks stay. Never raises.
    """
    text = _PILE.sub(r"\1", _INVISIBLE.sub("", _UNREADABLE.sub(" ", text)))
    text = unicodedata.normalize("NFC", text)
    for lookalike, letter in _LOOKALIKES.items():  # str.translate is fifty times slower
        text = text.replace(lookalike, letter)
    if _MARKS.search(text):
        # A tone typed before the circumflex (e + acute + circumflex) never composes: both have the same class in NFD.
        text = _MARKS.sub(_vowel_marks_first, unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", text)
    return text


def _vowel_marks_first(marks: re.Match[str]) -> str:
    return "".join(sorted(marks.group(), key=lambda mark: mark not in _VOWEL_MARKS))


def place_tones(text: str) -> str:
    """Returns composed text with the tone of oa, oe and uy on the first vowel: 'hoà giải' becomes 'hòa giải'."""
    return _NEW_STYLE_TONE.sub(lambda match: _TONE_MOVES[match.group()], text)


def unaccented(text: str) -> str:
    """Returns the text in lower case without any mark, đ as d; what is no letter stays where it is."""
    return _without_marks(_comparable(text))


def fold(text: str) -> str:
    """Returns the unaccented text with y at the end of a syllable as i, where both are written (kỹ thuật, kĩ thuật)."""
    return _Y_AT_THE_END.sub(r"\1i", unaccented(text))


def _comparable(text: str) -> str:
    """Returns the text composed, compatible (ﬁ as fi, ² as 2) and in lower case."""
    if text.isascii():
        return _UNREADABLE.sub(" ", text).lower()
    return compose(unicodedata.normalize("NFKC", text).lower())


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return unicodedata.normalize("NFC", _ANY_MARKS.sub("", letters))


def words(text: str) -> list[str]:
    """Returns the words of the text in order: lower case, accents kept, tones in one place, no punctuation."""
    return [*chain.from_iterable(map(_words_of.__getitem__, text.split()))]


def syllables(text: str) -> list[str]:
    """Returns the folded syllables of the text in order, as many as it has words."""
    return [*map(_folded.__getitem__, words(text))]


def words_and_syllables(text: str) -> tuple[list[str], list[str]]:
    """Returns the words with their accents and, place by place, the same words folded."""
    found = words(text)
    return found, [*map(_folded.__getitem__, found)]


def bigrams(tokens: Sequence[str]) -> list[str]:
    """Returns the pairs of adjacent tokens, each joined by an underscore."""
    return [*map("_".join, pairwise(tokens))]


def i_for_y(word: str) -> str:
    """Returns a word with its accents and with i for y where both are written: 'kỹ' becomes 'kĩ'."""
    if word[-1:] not in _I_OF_Y:
        return word
    return _ACCENTED_Y_AT_THE_END.sub(lambda match: match[1] + _I_OF_Y[match[2]], word)


def normalise_query(text: str) -> str:
    """Returns what was typed as words and single spaces, capped; nothing in it has a meaning to any engine.

    Accents stay. At most MAX_QUERY_WORDS words of the first MAX_QUERY_CHARACTERS characters. Never raises.
    """
    return " ".join(words(text[:MAX_QUERY_CHARACTERS])[:MAX_QUERY_WORDS])


def _words_of_piece(piece: str) -> tuple[str, ...]:
    text = _comparable(piece)
    if "&amp;" in text:  # the ministry's own name in exported HTML (domain H.6)
        text = text.replace("&amp;", "&")
    if _MARKS.search(text):
        text = _MARKS.sub("", text)
    return tuple(_tidy(word) for word in _WORD.findall(text))


def _tidy(word: str) -> str:
    word = word[:MAX_WORD_CHARACTERS]
    if _ONLY_DIGITS.fullmatch(word):
        return word.lstrip("0") or "0"  # 01/07 and 1/7, 04/2019 and 4/2019 are one number
    return word if word.isascii() else place_tones(word)


def _fold(word: str) -> str:
    word = _without_marks(_tidy(word))
    return _Y_AT_THE_END.sub(r"\1i", word) if word.endswith("y") else word


class Memory(dict[str, T]):
    """Remembers what a function makes of a short text, and forgets everything at once when that becomes much.

    A text of law repeats its words: one look into a dictionary costs a tenth of reading the word again.
    """

    def __init__(self, function: Callable[[str], T]) -> None:
        self._function = function

    def __missing__(self, text: str) -> T:
        value = self._function(text)
        if len(text) <= MAX_WORD_CHARACTERS:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = value
        return value


# No mark and no letter reaches over a blank, so a text may be read piece by piece.
_words_of = Memory(_words_of_piece)
_folded = Memory(_fold)
_plain = Memory(lambda piece: unaccented(piece).replace("&amp;", "&"))
_marked = Memory(lambda word: "" if word.isascii() else i_for_y(word))


def fold_word(word: str) -> str:
    """Returns one word, as `words` gives it, folded."""
    return _folded[word]


def plain_pieces(pieces: Sequence[str]) -> str:
    """Returns pieces of a text unaccented, with single spaces between them; quick for texts that repeat their words."""
    return " ".join(map(_plain.__getitem__, pieces))


def accented(found: Sequence[str]) -> list[str]:
    """Returns the words that carry an accent or đ, each once, with i for y where both are written."""
    return [*filter(None, dict.fromkeys(map(_marked.__getitem__, found)))]
