"""The Vietnamese syllable as a grammar: which letters make one, and where its tone is written (domain H.4).

A syllable is an onset, a rhyme and a tone. Every spelling that the standard orthography allows is in the table, and
some more that no dictionary has; nothing that breaks the rules of k/c/q, g/gh, ng/ngh or of final stops is.
"""

import unicodedata
from functools import lru_cache

TONES = {"": "", "huyền": "\u0300", "sắc": "\u0301", "ngã": "\u0303", "hỏi": "\u0309", "nặng": "\u0323"}
MARKS = frozenset(TONES.values()) - {""}
_BEFORE_STOPS = frozenset("\u0301\u0323")
_STOPS = ("c", "ch", "p", "t")
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơ")


def _row(spellings: str) -> list[str]:
    return spellings.split()


# By first vowel, so that the rules of spelling can be told by it: those before e, ê, i (front) and the others.
_FRONT = _row(
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu"
)
_BACK = _row(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "o oc oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung uôc uôi uôm uôn uông uôt up ut ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu"
)
_ROUNDED = _row(
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet "
    "uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu"
)
_AFTER_QU = _row(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng ât âu ây e ec em en eng eo ep et "
    "ê êch ên ênh êt êu i ich in inh it iu ơ ơi ơn ơt y ych yên yêt ynh yp yt yu ôc"
)
_WITH_GI = _row("gi gin gim gip git giêc giêm giên giêng giêp giêt giêu")
_ALONE = _row("y yêm yên yêng yêt yêu")
_WITH_Y = _row("hy ky ly my sy ty vy thy phy")  # where both y and i are written (domain H.5)
_BORROWED = ["mooc"]
_FREE = _row("b ch d đ h kh l m n nh p ph r s t th tr v x")


@lru_cache(maxsize=1)
def bases() -> frozenset[str]:
    """Returns every syllable without its tone, vowel marks and đ kept: 'tiêng', 'ngươi', 'quyêt'."""
    found = {onset + rhyme for onset in ("", *_FREE) for rhyme in (*_FRONT, *_BACK, *_ROUNDED)}
    found -= {rhyme for rhyme in _FRONT if rhyme.startswith("iê")}  # written yêu, yên
    found |= {onset + rhyme for onset in ("k", "gh", "ngh") for rhyme in _FRONT}
    found |= {onset + rhyme for onset in ("c", "g", "ng") for rhyme in (*_BACK, *_ROUNDED)}
    found -= {onset + rhyme for onset in ("c",) for rhyme in _ROUNDED}
    found |= {"qu" + rhyme for rhyme in _AFTER_QU}
    found |= {"gi" + rhyme for rhyme in (*_FRONT[:16], *_BACK)}
    return frozenset(found | {*_WITH_GI, *_ALONE, *_WITH_Y, *_BORROWED})


@lru_cache(maxsize=1)
def folded_bases() -> frozenset[str]:
    """Returns every syllable without any accent, đ as d, and i for the y that may be written for it."""
    plain = {"".join(c for c in unicodedata.normalize("NFD", base) if c.isascii() or c == "đ") for base in bases()}
    plain = {base.replace("đ", "d") for base in plain}
    return frozenset(base[:-1] + "i" if base in _WITH_Y or base in ("y", "quy") else base for base in plain) | {"y"}


def split_tone(syllable: str) -> tuple[str, str]:
    """Returns a lower-case syllable without its tone, and the combining mark of the tone, '' for the level one.

    A syllable with two tones keeps the second, so it is in no table.
    """
    letters = unicodedata.normalize("NFD", syllable)
    tone = next((letter for letter in letters if letter in MARKS), "")
    return unicodedata.normalize("NFC", letters.replace(tone, "", 1) if tone else letters), tone


def with_tone(base: str, tone: str) -> str:
    """Returns a syllable of `bases()` with the combining mark of a tone at its place, the older one for oa, oe, uy."""
    if not tone:
        return base
    place = tone_place(base)
    return unicodedata.normalize("NFC", base[: place + 1] + tone) + base[place + 1 :]


def tone_place(base: str) -> int:
    """Returns the index of the vowel that carries the tone."""
    first = 2 if base.startswith("qu") or (base.startswith("gi") and len(base) > 2 and base[2] in _VOWELS) else 0
    vowels = [place for place in range(first, len(base)) if base[place] in _VOWELS]
    marked = [place for place in vowels if base[place] in _MARKED]
    if marked:
        return marked[-1]
    if "ư" in base[first:]:
        return base.index("ư", first)
    closed = base[-1] not in _VOWELS
    return vowels[-1] if closed else vowels[len(vowels) // 2 if len(vowels) > 2 else 0]


def is_allowed(base: str, tone: str) -> bool:
    """Tells whether a base exists and takes the tone; a syllable that ends in a stop takes two of the six."""
    return base in bases() and (tone in _BEFORE_STOPS or not base.endswith(_STOPS))


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Tells whether a lower-case NFC word is a syllable, its tone in the older or the newer place."""
    base, tone = split_tone(word)
    if not is_allowed(base, tone):
        return False
    return not tone or word == with_tone(base, tone) or word == _newer(base, tone)


def _newer(base: str, tone: str) -> str:
    if base.endswith(("oa", "oe", "uy")) and not base.startswith("qu"):
        return base[:-1] + unicodedata.normalize("NFC", base[-1] + tone)
    return ""


def all_syllables() -> list[str]:
    """Returns every syllable with every tone it takes, some seventeen thousand."""
    return [with_tone(base, tone) for base in sorted(bases()) for tone in TONES.values() if is_allowed(base, tone)]
