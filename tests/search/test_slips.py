"""Chị Hoa's phone forgot its input method: Telex and VNI keys are read as the words she meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.syllables import all_syllables
from search.slips import decoded, telex_keys, vni_keys
from search.text import fold_word

SYLLABLES = [one for one in all_syllables() if not one.isascii() and "oo" not in fold_word(one)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lao ddoongj", "lao động"),
        ("baor hieemr xax hooij", "bảo hiểm xã hội"),
        ("trowj caaps", "trợ cấp"),
        ("nguwowif", "người"),
        ("nguoiwf lao ddoongj", "người lao động"),
        ("LAO DDOONGJ", "LAO ĐỘNG"),
        ("lao d9o65ng", "lao động"),
        ("ba3o hie63m", "bảo hiểm"),
        ("tro75 ca61p tha61t nghie65p", "trợ cấp thất nghiệp"),
        ("đđược hưởng", "được hưởng"),
        ("luương", "lương"),
        ("tieén", "tiến"),
        ("baor", "bảo"),
        ("ddóng BHXH ở TW", "đóng BHXH ở TW"),
    ],
)
def test_keys_are_read(typed: str, meant: str) -> None:
    assert decoded(typed)[0] == meant


def test_a_foreign_word_among_keys_is_read_both_ways() -> None:
    assert decoded("max soos thuees") == ["mã số thuế", "max số thuế"]


@pytest.mark.parametrize(
    "plain",
    [
        "xem lương",
        "as",
        "class",
        "test",
        "office",
        "post test online",
        "visa wifi bus taxi",
        "Los Angeles",
        "bao hiem that nghiep",
        "bảo hiểm xã hội",
        "nghị định 145/2020/NĐ-CP",
        "khoan1 dieu 5",
        "k1 đ4",
        "covid19",
        "a4",
        "BHXH TW",
        "",
    ],
)
def test_plain_words_are_left_alone(plain: str) -> None:
    assert decoded(plain) == []


@given(st.sampled_from(SYLLABLES), st.booleans())
def test_every_syllable_typed_in_telex_or_vni_is_read(syllable: str, tone_last: bool) -> None:
    for keys in (telex_keys(syllable, tone_last=tone_last), vni_keys(syllable, tone_last=tone_last)):
        assert syllable in decoded(f"lao ddoongj d9o65ng {keys}")[0 if keys.isalpha() else -1].split() or keys == "eps"


@given(st.text(st.characters(), max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert all(isinstance(reading, str) for reading in decoded(text))
