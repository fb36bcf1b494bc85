"""A hit deep inside a long file is shown with the words around it, and counts as what was asked for."""

import random

import pytest

from search.highlight import highlight
from search.passages import LONG, nearest

WORDS = "người lao động đóng bảo hiểm công ty thanh tra kết luận vi phạm số tiền quyết định xử lý và của các tại"
QUESTIONS = [
    "phụ cấp độc hại tổ sấy",
    "phu cap doc hai",
    "công ty có phải trả phụ cấp độc hại cho người lao động tổ sấy",
]


def long_text(deep: str, words: int = 100_000) -> str:
    chance, known = random.Random(574), WORDS.split()
    text = [chance.choice(known) for _ in range(words)]
    text.insert(words * 9 // 10, deep)
    return " ".join(text)


def test_a_short_text_stays_whole() -> None:
    assert nearest("Truy thu  phụ cấp", "phụ cấp").text == "Truy thu  phụ cấp"


@pytest.mark.parametrize("query", QUESTIONS)
def test_a_hit_deep_in_a_long_text_is_shown(query: str) -> None:
    text = long_text("truy thu phụ cấp độc hại tổ sấy")
    shown = highlight(text, query)
    assert "phụ cấp độc hại" in shown.replace("<mark>", "").replace("</mark>", "")
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(nearest(text, query).text) <= LONG


def test_an_abbreviation_in_a_long_text_stands_for_its_words() -> None:
    assert "BHTN" in nearest(long_text("BHTN"), "bảo hiểm thất nghiệp").text


def test_without_a_hit_it_is_the_beginning() -> None:
    text = long_text("xong")
    found = nearest(text, "khoáng sản")
    assert text.startswith(found.text)
    assert (found.cut_before, found.cut_behind) == (False, True)
    assert nearest(text, "").text == found.text
    assert nearest(text, "\x00 ?!").text == found.text
