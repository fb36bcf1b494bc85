"""Text from before Unicode: TCVN3 (ABC, the .VnTime fonts) and VNI-Windows, as old sites still hold it (domain H.9).

Both write Vietnamese with the characters of Western Europe, so a text tells its encoding only by what it says: it is
converted when its words become Vietnamese syllables and were none before. The capitals of the .VnTimeH fonts are
the same characters as the small letters of .VnTime: such text comes out in small letters, the font alone knew better.
"""

import html
import re
import unicodedata

from base.syllables import is_syllable

# Vowels as rows: level, then the tones huyền, hỏi, ngã, sắc, nặng.
_ROWS = (
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
)
_TCVN3 = {
    "ă": 0xA8, "â": 0xA9, "ê": 0xAA, "ô": 0xAB, "ơ": 0xAC, "ư": 0xAD, "đ": 0xAE,
    "Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7,
    "à": 0xB5, "ả": 0xB6, "ã": 0xB7, "á": 0xB8, "ạ": 0xB9, "ằ": 0xBB, "ẳ": 0xBC, "ẵ": 0xBD, "ắ": 0xBE, "ặ": 0xC6,
    "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB, "è": 0xCC, "ẻ": 0xCE, "ẽ": 0xCF, "é": 0xD0, "ẹ": 0xD1,
    "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6, "ì": 0xD7, "ỉ": 0xD8, "ĩ": 0xDC, "í": 0xDD, "ị": 0xDE,
    "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3, "ọ": 0xE4, "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9,
    "ờ": 0xEA, "ở": 0xEB, "ỡ": 0xEC, "ớ": 0xED, "ợ": 0xEE, "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4,
    "ừ": 0xF5, "ử": 0xF6, "ữ": 0xF7, "ứ": 0xF8, "ự": 0xF9, "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC, "ý": 0xFD, "ỵ": 0xFE,
}  # fmt: skip
_FROM_TCVN3 = {code: letter for letter, code in _TCVN3.items()}

# A letter and behind it its mark; i and y, ơ and ư, đ have characters of their own.
_VNI_MARKS = {"": "øûõùï", "ă": "èúüéë", "â": "àåãáä"}
_VNI_ALONE = {"ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ơ": "ô", "ư": "ö", "ỵ": "î", "đ": "ñ"}
_VNI_BASES = {"a": ("a", ""), "ă": ("a", "ă"), "â": ("a", "â"), "e": ("e", ""), "ê": ("e", "â"), "o": ("o", "")}
_VNI_BASES |= {"ô": ("o", "â"), "ơ": ("ô", ""), "u": ("u", ""), "ư": ("ö", ""), "y": ("y", "")}


def _vni_table() -> dict[str, str]:
    table = {written: letter for letter, written in _VNI_ALONE.items()}
    for row in _ROWS:
        if row[0] == "i":
            continue
        base, mark = _VNI_BASES[row[0]]
        if mark:
            table[base + {"ă": "ê", "â": "â"}[mark]] = row[0]
        for sign, letter in zip(_VNI_MARKS[mark], row[1:], strict=True):
            if letter != "ỵ":
                table[base + sign] = letter
    capitals = {written.upper(): letter.upper() for written, letter in table.items()}
    mixed = {written[0].upper() + written[1:]: letter.upper() for written, letter in table.items() if len(written) > 1}
    return table | mixed | capitals


_FROM_VNI = _vni_table()
_VNI_UNIT = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)))
_WORD = re.compile("[A-Za-z\u00a1-\u00ff]+")
_WESTERN = re.compile("[\u00a1-\u00ff]")
_UNICODE_ONLY = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)
_ENTITY = re.compile(r"&(?:#\d{3}|#[xX][0-9a-fA-F]{2}|[a-zA-Z]{2,6});")
_BULLET = re.compile(r"(?<!\S)\u00b7(?!\S)")  # a point in the middle of the line that stands alone is none of ã
_ENOUGH = 2  # characters in words that became syllables: one alone may be a bullet or a name


def to_unicode(text: str) -> str:
    """Returns text in TCVN3 or VNI as Unicode (NFC), any other text as it is; never raises.

    A text that holds both, as one pasted together does, is judged line by line.
    """
    if text.isascii() and "&" not in text:
        return text
    if _UNICODE_ONLY.search(text):
        return "\n".join(_judged(line) for line in text.split("\n")) if "\n" in text else text
    return _judged(text)


def _judged(text: str) -> str:
    if _UNICODE_ONLY.search(text):
        return text
    plain = _ENTITY.sub(_western, text)
    if not _WESTERN.search(plain):
        return text
    words = [word for word in _WORD.findall(plain) if len(word) > 1 and _WESTERN.search(word)]
    before = sum(_is_vietnamese(word) for word in words)
    best, most = text, 0
    for decoded in (from_tcvn3, from_vni):
        good = [word for word in words if _is_vietnamese(decoded(word))]
        evidence = sum(len(_WESTERN.findall(word)) for word in good)
        if evidence >= _ENOUGH and len(good) * 5 >= len(words) * 4 and before * 3 <= len(good) and evidence > most:
            best, most = decoded(plain), evidence
    return best


def from_tcvn3(text: str) -> str:
    """Returns the text with every character read as TCVN3; a bullet (U+00B7) becomes the bullet of Unicode."""
    return _BULLET.sub("\u2022", text).translate(_FROM_TCVN3)


def from_vni(text: str) -> str:
    """Returns the text with every letter and mark read as VNI-Windows."""
    return _VNI_UNIT.sub(lambda match: _FROM_VNI[match.group()], text)


def to_tcvn3(text: str) -> str:
    """Returns Unicode text as TCVN3; a capital that has a tone becomes the small letter, as .VnTimeH needs it."""
    text = unicodedata.normalize("NFC", text)
    return "".join(chr(_TCVN3.get(c) or _TCVN3.get(c.lower()) or ord(c)) for c in text)


def to_vni(text: str) -> str:
    """Returns Unicode text as VNI-Windows."""
    text = unicodedata.normalize("NFC", text)
    return "".join(_TO_VNI.get(c, c) for c in text)


_TO_VNI = {letter: written for written, letter in _FROM_VNI.items()}


def _is_vietnamese(word: str) -> bool:
    """Tells whether a word is a syllable, in small letters, in capitals or with a capital first."""
    return is_syllable(unicodedata.normalize("NFC", word.lower()))


def _western(entity: re.Match[str]) -> str:
    letter = html.unescape(entity.group())
    return letter if len(letter) == 1 and _WESTERN.match(letter) else entity.group()
