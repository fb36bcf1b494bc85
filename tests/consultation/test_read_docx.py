"""A Word file is read as a Markdown one is; what Word counts itself is counted."""

from pathlib import Path

import pytest

from consultation.structure.building import build
from consultation.structure.checking import find
from consultation.structure.doubts import DoubtKind
from consultation.structure.files import read_file
from consultation.structure.labels import cited, paths
from consultation.structure.lines import ReadLine
from tests.consultation import words


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[ReadLine]:
    file = tmp_path_factory.mktemp("word") / "received"
    file.write_bytes(words.docx(*words.DRAFT))
    return read_file("Du thao.docx", file)


def read(folder: Path, *paragraphs: str) -> list[ReadLine]:
    (folder / "received").write_bytes(words.docx(*paragraphs))
    return read_file("du-thao.DOCX", folder / "received")


def test_a_drafter_reads_in_a_word_file(lines: list[ReadLine]) -> None:
    document = build(lines)
    assert document.title == "THÔNG TƯ Quy định việc trồng cây trong sân"
    assert document.preamble == "Căn cứ Luật Cây xanh;"
    assert [(cited(path), path[-1].heading, path[-1].text) for path in paths(document)] == [
        ("Chương I", "NHỮNG QUY ĐỊNH CHUNG", ""),
        ("Điều 1", "Trồng cây", ""),
        ("khoản 1 Điều 1", "", "Mỗi sân trồng một cây."),
        ("khoản 2 Điều 1", "", "Cây trồng là:"),
        ("điểm a khoản 2 Điều 1", "", "Cây ăn quả;"),
        ("điểm b khoản 2 Điều 1", "", "Cây lấy bóng."),
        ("khoản 3 Điều 1", "", "Số cây theo bảng sau:\n| Sân | Số cây |\n| Nhỏ | 1 |"),
        ("Điều 2", "Tưới cây", "Tưới cây ba lần một tuần.\nNgười tưới cây ghi sổ.\n- Sổ để ở cổng;"),
    ]
    assert document.closing == "| Nơi nhận: Như Điều 2; | BỘ TRƯỞNG |"


def test_changes_and_footnotes_and_contents_are_told(lines: list[ReadLine]) -> None:
    told = [(doubt.kind, doubt.words) for doubt in find(lines)]
    assert told == [
        (DoubtKind.CONTENTS, "Điều 1. Trồng cây ........ 2"),
        (DoubtKind.DELETED, "Tưới cây ba lần một tuần."),
        (DoubtKind.INSERTED, "Tưới cây ba lần một tuần."),
        (DoubtKind.FOOTNOTE, "Người tưới cây ghi sổ."),
    ]


def test_a_list_that_begins_again_is_counted_so(tmp_path: Path) -> None:
    document = build(
        read(
            tmp_path,
            words.paragraph("Tên một", item=(1, 1), bold=True), words.paragraph("Nội dung."),
            words.paragraph("Tên hai", item=(3, 1), bold=True), words.paragraph("Nội dung."),
            words.paragraph("Tên ba", item=(3, 1), bold=True), words.paragraph("Nội dung."),
        )
    )  # fmt: skip
    assert [node.number for node in document.children] == ["1", "10", "11"]


def test_a_line_break_parts_a_label_from_its_heading(tmp_path: Path) -> None:
    heading = f"{words.run('Chương I', True)}<w:r><w:br/></w:r>{words.run('CHUNG', True)}"
    document = build(
        read(tmp_path, words.paragraph(inside=heading), words.paragraph("Điều 1. Tên"), words.paragraph("A."))
    )
    assert (document.children[0].number, document.children[0].heading) == ("I", "CHUNG")


def test_words_in_a_box_and_pictures_are_told(tmp_path: Path) -> None:
    box = f"<w:r><w:drawing><w:txbxContent>{words.paragraph('DỰ THẢO 2')}</w:txbxContent></w:drawing></w:r>"
    picture = "<w:r><w:drawing><w:pic/></w:drawing></w:r>"
    lines = read(
        tmp_path, words.paragraph("LUẬT A"), words.paragraph("Điều 1. Tên"), words.paragraph("Một.", inside=box),
        words.paragraph(inside=picture),
    )  # fmt: skip
    assert [(doubt.kind, doubt.words) for doubt in find(lines)] == [
        (DoubtKind.TEXT_BOX, "DỰ THẢO 2"), (DoubtKind.PICTURE, "[hình]")
    ]  # fmt: skip


def test_letters_of_an_old_font_become_unicode(tmp_path: Path) -> None:
    from base.legacy_text import to_tcvn3

    texts = ("Điều 1. Phạm vi điều chỉnh", "Thông tư này quy định việc trồng cây.")
    lines = read(tmp_path, words.paragraph("LUẬT A"), *(words.paragraph(to_tcvn3(text)) for text in texts))
    assert build(lines).children[0].heading == "Phạm vi điều chỉnh"
    assert DoubtKind.LEGACY in [doubt.kind for doubt in find(lines)]
