"""Addresses of provisions: short, in Vietnamese order, one for each."""

import pytest

from consultation.comparing.keys import named, placed, slug
from consultation.structure.nodes import Document, Level, Node
from tests.consultation.lineage.plain import read_plain

CODE = """Chương I. CHUNG
Mục 1. PHẠM VI
Điều 1. Một
1. Khoản một:
d) dê;
đ) đê.
Chương II. RIÊNG
Mục 1. LẶP LẠI
Điều 1. Lại số một
1. Khoản một.
1. Lại khoản một."""


def test_each_provision_has_its_address() -> None:
    assert list(placed(read_plain(CODE))) == [
        "chuong-i",
        "chuong-i/muc-1",
        "dieu-1",
        "dieu-1/khoan-1",
        "dieu-1/khoan-1/diem-d",
        "dieu-1/khoan-1/diem-dd",
        "chuong-ii",
        "chuong-ii/muc-1",
        "dieu-1~2",
        "dieu-1~2/khoan-1",
        "dieu-1~2/khoan-1~2",
    ]


def test_and_its_name() -> None:
    places = placed(read_plain(CODE))
    assert named(places, "dieu-1/khoan-1/diem-dd") == "điểm đ khoản 1 Điều 1"
    assert named(places, "chuong-ii/muc-1") == "Mục 1 Chương II"
    assert named(places, "dieu-1~2/khoan-1~2") == "khoản 1 (lần 2) Điều 1 (lần 2)"
    assert named(places, "") == "toàn văn"


def test_an_article_of_an_appendix_counts_for_itself() -> None:
    article = Node(Level.ARTICLE, "1", children=[Node(Level.CLAUSE, "2")])
    regulation = Node(Level.APPENDIX, "I", children=[Node(Level.CHAPTER, "II", children=[article])])
    places = placed(Document(children=[Node(Level.ARTICLE, "1"), regulation]))
    assert list(places)[-2:] == ["phu-luc-i/dieu-1", "phu-luc-i/dieu-1/khoan-2"]
    assert named(places, "phu-luc-i/dieu-1/khoan-2") == "khoản 2 Điều 1 Phụ lục I"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("IV", "iv"),
        ("đ", "dd"),
        ("d", "d"),
        ("12a", "12a"),
        ("", "x"),
        ("~2", "2"),
        ("1/2", "1-2"),
        ("9" * 90, "9" * 24),
    ],
)
def test_a_number_in_an_address(number: str, written: str) -> None:
    assert slug(number) == written


def test_a_very_deep_tree_has_addresses_too() -> None:
    node = Node(Level.POINT, "a")
    for _ in range(3_000):
        node = Node(Level.POINT, "a", children=[node])
    assert len(placed(Document(children=[node]))) == 3_001
