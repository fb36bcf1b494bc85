"""Thousands of queries that mean harm, made from shapes and words: the same for the same seed, none of them twice."""

import random
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote

from tests.search.hostile_shapes import SHAPES

Random = random.Random
Maker = Callable[[Random], str]

SEED = 2019
WORDS = (
    *("bảo hiểm", "thất nghiệp", "trợ cấp", "lương", "đình công", "người lao động", "hộ nghèo", "liệt sĩ", "thai sản"),
    *("bao hiem", "that nghiep", "tro cap", "luong", "nghi viec", "BHXH", "HĐLĐ", "NĐ 12/2019", "khoản 3 Điều 12"),
    *("title", "words", "kind", "references", "id", "admin", "search_entry", "sample", "ệ", "x", "Ủy ban nhân dân"),
)
STOP_WORDS = "và của là các những cho được về theo tại từ có không thì mà bị ở với này đó nào gì".split()  # noqa: SIM905 - words
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’…–—«»¿¡·•§¶†‡°¬¦¤€₫№"
MARKS = [chr(code) for code in (*range(0x300, 0x36F), 0x483, 0x591, 0x64B, 0x20D0, 0x20E3, 0xFE20, 0xFE0F)]
BLANKS = "\t\n\r\x0b\x0c\x1c\x1d\x85\xa0\u1680\u180e\u2003\u2028\u2029\u202f\u205f\u3000\u200b\u2060\u3164\ufeff\xad"
BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
DIGITS = "٣۴७৪๕໖០𝟘𝟙⁷₈²³¹⑨⒑➓½⅞Ⅻↈ〇三㊿⓪௧൰߀᠐０９"
LIGATURES = "ﬁﬂﬄĳǆŉßẞİıſΐᾷﷺ﷽㎏㏂℡№™ªºΩÅ㍿𝐛𝓪ⓑⓗＢＨð𐐀Ɖɖ"
EMOJI = ("👩‍👩‍👧‍👦", "🏳️‍🌈", "🇻🇳", "🇻", "👍🏿", "1️⃣", "🏴\U000e0067\U000e0062\U000e007f", "\u200d\u200d", "☺︎", "🫠")
SCRIPTS = (
    "ประกันสังคมการว่างงาน",
    "失業保険給付金",
    "실업급여",
    "ការធានារ៉ាប់រង",
    "تأمين ضد البطالة",
    "ביטוח",
    "страхование",
    "보험",
)
BROKEN_BYTES = (
    b"\xc0\xaf",
    b"\xe0\x80\xaf",
    b"\xf8\x88\x80\x80\x80",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"\xe1\xba",
    b"\x80\xbf",
)
NUMBERS = (0, -1, 1, 7, 255, 65_536, 2**31, 2**32 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 10**19, 10**40)


def hostile_queries(count: int = 4_800, seed: int = SEED) -> list[str]:
    """Return so many different queries, every maker taking its turn, the heaviest ones first."""
    pick = random.Random(seed)
    found = dict.fromkeys(heavy())
    makers = [*(shaped(shapes) for shapes in SHAPES.values()), *MAKERS]
    while len(found) < count:
        for make in makers:
            found.setdefault(make(pick))
    return list(found)[:count]


def heavy() -> Iterator[str]:
    """Yield queries that are long: 100,000 characters or 10,000 words."""
    for unit in (
        "a",
        "ệ",
        "1",
        " ",
        "\n",
        "(",
        "*",
        '"',
        "/",
        "đ\u0323",
        "a ",
        "1/",
        "x-",
        "ﷺ",
        "\u0301",
        "\ud800",
        "👍🏿",
        "<b>",
    ):
        yield (unit * 100_000)[:100_000]
    yield "e" + "\u0323\u0302" * 50_000
    yield " ".join(f"từ{number}" for number in range(10_000))
    yield " ".join(WORDS * 400)
    yield " OR ".join(f"title:{number}" for number in range(10_000))
    yield " ".join(f"{number}/2019/NĐ-CP" for number in range(1, 10_000))
    yield "khoản 1, 2 và 3 " * 6_000 + "Điều"
    yield "nghị định số " * 8_000
    yield "cho em hỏi " * 9_000
    yield '{"bool":{"must":[' * 6_000


def shaped(shapes: tuple[str, ...]) -> Maker:
    """Return a maker that fills the words and numbers of a shape in, alone or inside a question."""

    def make(pick: Random) -> str:
        text = pick.choice(shapes)
        while "«w»" in text:
            text = text.replace("«w»", _word(pick), 1)
        while "«n»" in text:
            text = text.replace("«n»", str(pick.choice([*NUMBERS, pick.randrange(1, 100)])), 1)
        return pick.choice(DRESSINGS)(pick, text)

    return make


def _word(pick: Random) -> str:
    return pick.choice(WORDS)


def _phrase(pick: Random) -> str:
    return " ".join(pick.choices(WORDS, k=pick.randrange(1, 4)))


DRESSINGS: tuple[Callable[[Random, str], str], ...] = (
    lambda pick, text: text,
    lambda pick, text: text,
    lambda pick, text: f"{_word(pick)} {text}",
    lambda pick, text: f"{text} {_phrase(pick)}",
    lambda pick, text: text * pick.randrange(2, 6),
    lambda pick, text: text.swapcase(),
    lambda pick, text: text.replace(" ", pick.choice(("/**/", "\t", "+", "%20", "\xa0", "\n")), pick.randrange(1, 9)),
    lambda pick, text: quote(text, safe=""),
    lambda pick, text: quote(quote(text)),
    lambda pick, text: "".join(f"\\u{ord(letter) & 0xFFFF:04x}" for letter in text[:60]),
    lambda pick, text: "".join(f"&#{ord(letter)};" for letter in text[:60]),
    lambda pick, text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),  # full width
    lambda pick, text: text[: pick.randrange(1, len(text) + 1)],
    lambda pick, text: text[::-1],
    lambda pick, text: unicodedata.normalize(pick.choice(("NFD", "NFKD")), text),
    lambda pick, text: text.encode().decode("latin-1"),
)


def _between(pick: Random, text: str, strange: str, times: int = 6) -> str:
    """Return the text with strange characters put in anywhere."""
    letters = list(text)
    for _ in range(pick.randrange(1, times + 1)):
        letters.insert(pick.randrange(len(letters) + 1), pick.choice(strange))
    return "".join(letters)


def _zalgo(pick: Random) -> str:
    return "".join(letter + "".join(pick.choices(MARKS, k=pick.randrange(40))) for letter in _word(pick))


def _half_composed(pick: Random) -> str:
    """Return words whose vowels and marks are partly joined, in any order, some twice."""
    made = []
    for letter in _phrase(pick):
        base, *marks = list(unicodedata.normalize("NFD", letter))
        marks += pick.choices(marks, k=pick.randrange(2)) if marks else []
        pick.shuffle(marks)
        start = (
            unicodedata.normalize("NFC", base + "".join(marks[:1]))
            if pick.random() < 0.5
            else base + "".join(marks[:1])
        )
        made.append(start + "".join(marks[1:]))
    return "".join(made)


def _surrogates(pick: Random) -> str:
    return _between(pick, _phrase(pick), "\ud800\udbff\udc00\udfff\udcc0\udc80")


def _outside(pick: Random) -> str:
    strange = "".join(map(chr, (0xE000, 0xF8FF, 0xFDD0, 0xFFFE, 0xFFFF, 0xF0000, 0x10FFFF, 0x1FFFE, 0xE0001, 0x378)))
    return _between(pick, _phrase(pick), strange, 10)


def _broken_bytes(pick: Random) -> str:
    raw = _word(pick).encode() + pick.choice(BROKEN_BYTES) + _word(pick).encode("cp1258", "replace")
    return raw.decode(
        *pick.choice((("utf-8", "surrogateescape"), ("utf-8", "replace"), ("latin-1",), ("cp1252", "ignore")))
    )


def _nested(pick: Random) -> str:
    opening, closing = pick.choice(
        ("()", "[]", "{}", '""', "''", ("<b>", "</b>"), ("(NOT ", ")"), ('{"a":', "}"), "“”")
    )
    depth = pick.randrange(1, 3_000)
    return opening * depth + _word(pick) + closing * pick.choice((depth, depth - 1, 0))


def _repeated(pick: Random) -> str:
    joint = pick.choice((" ", "", " OR ", "+", "-", "/", ",", "\n", "_", " và "))
    return joint.join([_word(pick)] * pick.randrange(2, 900))


def _many_words(pick: Random) -> str:
    return " ".join(f"{_word(pick)}{pick.randrange(10**6)}" for _ in range(pick.randrange(20, 700)))


def _long_word(pick: Random) -> str:
    return "".join(pick.choices("aăâbcdđeêghiklmnoôơpqrstuưvxyỹệộ0123456789_", k=pick.randrange(60, 5_000)))


def _like_a_number(pick: Random) -> str:
    """Return what nearly is the number of a document or an article, over and over."""
    part = pick.choice(
        ("khoản 1, 2 và ", "điểm a ", "Điều 99999 ", "12/2019/", "NĐ-CP", "nghị định số : ", "/-/", "QH", "1 . ")
    )
    return part * pick.randrange(1, 200) + pick.choice(DIGITS) + pick.choice(("", "/2019", "/NĐ-CP", " năm 20"))


def _from(alphabet: str, longest: int) -> Maker:
    return lambda pick: "".join(pick.choices(alphabet, k=pick.randrange(1, longest)))


MAKERS: tuple[Maker, ...] = (
    _zalgo,
    _half_composed,
    _surrogates,
    _outside,
    _broken_bytes,
    _nested,
    _repeated,
    _many_words,
    _long_word,
    _like_a_number,
    _from(PUNCTUATION, 60),
    _from("*?~^\\/()[]{}!|&+-:\"' ", 40),
    _from(BLANKS, 30),
    _from("".join(MARKS), 80),
    _from("0123456789eE+-.,_xX", 60),
    _from("<>\"'=/ abonerscipt&#;x", 80),
    lambda pick: " ".join(pick.choices(STOP_WORDS, k=pick.randrange(1, 40))),
    lambda pick: " ".join(pick.choices([*EMOJI, *SCRIPTS, _word(pick)], k=pick.randrange(1, 12))),
    lambda pick: "".join(pick.choices([*EMOJI, *SCRIPTS], k=pick.randrange(1, 12))),
    lambda pick: "".join(
        chr(pick.choice((pick.randrange(0x250), pick.randrange(0x110000)))) for _ in range(pick.randrange(1, 60))
    ),
    lambda pick: (
        "\ufeff" * pick.randrange(1, 4)
        + _between(pick, _phrase(pick), "".join(map(chr, (*range(32), *range(127, 160)))))
    ),
    lambda pick: _between(pick, _phrase(pick), BIDI, 12),
    lambda pick: _between(pick, _phrase(pick), BLANKS, 12),
    lambda pick: _between(pick, _phrase(pick), DIGITS, 12),
    lambda pick: _between(pick, _phrase(pick), LIGATURES, 12),
    lambda pick: unicodedata.normalize(pick.choice(("NFD", "NFKD", "NFKC")), _phrase(pick) + pick.choice(LIGATURES)),
    lambda pick: _between(pick, pick.choice(DIGITS) * pick.randrange(1, 9) + "/2019/NĐ-CP", DIGITS + LIGATURES),
    lambda pick: _phrase(pick).encode().decode("cp1252", "replace"),
)
