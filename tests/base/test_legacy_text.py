"""Text from old sites: TCVN3 and VNI become Unicode, everything else stays as it is."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.legacy_text import from_tcvn3, from_vni, to_tcvn3, to_unicode, to_vni
from base.syllables import all_syllables, is_syllable

SAMPLE = Path(__file__).resolve().parents[2] / "qa" / "sample" / "answers.jsonl"
SYLLABLES = all_syllables()
SAMPLE_TEXTS = [
    unicodedata.normalize("NFC", row[name])
    for row in map(json.loads, SAMPLE.read_text(encoding="utf-8").splitlines())
    for name in ("title", "question", "short_answer")
]


@pytest.mark.parametrize(
    ("legacy", "meant"),
    [
        ("Bé Lao ®éng - Th­¬ng binh vµ X· héi tr¶ lêi c«ng d©n", "Bộ Lao động - Thương binh và Xã hội trả lời công dân"),
        ("Lao ñoäng, vieäc laøm vaø ngöôøi coù coâng", "Lao động, việc làm và người có công"),
        ("BEÂ TOÂNG", "BÊ TÔNG"),
        ("L­¬ng", "Lương"),
        ("<p>Quü b¶o hiÓm</p>", "<p>Quỹ bảo hiểm</p>"),
        ("<p>Lao &reg;&eacute;ng</p>", "<p>Lao động</p>"),
    ],
)
def test_an_old_text_is_read(legacy: str, meant: str) -> None:
    assert to_unicode(legacy) == meant


@pytest.mark.parametrize("text", SAMPLE_TEXTS)
def test_the_sample_answers_come_back_from_both_encodings(text: str) -> None:
    text = text.replace("×", "x").replace("«", '"').replace("»", '"')  # letters there: no text in TCVN3 can hold them
    assert to_unicode(text) == text
    assert to_unicode(to_vni(text)) == text
    # The capitals of .VnTimeH are its small letters: which they were the font knew, the text does not.
    assert to_unicode(to_tcvn3(text)).casefold() == text.casefold()


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=12).map(" ".join))
def test_unicode_vietnamese_never_changes(text: str) -> None:
    assert to_unicode(text) == text
    assert to_unicode(text.upper()) == text.upper()


# In TCVN3 ã is a dot in the middle; where one stands alone it is a bullet, and no word is that letter alone.
@given(st.sampled_from([syllable for syllable in SYLLABLES if syllable != "ã"]))
def test_every_syllable_has_one_form_in_each_encoding(syllable: str) -> None:
    assert is_syllable(syllable)
    assert from_tcvn3(to_tcvn3(syllable)) == syllable
    assert from_vni(to_vni(syllable)) == syllable


@pytest.mark.parametrize(
    "text",
    [
        "Café crème à la française, où êtes-vous né ?",
        "El niño mañana, señor Núñez: corazón",
        "Müller, Straße, über, Grün",
        "São Paulo informações não",
        "· Ho so\n· Don\n• Giay",
        "§ 5 © 2020 ® 25°C ±5 µm",
        "Có là gì tôi",
        "Là",
        "",
    ],
)
def test_other_languages_bullets_and_signs_stay(text: str) -> None:
    assert to_unicode(text) == text


def test_a_text_that_holds_both_is_judged_line_by_line() -> None:
    assert to_unicode("Kính gửi: Bộ Nội vụ\nTr¶ lêi c«ng d©n") == "Kính gửi: Bộ Nội vụ\nTrả lời công dân"


def test_a_bullet_in_an_old_text_is_no_letter() -> None:
    assert to_unicode("· Tr¶ lêi c«ng d©n") == "• Trả lời công dân"


@given(st.text(st.characters(), max_size=80))
def test_any_text_can_be_asked(text: str) -> None:
    assert isinstance(to_unicode(text), str)
