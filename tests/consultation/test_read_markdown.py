"""A draft with every fault of a conversion is read: its provisions, its headings, its words."""

import pytest

from consultation.structure import markdown
from consultation.structure.building import build
from consultation.structure.labels import cited, paths
from consultation.structure.lines import ReadLine, Role
from consultation.structure.nodes import Document, Level, Node
from consultation.structure.reading import read


def found(law: Document, name: str) -> Node:
    return next(path[-1] for path in paths(law) if cited(path) == name)


def tree(text: str) -> Document:
    return build(read(markdown.paragraphs(text)))


def numbers(nodes: list[Node]) -> list[str]:
    return [node.number for node in nodes]


def test_a_drafter_finds_every_article_of_the_draft(law: Document) -> None:
    articles = [node for part in law.children[:2] for node in part.walk() if node.level is Level.ARTICLE]
    assert numbers(articles) == [*"1234567", "9", "10", "10", "11", "12", "13", "14"]
    assert [node.level for node in law.children] == [Level.PART, Level.PART, Level.APPENDIX, Level.APPENDIX]


def test_title_grounds_and_end_stand_apart(law: Document) -> None:
    assert law.title == "LUẬT XE SÁCH LƯU ĐỘNG"
    assert law.preamble.startswith("Căn cứ Hiến pháp")
    assert law.preamble.count("\n") == 1
    assert law.closing.endswith("CHỦ TỊCH QUỐC HỘI")


def test_headings_go_on_over_lines(law: Document) -> None:
    assert law.children[0].heading == "QUY ĐỊNH CHUNG"
    assert law.children[0].children[0].heading == "PHẠM VI VÀ ĐỐI TƯỢNG CỦA VIỆC CHO MƯỢN SÁCH BẰNG XE LƯU ĐỘNG"
    assert found(law, "Điều 5").heading == "Sơn xe và biển tên của xe sách, trừ xe của trường học"


def test_text_behind_a_bold_heading_is_no_heading(law: Document) -> None:
    assert (found(law, "Điều 4").heading, found(law, "Điều 4").text) == ("Xe sách", "Xe sách phải che được mưa.")


def test_an_article_in_the_middle_of_a_line_is_its_own(law: Document) -> None:
    assert found(law, "Điều 3").heading == "Nguyên tắc cho mượn"
    assert found(law, "khoản 3 Điều 2").text.endswith("quy định tại khoản 1 Điều 9 của Luật này.")


def test_points_go_by_the_vietnamese_alphabet(law: Document) -> None:
    assert numbers(found(law, "khoản 1 Điều 3").children) == ["a", "b", "c", "d", "d1", "d2", "đ", "e"]


def test_broken_lines_are_joined_and_debris_is_gone(law: Document) -> None:
    assert found(law, "Điều 1").text.endswith("người lái xe và người mượn sách.")
    assert not any("DỰ THẢO 2" in node.text + node.heading for node in law.walk())


def test_a_table_is_kept_as_text(law: Document) -> None:
    assert found(law, "Điều 6").text.split("\n")[1:4] == [
        "| Loại xe | Số sách (cuốn) |", "| Xe nhỏ | 500 |", "| Xe lớn | 1.200 |"
    ]  # fmt: skip


def test_quoted_articles_belong_to_the_clause_that_quotes_them(law: Document) -> None:
    clauses = found(law, "Điều 12").children
    assert numbers(clauses) == ["1", "2", "3", "4"]
    assert clauses[0].text.split("\n")[1] == "“ Điều 5. Xe của thư viện"
    assert clauses[1].text.endswith("“3. Sách cũ được tặng lại.”;")
    assert clauses[3].text == "Bãi bỏ Điều 8."


def test_an_appendix_is_words_unless_it_has_articles_of_its_own(law: Document) -> None:
    first, second = law.children[2:]
    assert (first.number, first.heading, first.text) == ("I", "DANH MỤC XE SÁCH MẪU", "1. Xe ba bánh.\n2. Xe tải nhỏ.")
    assert numbers(second.children) == ["1", "2"]
    assert numbers(second.children[0].children) == ["1"]


def test_no_word_is_lost(faulty: list[ReadLine]) -> None:
    from tests.consultation.conftest import DRAFT

    given = "".join(letter for letter in DRAFT.read_text(encoding="utf-8").replace("<br>", " ") if letter.isalnum())
    kept = "".join(letter for line in faulty for letter in line.whole if letter.isalnum())
    assert kept == given


def test_a_law_wrapped_by_an_editor_is_read_without_doubts() -> None:
    lines = read(
        markdown.paragraphs(
            "# Luật Đò ngang\n\nĐiều 1. Phạm vi điều chỉnh\nLuật này quy định việc chở người qua sông của các\n"
            "Bến đò.\n1. Người chèo đò mặc áo\nphao.\na) Áo còn tốt;\nb) Áo vừa người.\nĐiều 2. Hiệu lực\nTừ năm 2027."
        )
    )
    document = build(lines)
    assert document.title == "Luật Đò ngang"
    assert numbers(document.children) == ["1", "2"]
    assert document.children[0].text == "Luật này quy định việc chở người qua sông của các Bến đò."
    assert document.children[0].children[0].text == "Người chèo đò mặc áo phao."
    assert not any(line.doubts for line in lines)


def test_a_decision_whose_articles_have_no_heading() -> None:
    document = tree(
        "QUYẾT ĐỊNH\n\nBan hành Quy chế mở xe\n\nCăn cứ Luật Xe sách;\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế mở xe.\n\nĐiều 2. Quyết định này có hiệu lực từ ngày ký.\n\n"
        "Nơi nhận:\n\n- Như Điều 2;\n\nBỘ TRƯỞNG\n\nQUY CHẾ MỞ XE\n\n(Ban hành kèm theo Quyết định số 1)\n\n"
        "Điều 1. Giờ mở xe\n\n1. Xe mở từ 8 giờ."
    )
    assert document.title == "QUYẾT ĐỊNH Ban hành Quy chế mở xe"
    assert [node.text for node in document.children[:2]] == [
        "Ban hành kèm theo Quyết định này Quy chế mở xe.", "Quyết định này có hiệu lực từ ngày ký."
    ]  # fmt: skip
    attached = document.children[2]
    assert (attached.level, attached.heading) == (Level.APPENDIX, "QUY CHẾ MỞ XE")
    assert attached.children[0].heading == "Giờ mở xe"


@pytest.mark.parametrize(
    "words",
    [
        "Mục 1 Chương XI của Bộ luật này, Điều 5 và Điều 6.",
        "Điều 5 Nghị định số 105/2020/NĐ-CP quy định việc này.",
        "Phần vốn góp của Nhà nước được giữ nguyên.",
        "Phụ lục ban hành kèm theo Nghị định này có ba bảng.",
        "1.1. Lò điện hồ quang.",
        "5.310.000 đồng một tháng.",
    ],
)
def test_what_only_looks_like_a_label_is_text(words: str) -> None:
    document = tree(f"Điều 1. Tên\n\n{words}\n\nĐiều 2. Tên khác\n\nNội dung.")
    assert [node.text for node in document.walk()] == [words, "Nội dung."]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("ĐIỀU 1: Tên", "1"),
        ("Điều 1 . Tên", "1"),
        ("Điều 1.Tên", "1"),
        ("Ðiều 1. Tên", "1"),
        ("**Điều 1** \n\nTên", "1"),
    ],
)
def test_articles_as_people_write_them(line: str, number: str) -> None:
    document = tree(f"{line}\n\nNội dung.")
    assert [(node.number, node.heading, node.text) for node in document.walk()] == [(number, "Tên", "Nội dung.")]


def test_the_lines_before_the_title_are_left_out_but_kept(faulty: list[ReadLine]) -> None:
    assert next(line.words for line in faulty if line.role is Role.LETTERHEAD) == "QUỐC HỘI"
