"""Telex and VNI keys left in a text because the input method was off, read as the words that were meant (domain H.10).

Used for a query that finds little, never for a document. A syllable is read only if the result is one and the raw
letters are none themselves; a text only if something in it cannot be plain words: 'test' and 'tax' are left alone.
"""

import re
import unicodedata
from functools import lru_cache

from base.syllables import MARKS, folded_bases, is_allowed, is_syllable, split_tone, with_tone
from search.text import compose, fold_word
from search.vocabulary import read_rows, vocabulary

MAX_CHARACTERS = 400
_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323"}
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_VOWELS = frozenset("aăâeêioôơuưy")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 11  # keys of the longest syllable, 'nghieengs' and what people double


def decoded(text: str) -> list[str]:
    """Returns the readings of a text that was typed in Telex or VNI with the input method off, likeliest first.

    The first reads everything that can be read, a second leaves words alone that are foreign words as they stand.
    Empty when nothing in the text looks like keys.
    """
    text = compose(text[:MAX_CHARACTERS])
    readings = []
    for read in (_telex, _vni):
        meant = {match.group(): read(match.group().lower()) for match in _WORD.finditer(text)}
        meant = {word: reading for word, reading in meant.items() if reading}
        if _is_evidence(meant, len(_WORD.findall(text))):
            readings.append(_rewritten(text, meant))
            native = {word: reading for word, reading in meant.items() if word.lower() not in foreign_words()}
            readings.append(_rewritten(text, native))
    return list(dict.fromkeys(reading for reading in readings if reading != text))


@lru_cache(maxsize=1)
def foreign_words() -> frozenset[str]:
    """Returns the words of other languages that would be Telex, read once a process."""
    return frozenset(word for row in read_rows("foreign.txt") for word in row[0].split())


def _is_evidence(meant: dict[str, str], words: int) -> bool:
    """Tells whether the words that can be read as keys speak for the whole text.

    A foreign word does not, nor a number behind a word ('khoan1' is rather 'khoản 1'). A tone alone ('misa', 'los')
    does if most of the text is like it; a doubled vowel, a horn or đ does by itself.
    """
    native = [
        (word.lower(), reading)
        for word, reading in meant.items()
        if word.lower() not in foreign_words() and not (word[-1].isdigit() and not re.search(r"[6-9]|\d\D", word))
    ]
    strong = any(not split_tone(reading.lower())[0].isascii() for _, reading in native)
    return strong or any(character.isdigit() for word, _ in native for character in word) or 2 * len(native) > words


def _rewritten(text: str, meant: dict[str, str]) -> str:
    return _WORD.sub(lambda match: _cased(meant.get(match.group(), match.group()), match.group()), text)


def _cased(reading: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return reading.upper()
    return reading.capitalize() if typed[:1].isupper() else reading


def _telex(word: str) -> str:
    """Returns the syllable that Telex makes of the keys, or '' if it makes none or the keys are a word already."""
    if not _may_be_keys(word) or not word.isalpha():
        return ""
    letters, tone = _typed_so_far(word)
    out: list[str] = []
    for key in letters:
        vowel = next((place for place in reversed(range(len(out))) if out[place] in _VOWELS), -1)
        if key in _TELEX_TONES and vowel >= 0:
            if tone:
                return ""
            tone = _TELEX_TONES[key]
        elif key == "w":
            if not _add_horn(out):
                out.append("ư")
        elif key == "d" and out[:1] == ["d"] and (len(out) == 1 or vowel >= 0):
            out[0] = "đ"
        elif key in _CIRCUMFLEX and key in out and (out[-1] == key or out[-1] not in _VOWELS):
            place = len(out) - 1 - out[::-1].index(key)
            out[place] = _CIRCUMFLEX[key]
        else:
            out.append(key)
    return _syllable(out, tone, word)


def _vni(word: str) -> str:
    """Returns the syllable that VNI makes of the keys, or ''."""
    if not _may_be_keys(word) or not re.search(r"[^\W\d]\d", word) or word.isdigit():
        return ""
    letters, tone = _typed_so_far(word)
    out: list[str] = []
    for key in letters:
        if not key.isdigit():
            out.append(key)
        elif key in _VNI_TONES and not tone and any(letter in _VOWELS for letter in out):
            tone = _VNI_TONES[key]
        elif key == "6" and (place := _last(out, _CIRCUMFLEX)) >= 0:
            out[place] = _CIRCUMFLEX[out[place]]
        elif key == "8" and (place := _last(out, {"a": ""})) >= 0:
            out[place] = "ă"
        elif key == "9" and out[:1] == ["d"]:
            out[0] = "đ"
        elif key != "7" or not _add_horn(out, breve=False):
            return ""
    return _syllable(out, tone, word)


def _may_be_keys(word: str) -> bool:
    """Tells whether a word may be raw keys: it is no abbreviation, and no syllable with accents or without."""
    if not 1 < len(word) <= _LONGEST or is_syllable(word) or fold_word(word) in vocabulary().forms:
        return False
    return not (word.isascii() and fold_word(word) in folded_bases())


def _typed_so_far(word: str) -> tuple[list[str], str]:
    """Returns the keys of a word and the tone it has already; letters doubled with their accented form are one.

    'tieén' was begun without the input method and ended with it, 'luương' and 'đđ' the same.
    """
    base, tone = split_tone(word)
    keys: list[str] = []
    for letter in base:
        plain = unicodedata.normalize("NFD", letter)[0].replace("đ", "d")
        if keys and letter != plain and keys[-1] in (plain, letter):
            keys[-1] = letter
        elif keys and keys[-1] == "đ" and letter == "d":
            continue
        else:
            keys.append(letter)
    return keys, tone


def _add_horn(out: list[str], *, breve: bool = True) -> bool:
    """Puts the horn on o, u or both of uo, or the breve on a; tells whether there was one."""
    for place in reversed(range(len(out))):
        if out[place] == "o":
            out[place] = "ơ"
            if place and out[place - 1] == "u" and (place < 2 or out[place - 2] != "q"):
                out[place - 1] = "ư"
            return True
        if out[place] == "u" and not (place and out[place - 1] == "q"):
            if place and out[place - 1] == "u":
                del out[place]
                out[place - 1] = "ư"
            elif place and out[place - 1] == "ư":
                return False
            else:
                out[place] = "ư"
            return True
        if out[place] == "a" and breve:
            if place and out[place - 1] == "u" and (place < 2 or out[place - 2] != "q") and place == len(out) - 1:
                out[place - 1] = "ư"  # 'muaw' is mưa
            else:
                out[place] = "ă"
            return True
    return False


def _last(out: list[str], letters: dict[str, str]) -> int:
    return next((place for place in reversed(range(len(out))) if out[place] in letters), -1)


def _syllable(out: list[str], tone: str, word: str) -> str:
    base = "".join(out)
    for candidate in (base, base.replace("ưo", "ươ"), base.replace("uơ", "ươ"), base.replace("ươ", "uơ")):
        if is_allowed(candidate, tone):
            found = with_tone(candidate, tone)
            return found if found != word and any(c not in "aeiouy" and not c.isascii() for c in found) else ""
    return ""


def telex_keys(syllable: str, *, tone_last: bool = True) -> str:
    """Returns the keys by which Telex makes a syllable, its tone at the end or behind its vowel."""
    keys = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
    return _keys(syllable, keys, {mark: key for key, mark in _TELEX_TONES.items()}, tone_last=tone_last)


def vni_keys(syllable: str, *, tone_last: bool = True) -> str:
    """Returns the keys by which VNI makes a syllable, its tone at the end or behind its vowel."""
    keys = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
    return _keys(syllable, keys, {mark: key for key, mark in _VNI_TONES.items()}, tone_last=tone_last)


def _keys(syllable: str, keys: dict[str, str], tones: dict[str, str], *, tone_last: bool) -> str:
    typed, tone = "", ""
    for letter in unicodedata.normalize("NFC", syllable):
        marks = unicodedata.normalize("NFD", letter)
        own = next((mark for mark in marks if mark in MARKS), "")
        plain = unicodedata.normalize("NFC", marks.replace(own, "")) if own else letter
        typed += keys.get(plain, plain)
        if own and tone_last:
            tone = tones[own]
        elif own:
            typed += tones[own]
    return typed + tone
