"""An abbreviation means what stands near it; all spellings of a ministry are one."""

import pytest

from search.analysis import analyse_document, analyse_query
from search.vocabulary import ABBREVIATION, Line, using


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("chế độ TB và liệt sĩ", "thuong binh"),
        ("TB số 12 về kết luận", "thong bao"),
        ("nghỉ TS hưởng BHXH", "thai san"),
        ("TS thừa kế", "tai san"),
        ("HT và tuất", "huu tri"),
        ("kinh phí CĐ", "cong doan"),
        ("trường CĐ, đại học", "cao dang"),
        ("TT 12/2020", "thong tu"),
        ("TT dịch vụ việc làm", "trung tam"),
        ("thẻ CC gắn chip", "can cuoc"),
        ("người KT nặng", "khuyet tat"),
        ("công ty CP", "co phan"),
        ("BHXH BB và TN", "bat buoc"),
    ],
)
def test_an_ambiguous_abbreviation_means_what_stands_near(text: str, words: str) -> None:
    assert words in " ".join(analyse_query(text).words)
    assert words in " ".join(analyse_document(text).words)


def test_alone_it_stays_and_still_finds_the_documents() -> None:
    assert analyse_query("TS").words == ["ts"]
    assert "ts" in analyse_document("nghỉ TS hưởng BHXH").words
    far = "TS " + "một hai ba " * 4 + "thai sản"
    assert analyse_query(far).words[0] == "ts"


def test_a_staff_line_with_context_stands_beside_the_shipped_one() -> None:
    with using(Line(ABBREVIATION, "NLĐ", "nhà lưu động", context=("công trường",))):
        assert analyse_query("NLĐ công trường").words[:3] == ["nha", "luu", "dong"]
        assert analyse_query("NLĐ nghỉ việc").words[:3] == ["nguoi", "lao", "dong"]


@pytest.mark.parametrize(
    ("name", "long"),
    [
        *((name, "Lao động - Thương binh và Xã hội") for name in (
            "Lao động – Thương binh và Xã hội", "Lao động, Thương binh & Xã hội", "LĐ-TB&XH", "LĐ-TB&amp;XH",
            "LĐ-TB-XH", "LĐTB&XH", "LĐTBXH", "LDTBXH", "LĐ – TB và XH", "ldtb xh", "Lao động - TBXH", "LĐ-TBXH",
        )),
        *((f"Bộ {name}", "BLĐTBXH") for name in ("LĐ-TB&XH", "LĐTBXH", "Lao động - Thương binh và Xã hội", "LĐTB-XH")),
        ("Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo"),
        ("BGD-ĐT", "Bộ Giáo dục và Đào tạo"),
        ("Sở GD-ĐT", "Sở Giáo dục và Đào tạo"),
        ("Bộ KH&CN", "Bộ Khoa học và Công nghệ"),
        ("Bộ TT&TT", "Bộ Thông tin và Truyền thông"),
        ("BKHĐT", "Bộ Kế hoạch và Đầu tư"),
        ("Bộ NN&PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("Bộ TN&MT", "Bộ Tài nguyên và Môi trường"),
        ("BNV", "Bộ Nội vụ"),
        ("VCCI", "Phòng Thương mại và Công nghiệp Việt Nam"),
    ],
)  # fmt: skip
def test_all_spellings_of_a_ministry_find_each_other(name: str, long: str) -> None:
    assert analyse_query(name).words == analyse_query(long).words
    assert analyse_document(name).bigrams == analyse_document(long).bigrams
