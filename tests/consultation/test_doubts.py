"""The drafter is told what is doubtful, with its line and in one sentence."""

import pytest

from consultation.structure import markdown
from consultation.structure.checking import find
from consultation.structure.doubts import SENTENCES, DoubtKind
from consultation.structure.lines import ReadLine
from consultation.structure.reading import read


def doubts(text: str) -> list[tuple[DoubtKind, int]]:
    return [(doubt.kind, doubt.line) for doubt in find(read(markdown.paragraphs(text)))]


def articles(*bodies: str) -> str:
    """A document with a title and an article for each body."""
    return "# LUẬT A\n\n" + "\n\n".join(f"Điều {place}. Tên\n\n{body}" for place, body in enumerate(bodies, 1))


def test_every_fault_of_the_draft_is_told(faulty: list[ReadLine]) -> None:
    assert [(doubt.line, doubt.kind.value) for doubt in find(faulty)] == [
        (33, "joined"), (35, "page_header"), (47, "joined"), (47, "article_in_line"), (69, "page_header"),
        (71, "page_number"), (87, "gap"), (89, "out_of_order"), (106, "picture"), (110, "level_skipped"), (116, "gap"),
        (126, "page_header"), (140, "repeated"), (144, "no_heading"), (148, "repeated"), (156, "quoted_article"),
        (166, "unbalanced_quotes"), (166, "quoted_article"), (176, "empty"), (182, "appendix"), (190, "appendix"),
    ]  # fmt: skip


def test_a_gap_says_what_is_missing(faulty: list[ReadLine]) -> None:
    told = [doubt.sentence for doubt in find(faulty) if doubt.kind is DoubtKind.GAP]
    assert told == [
        "Nhảy số: sau khoản 1 là khoản 3, thiếu khoản 2. Xin xem có sót nội dung không.",
        "Nhảy số: sau Điều 7 là Điều 9, thiếu điều 8. Xin xem có sót nội dung không.",
    ]


def test_every_kind_has_its_sentence() -> None:
    assert set(SENTENCES) == set(DoubtKind)


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("Điều 1. Tên\n\nNội dung.", DoubtKind.NO_TITLE, 1),
        ("# LUẬT A\n\nĐiều 2. Tên\n\nNội dung.", DoubtKind.GAP, 3),
        (articles("1. Một.\n\n1. Hai."), DoubtKind.REPEATED, 7),
        (articles("1. Một:\n\na) A;\n\nc) C."), DoubtKind.GAP, 9),
        (articles("1. Một:\n\nb) B;\n\na) A."), DoubtKind.OUT_OF_ORDER, 9),
        (
            articles("1. Một.", "Hai.") + "\n\nChương IIII\n\nTÊN CHƯƠNG\n\nĐiều 3. Tên\n\nBa.",
            DoubtKind.OUT_OF_ORDER,
            11,
        ),
        (articles("Tiền là\n\nNgười nộp."), DoubtKind.JOINED, 7),
        (articles("1. Tên và địa chỉ\n\nNgười nộp ký tên."), DoubtKind.MAYBE_BROKEN, 7),
        (articles("Điều 5 - như trên."), DoubtKind.MAYBE_ARTICLE, 5),
        (articles("Nội dung “trích."), DoubtKind.UNBALANCED_QUOTES, 5),
        (articles("Nội dung.[^1]") + "\n\n[^1]: Chú thích.", DoubtKind.FOOTNOTE, 5),
        ("MỤC LỤC\n\nĐiều 1. Tên ............ 2\n\n" + articles("Nội dung."), DoubtKind.CONTENTS, 3),
        (articles("Nội dung.\n\nTrang 3/20"), DoubtKind.PAGE_NUMBER, 7),
        (articles("1. Một."), None, 0),
        (articles("1. Một.", "2. Hai."), DoubtKind.GAP, 9),
    ],
)
def test_each_doubt_by_name(text: str, kind: DoubtKind | None, line: int) -> None:
    told = doubts(text)
    assert (kind, line) in told if kind else told == []


def test_inserted_numbers_are_in_order() -> None:
    text = articles("1. Một.\n\n1a. Thêm.\n\n2. Hai:\n\na) A;\n\na1) A1;\n\nb) B;\n\nc) C;\n\nd) D;\n\nđ) Đ;\n\ne) E.")
    assert doubts(text) == []


def test_chapters_may_go_on_or_begin_anew_in_a_part() -> None:
    def law(second: str) -> str:
        return (
            "# BỘ LUẬT A\n\nPhần thứ nhất\n\nCHUNG\n\nChương I\n\nMỘT\n\nĐiều 1. Tên\n\nA.\n\nPhần thứ hai\n\nRIÊNG\n\n"
            f"Chương {second}\n\nHAI\n\nĐiều 2. Tên\n\nB."
        )

    assert doubts(law("I")) == doubts(law("II")) == []
    assert [kind for kind, _ in doubts(law("III"))] == [DoubtKind.GAP]


def test_one_outlier_does_not_make_all_that_follows_doubtful() -> None:
    text = articles("A.", "B.", "C.", "D.").replace("Điều 2.", "Điều 20.")
    assert [kind for kind, _ in doubts(text)] == [DoubtKind.GAP, DoubtKind.OUT_OF_ORDER]
