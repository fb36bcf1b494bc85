"""Vietnamese text as people write it: every spelling of a word finds the others."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyse_beginning, analyse_document, analyse_query, analyse_title
from search.references import references
from search.text import (
    MAX_QUERY_WORDS,
    MAX_WORD_CHARACTERS,
    bigrams,
    compose,
    fold,
    normalise_query,
    place_tones,
    syllables,
    words,
)

any_text = st.text(st.characters(), max_size=200)
vietnamese = st.text(
    st.sampled_from("aáàảãạăắâấbcdđeêếghiíklmnoôồơớpqrstuưứvxyýỳ HQYĐÀ\u0301\u0302\u0323-/.12"), max_size=80
)


@pytest.mark.parametrize(
    "typed",
    [
        "bảo hiểm",
        unicodedata.normalize("NFD", "bảo hiểm"),
        "ba\u0309o hiê\u0309m",  # half composed, as old editors leave it
        "ba\u0309o hie\u0309\u0302m",  # the tone before the circumflex
        "bảo\u200b hi\u00adểm",
    ],
)
def test_all_unicode_forms_are_one(typed: str) -> None:
    assert compose(typed) == "bảo hiểm"


@pytest.mark.parametrize("lookalike", ["Ðiều", "Ɖiều"])
def test_letters_that_look_like_d_with_a_bar_are_it(lookalike: str) -> None:
    assert words(lookalike) == ["điều"]


@pytest.mark.parametrize(
    ("written", "placed"),
    [
        ("uỷ ban", "ủy ban"),
        ("hoà giải", "hòa giải"),
        ("thoả ước", "thỏa ước"),
        ("HOÁ ĐƠN", "HÓA ĐƠN"),
        ("khoẻ", "khỏe"),
        ("quý, quỳ, quỷ, Quỹ, QUỴ", "quý, quỳ, quỷ, Quỹ, QUỴ"),
        ("hoàn toán huỳnh thuyền loè loẹt", "hoàn toán huỳnh thuyền lòe loẹt"),
    ],
)
def test_the_tone_moves_only_at_the_end_of_a_syllable_and_never_after_q(written: str, placed: str) -> None:
    assert place_tones(written) == placed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("liệt sĩ", "liệt sỹ"),
        ("kĩ thuật", "kỹ thuật"),
        ("qui định", "quy định"),
        ("quí", "quý"),
        ("công ti", "công ty"),
        ("i tế", "y tế"),
        ("Lí lịch", "LÝ LỊCH"),
        ("bảo hiểm xã hội", "bao hiem xa hoi"),
        ("Đường", "duong"),
        ("04/2019", "4/2019"),
        ("m²", "m2"),
    ],
)
def test_two_spellings_fold_alike(one: str, other: str) -> None:
    assert syllables(one) == syllables(other)


@pytest.mark.parametrize(("one", "other"), [("tay", "tai"), ("huy", "hui"), ("thuỷ", "thủi"), ("đây", "đâi")])
def test_y_is_no_i_in_other_syllables(one: str, other: str) -> None:
    assert syllables(one) != syllables(other)


def test_bigrams_are_pairs_of_neighbours() -> None:
    assert bigrams(["bao", "hiem", "xa"]) == ["bao_hiem", "hiem_xa"]
    assert bigrams(["bao"]) == []


@pytest.mark.parametrize(
    "hostile", ["\x00", "\ud800", "a\x00b\udfffc", "x" * 100_000, "* : \" ' ( ) - \\ /", "", " \n"]
)
def test_nothing_typed_breaks_a_query(hostile: str) -> None:
    typed = normalise_query(hostile)
    assert all(word.isalnum() and len(word) <= MAX_WORD_CHARACTERS for word in typed.split())
    analyse_query(hostile)
    analyse_beginning(hostile)


def test_a_query_is_capped() -> None:
    assert len(normalise_query("hỏi " * 30_000).split()) == MAX_QUERY_WORDS


@given(any_text | vietnamese)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert compose(compose(text)) == compose(text)
    assert place_tones(place_tones(text)) == place_tones(text)
    assert fold(fold(text)) == fold(text)
    assert normalise_query(normalise_query(text)) == normalise_query(text)


@given(any_text | vietnamese)
def test_each_word_has_one_syllable(text: str) -> None:
    assert len(words(text)) == len(syllables(text))
    assert all(token.strip() and " " not in token for token in (*words(text), *syllables(text)))


@given(vietnamese)
def test_unicode_forms_do_not_matter(text: str) -> None:
    assert syllables(unicodedata.normalize("NFD", text)) == syllables(unicodedata.normalize("NFC", text))


@given(any_text | vietnamese)
def test_analysis_never_raises_and_its_tokens_hold_no_blank(text: str) -> None:
    found = (analyse_document(text), analyse_query(text))
    tokens = [token for one in found for token in (*one.words, *one.bigrams, *one.accented, *one.references)]
    assert all(token and not any(character.isspace() for character in token) for token in tokens)
    assert all(token for token in analyse_title(text))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("đóng BHXH", "đóng bảo hiểm xã hội"),
        ("dong bhxh", "đóng bảo hiểm xã hội"),
        ("NSDLD", "người sử dụng lao động"),
        ("TNHH MTV", "trách nhiệm hữu hạn một thành viên"),
        ("cty ko đóng", "công ty không đóng"),
    ],
)
def test_an_abbreviation_and_what_it_stands_for_are_searched_alike(short: str, long: str) -> None:
    assert analyse_document(short).words == analyse_document(long).words
    assert analyse_query(short).bigrams == analyse_query(long).bigrams


def test_a_typed_accent_tells_abbreviations_apart() -> None:
    assert "doanh" in analyse_query("DN").words
    assert analyse_query("ĐN").words == ["dn"]


@pytest.mark.parametrize("ambiguous", ["TB", "CP", "CC", "TS", "HN"])
def test_an_abbreviation_with_several_meanings_stays_as_it_is(ambiguous: str) -> None:
    assert analyse_query(ambiguous).words == [ambiguous.lower()]


@pytest.mark.parametrize(
    "name",
    [
        "Lao động - Thương binh và Xã hội",
        "Lao động – Thương binh và Xã hội",
        "LĐ-TB&XH",
        "LĐ-TB-XH",
        "LĐTB&XH",
        "LDTBXH",
        "Lao động, TB&XH",
    ],
)
def test_all_spellings_of_a_ministrys_name_are_one(name: str) -> None:
    assert analyse_query(f"Sở {name}").words == analyse_query("Sở LĐTBXH").words


@pytest.mark.parametrize(
    ("typed", "token"),
    [
        ("12/2019/NĐ-CP", "nd:12/2019"),
        ("12/2019/ND-CP", "nd:12/2019"),
        ("12 / 2019 / NĐ - CP", "nd:12/2019"),
        ("012/2019/nđ–cp", "nd:12/2019"),
        ("nd 12/2019", "nd:12/2019"),
        ("nghị định 12 năm 2019", "nd:12/2019"),
        ("Nghị định số 12/2019", "nd:12/2019"),
        (normalise_query("12/2019/NĐ-CP"), "nd:12/2019"),
        ("NĐ-CP12", "nd:12"),
        ("luật 84/2025", "luat:84/2025"),
        ("Luật số 84/2025/QH15", "luat:84/2025"),
        ("28/2015/TT-BLĐTB&XH", "28/2015/tt-bldtbxh"),
        ("1764/QĐ-LĐTBXH", "qd:1764"),
        ("459/BC-UBTVQH14", "459/bc-ubtvqh14"),
        ("3181/LĐTBXH-VP", "3181/ldtbxh-vp"),
        ("khoản 3 Điều 12", "dieu:12.3"),
        ("Điều 12, khoản 3", "dieu:12.3"),
        ("điểm b k1 đ4", "dieu:4.1.b"),
        ("khoản 1, 2 và 5 Điều 7", "dieu:7.5"),
    ],
)
def test_documents_and_articles_are_known_however_they_are_written(typed: str, token: str) -> None:
    assert token in references(typed)


@pytest.mark.parametrize(
    "other", ["500.000đ/người", "thông tư 28", "ngày 12/2019", "24/7", "nghị định 1.000", "tt 100"]
)
def test_other_numbers_name_no_document(other: str) -> None:
    assert references(other) == []


def test_a_query_asks_for_the_most_exact_reference() -> None:
    assert analyse_query("khoản 3 Điều 12").references == ["dieu:12.3"]


def test_courtesies_of_a_long_question_are_left_out() -> None:
    asked = analyse_query("Thưa luật sư, cho em hỏi mức đóng bảo hiểm thất nghiệp là bao nhiêu ạ? Em cảm ơn nhiều!")
    assert asked.words == ["muc", "dong", "bao", "hiem", "that", "nghiep", "la", "bao", "nhieu"]


def test_a_question_of_courtesies_alone_keeps_its_words() -> None:
    assert analyse_query("cho em hỏi cho em hỏi cho em hỏi cho em hỏi").words[:3] == ["cho", "em", "hoi"]


def test_a_title_is_known_by_how_its_words_begin() -> None:
    neighbours, anywhere = analyse_beginning("Mức đóng bảo hi")
    tokens = set(analyse_title("Mức đóng bảo hiểm y tế"))
    assert tokens.issuperset(neighbours)
    assert tokens.issuperset(anywhere)
    assert not tokens.issuperset(analyse_beginning("mứ bảo")[1])
