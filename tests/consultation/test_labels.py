"""Provisions are cited, linked and ordered as the law does it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.structure.labels import anchors, cited, cited_at_start, law_order, named, paths
from consultation.structure.nodes import Document, Level
from consultation.structure.numbers import POINT_LETTERS, key_of, roman, roman_value, written_as


@pytest.mark.parametrize(
    ("cited_as", "anchor"),
    [
        ("Phần thứ nhất", "phan-thu-nhat"),
        ("Chương I Phần thứ nhất", "phan-thu-nhat-chuong-i"),
        ("Mục 2 Chương II Phần thứ nhất", "phan-thu-nhat-chuong-ii-muc-2"),
        ("Tiểu mục 2 Mục 2 Chương II Phần thứ nhất", "phan-thu-nhat-chuong-ii-muc-2-tieu-muc-2"),
        ("Điều 12", "dieu-12"),
        ("khoản 2a Điều 9", "dieu-9-khoan-2a"),
        ("điểm d khoản 1 Điều 3", "dieu-3-khoan-1-diem-d"),
        ("điểm đ khoản 1 Điều 3", "dieu-3-khoan-1-diem-dd"),
        ("điểm d1 khoản 1 Điều 3", "dieu-3-khoan-1-diem-d1"),
        ("điểm a Điều 7", "dieu-7-diem-a"),
        ("Phụ lục I", "phu-luc-i"),
        ("khoản 1 Điều 1 Phụ lục II", "phu-luc-ii-dieu-1-khoan-1"),
    ],
)
def test_a_provision_is_cited_and_linked(law: Document, cited_as: str, anchor: str) -> None:
    assert anchor in {where for path, where in anchors(law) if cited(path) == cited_as}


def test_a_number_that_stands_twice_has_two_anchors(law: Document) -> None:
    found = [where for _, where in anchors(law)]
    assert len(set(found)) == len(found)
    assert {"dieu-10", "dieu-10~2"} <= set(found)


def test_the_same_provision_keeps_its_anchor_in_another_chapter(law: Document) -> None:
    moved = Document(children=[node for node in law.walk() if node.level is Level.ARTICLE and node.number == "3"])
    assert "dieu-3-khoan-1-diem-dd" in [where for _, where in anchors(moved)]


def test_a_citation_begins_a_cell(law: Document) -> None:
    path = next(path for path in paths(law) if cited(path) == "điểm a khoản 1 Điều 3")
    assert cited_at_start(path) == "Điểm a khoản 1 Điều 3"
    assert named(Level.APPENDIX, "") == "Phụ lục"


def test_the_order_of_the_law_is_that_of_its_text(law: Document) -> None:
    told = [path for path in paths(law) if path[-1].number not in ("10", "III") and "Điều 5" not in cited(path)]
    told = [path for path in told if not any(node.number in ("10", "III") for node in path)]
    shuffled = random.Random(7).sample(told, len(told))
    assert [cited(path) for path in sorted(shuffled, key=law_order)] == [cited(path) for path in told]


@given(st.integers(1, 3999))
def test_roman_numbers(value: int) -> None:
    assert roman_value(roman(value)) == value


@pytest.mark.parametrize("written", ["", "IIII", "VX", "IC", "A", "iv"])
def test_what_is_no_roman_number(written: str) -> None:
    assert roman_value(written) == 0


@pytest.mark.parametrize(
    ("level", "numbers"),
    [
        (Level.ARTICLE, ["1", "2", "2a", "2b", "3", "10", "100"]),
        (Level.POINT, ["a", "a1", "a2", "b", "c", "d", "đ", "e", "f", "g", "i", "j", "k", "y", "aa", "bb"]),
        (Level.CHAPTER, ["I", "II", "IIa", "IV", "IX", "X", "XL"]),
        (Level.PART, ["thứ nhất", "thứ hai", "thứ tư", "thứ mười", "thứ mười một", "thứ mười lăm"]),
        (Level.APPENDIX, ["A", "B", "E"]),
    ],
)
def test_numbers_in_order(level: Level, numbers: list[str]) -> None:
    keys = [key_of(level, number) for number in numbers]
    assert all(keys)
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("level", "number"), [(Level.ARTICLE, "IV"), (Level.CLAUSE, "hai"), (Level.POINT, "1"), (Level.CHAPTER, "MMXIIII")]
)
def test_numbers_that_cannot_be_read(level: Level, number: str) -> None:
    assert key_of(level, number) == ()


def test_a_missing_number_is_written_like_its_neighbours() -> None:
    assert [written_as(Level.POINT, place, "a") for place in range(1, 24)] == list(POINT_LETTERS)
    assert written_as(Level.CHAPTER, 4, "V") == "IV"
    assert written_as(Level.PART, 2, "thứ ba") == "thứ hai"
    assert written_as(Level.ARTICLE, 12, "13") == "12"
