"""`manage.py read_draft` tells what the importer reads from a file, and saves nothing."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from consultation.structure import markdown
from consultation.structure.building import build
from consultation.structure.nodes import Document
from consultation.structure.reading import read
from tests.consultation import words
from tests.consultation.conftest import DRAFT


def told(file: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("read_draft", str(file), *options, stdout=out)
    return out.getvalue()


def test_an_operator_reads_the_figures() -> None:
    last = told(DRAFT).splitlines()[-3:]
    assert last[0] == "LUẬT XE SÁCH LƯU ĐỘNG"
    assert last[1].startswith("part 2, chapter 4, section 2, subsection 2, article 16, clause ")
    assert last[1].endswith("; from Điều 1 to Điều 2 Phụ lục II")
    assert last[2].startswith("21 doubts (2 appendix, ")


def test_a_program_reads_one_object(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(words.docx(*words.DRAFT))
    figures = json.loads(told(tmp_path / "a.docx", "--json"))
    assert figures["counts"]["article"] == len(figures["articles"]) == 2
    assert {doubt["kind"] for doubt in figures["doubts"]} == {"contents", "deleted", "inserted", "footnote"}


def test_the_outline_shows_where_a_heading_stands() -> None:
    assert "      Điều 9. Sổ mượn" in [line[2:] for line in told(DRAFT, "--outline").splitlines()]


def test_markdown_can_be_read_again(law: Document) -> None:
    assert build(read(markdown.paragraphs(told(DRAFT, "--markdown")))) == law


def test_a_bad_file_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match=r"^pdf: Đây là tệp PDF"):
        told(tmp_path / "a.docx")
    with pytest.raises(CommandError, match="is not a file"):
        told(tmp_path / "none.docx")
