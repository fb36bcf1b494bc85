"""What a reader sees of a text that was found."""

import re
import unicodedata

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import highlight

ANSWER = "Người lao động đóng bảo hiểm thất nghiệp đủ 12 tháng thì được hưởng trợ cấp."


def marked(snippet: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", snippet)


@pytest.mark.parametrize(
    "typed", ["bảo hiểm", "bao hiem", "BẢO HIỂM", unicodedata.normalize("NFD", "bảo hiểm"), "bảo hiem"]
)
def test_words_are_marked_with_or_without_accents(typed: str) -> None:
    assert marked(highlight(ANSWER, typed)) == ["bảo hiểm"]


def test_a_word_with_other_accents_than_those_typed_is_left_alone() -> None:
    assert marked(highlight("Bạn bán hàng", "bán")) == ["bán"]
    assert marked(highlight("Ban ban hàng", "bán")) == ["Ban ban"]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Đóng BHXH tự nguyện", "bảo hiểm xã hội", ["BHXH"]),
        ("Đóng bảo hiểm xã hội", "BHXH", ["bảo hiểm xã hội"]),
        ("Kĩ thuật viên", "kỹ thuật", ["Kĩ thuật"]),
        ("Hoà giải viên", "hòa giải", ["Hoà giải"]),
        ("Theo quy định tại Nghị định số 12/2019/NĐ-CP", "nghị định 12/2019/NĐ-CP", ["Nghị định", "12/2019/NĐ-CP"]),
    ],
)
def test_another_spelling_is_marked_too(text: str, typed: str, expected: list[str]) -> None:
    assert marked(highlight(text, typed)) == expected


def test_words_that_only_hold_sentences_together_are_not_marked_in_a_long_question() -> None:
    text = "Công ty của tôi được thành lập. Tôi có được hưởng trợ cấp không?"
    assert marked(highlight(text, "tôi có được hưởng trợ cấp thất nghiệp không")) == ["được hưởng trợ cấp"]


def test_the_best_part_of_a_long_text_is_shown() -> None:
    text = "Bảo hiểm là gì. " + "Nội dung khác. " * 100 + ANSWER + " Nội dung khác." * 100
    snippet = highlight(text, "hưởng bảo hiểm thất nghiệp")
    assert "bảo hiểm thất nghiệp" in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")
    assert len(re.sub(r"</?mark>", "", snippet)) <= 240 + len("…  …")


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    assert highlight(ANSWER, "xyz", length=20) == "Người lao động đóng …"
    assert highlight(ANSWER, "") == ANSWER


def test_a_word_longer_than_the_snippet_is_cut() -> None:
    assert highlight("x" * 1_000, "y", length=10) == "x" * 10 + " …"


def test_markup_in_a_text_stays_text() -> None:
    snippet = highlight("<script>alert('bảo hiểm')</script> & <mark>", "script bảo hiểm")
    assert isinstance(snippet, SafeString)
    assert "<script" not in snippet
    assert snippet.startswith("&lt;<mark>script</mark>&gt;")
    assert snippet.endswith("&amp; &lt;mark&gt;")


@given(st.text(st.characters(), max_size=300), st.text(st.characters(), max_size=60), st.integers(-5, 300))
def test_any_text_and_any_query_give_safe_html(text: str, query: str, length: int) -> None:
    snippet = highlight(text, query, length)
    inside = snippet.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in inside
    assert ">" not in inside
    assert snippet.count("<mark>") == snippet.count("</mark>")
