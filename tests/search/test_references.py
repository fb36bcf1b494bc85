"""Numbers of documents and articles of law, as laws print them and as people type them (domain H.7)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.references import references


@pytest.mark.parametrize(
    ("typed", "token"),
    [
        ("nđ 145/2020", "nd:145/2020"),
        ("nd 12/2019", "nd:12/2019"),
        ("NĐ-CP12", "nd:12"),
        ("12/2019/ND-CP", "nd:12/2019"),
        ("nghị định 12 năm 2019", "nd:12/2019"),
        ("luật 84/2025", "luat:84/2025"),
        ("04/2020/TT-BNV", "tt:4/2020"),
        ("1764/QĐ-LĐTBXH", "1764/qd-ldtbxh"),
        ("28/2015/TT-BLĐTBXH", "28/2015/tt-bldtbxh"),
        ("28/2015/TT-BLĐTB&amp;XH", "28/2015/tt-bldtbxh"),
        ("09/2016/TTLT-BLĐTBXH-BTC", "9/2016/ttlt-bldtbxh-btc"),
        ("09/2016/TTLT-BLĐTBXH-BTC", "ttlt:9/2016"),
        ("06/2018/QĐ-UBND", "qd:6/2018"),
        ("33/2017/QĐ-TTg", "33/2017/qd-ttg"),
        ("459/BC-UBTVQH14", "459/bc-ubtvqh14"),
        ("636/TB-TTCP", "636/tb-ttcp"),
        ("3181/LĐTBXH-VP", "3181/ldtbxh-vp"),
        ("9800/VPCP-ĐMDN", "9800/vpcp-dmdn"),
        ("119/TB-LĐTBXH", "tb:119"),
        ("03/VBHN-VPQH", "vbhn:3"),
        ("84/2025/QH15", "luat:84/2025"),
        ("01/2021/PL-UBTVQH14", "pl:1/2021"),
        ("72/2025/NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN", "72/2025/nqlt-ubtvqh15-cp-dctubtwmttqvn"),
        ("72/2025/NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN", "nqlt:72/2025"),
        ("200/2014/TT/BTC", "200/2014/tt-btc"),
    ],
)
def test_a_document_is_known_by_its_number(typed: str, token: str) -> None:
    assert token in references(f"Theo {typed}, ông được hưởng")


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("khoản 3 Điều 12", ["dieu:12.3", "dieu:12"]),
        ("điểm b k1 đ4", ["dieu:4.1.b", "dieu:4.1", "dieu:4"]),
        ("Đ169 k3", ["dieu:169.3", "dieu:169"]),
        ("Điều 12 khoản 3 điểm a", ["dieu:12.3.a", "dieu:12.3", "dieu:12"]),
        ("điểm a, b khoản 2 Điều 5", ["dieu:5.2.a", "dieu:5.2", "dieu:5", "dieu:5.2.b"]),
        ("khoản 1 và khoản 2 Điều 5", ["dieu:5.1", "dieu:5", "dieu:5.2"]),
        ("khoản 3 Điều 12, khoản 4 Điều 13", ["dieu:12.3", "dieu:12", "dieu:13.4", "dieu:13"]),
    ],
)
def test_an_article_is_known_with_its_clauses(typed: str, tokens: list[str]) -> None:
    assert references(typed) == tokens


@pytest.mark.parametrize("plain", ["vitamin D5", "thu 500k", "lớp 12/3", "50.000đ/người", "24/7", "ngày 11/8/2023"])
def test_other_numbers_name_nothing(plain: str) -> None:
    assert references(plain) == []


def test_what_stands_far_from_a_number_is_not_read_into_it() -> None:
    assert references("Nghị định " + "này quy định rất nhiều " * 20 + "12") == []


def test_a_long_text_without_references_costs_little() -> None:
    started = time.perf_counter()
    references("khoản 1, " * 50_000)
    assert time.perf_counter() - started < 10


@given(st.text(st.sampled_from("đĐkK điềukhoản0123456789/,.-–&; nNcCpPqQhH\n"), max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    assert all(token and " " not in token for token in references(text))
