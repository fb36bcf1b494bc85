"""The table as it is filed: LibreOffice opens the DOCX, and the spreadsheet holds no formula."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from consultation.models import ConsultationPage, OutcomePage, ReceptionKind
from consultation.procedure.answer import answer
from consultation.procedure.group import group
from consultation.table import Table
from consultation.table_files import COLUMNS, SIGNED_BY, docx, xlsx
from ministry.models import User
from tests.consultation.reception.steps import outcome_of, part_of, said, these

LONG = "Quy định này còn chung chung, đề nghị nêu rõ ai chịu trách nhiệm, làm trong bao lâu, nộp ở đâu. "


@pytest.fixture
def answered(consultation: ConsultationPage, hoai: User) -> OutcomePage:
    """A page of answers to 47 comments: a campaign of 40, six alone, one hidden."""
    letters = [said(consultation, "dieu-3", "Cho nộp qua mạng.", who=f"Trần Văn {number}") for number in range(40)]
    made = group(consultation, hoai, these(*letters), title="Nộp hồ sơ qua mạng", key="dieu-3", is_campaign=True)
    answer(made, hoai, kind=ReceptionKind.ACCEPTED, explanation="Đã thêm Điều 5 về nộp hồ sơ qua mạng.")
    for at, key in enumerate(["dieu-1", "dieu-2/khoan-1", "dieu-2/khoan-1", "dieu-2/khoan-2/diem-b", "", "dieu-1"]):
        comment = said(consultation, key, f"Ý kiến thứ {at}. " + LONG * (4 * at + 1), who="Nguyễn Thị Thu Hường")
        answer(comment, hoai, kind=ReceptionKind.EXPLAINED, explanation=f"Giữ như dự thảo, vì lẽ thứ {at}. {LONG * 3}")
    formula = said(consultation, "dieu-1", '=HYPERLINK("http://x.test")', who="+84")
    answer(formula, hoai, kind=ReceptionKind.NOTED, explanation="Ghi nhận.")
    return outcome_of(
        consultation, hoai, consulted=1200, agency="Vụ Pháp chế", signer="Bùi Văn Phúc", introduction="Lời đầu."
    )


def test_libreoffice_opens_the_paper(answered: OutcomePage, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("soffice or pdftotext is missing: apt-get install libreoffice-writer-nogui poppler-utils")
    paper = tmp_path / "bang.docx"
    paper.write_bytes(docx(Table(answered, draft=True)).content)
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(paper)], check=True, timeout=300, capture_output=True)
    pages = PdfReader(tmp_path / "bang.pdf").pages
    assert pages[0].mediabox.width > pages[0].mediabox.height, "across"
    read = subprocess.run(["pdftotext", str(tmp_path / "bang.pdf"), "-"], check=True, capture_output=True)
    # Blanks do not count: where fonts change within a word, a blank is read there.
    texts = ["".join(text.split()) for text in read.stdout.decode().split("\f")[: len(pages)]]
    whole = "".join(texts)

    def at(words: str) -> int:
        return whole.index("".join(words.split()))

    assert len(pages) > 2
    for word in " ".join(COLUMNS).split():
        assert all(word in text for text in texts[:2]), "the header stands on every page"
    assert at("Tổng số 1.200 cơ quan, tổ chức, cá nhân") < at("tổng số 47 ý kiến nhận được")
    assert at("Trần Văn 0, Trần Văn 1 và 38 người khác")
    assert at("Nộp hồ sơ qua mạng (40 góp ý)")
    assert at("Khoản 1 Điều 2") < at("Điểm b khoản 2") < at("Vấn đề khác") < at(SIGNED_BY) < at("Bùi Văn Phúc")


def test_the_paper_says_what_it_is(answered: OutcomePage) -> None:
    body = part_of(docx(Table(answered, draft=True)).content)
    assert "BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý, PHẢN BIỆN XÃ HỘI ĐỐI VỚI DỰ THẢO THÔNG TƯ" in body
    assert "Bản đang soạn, chưa được duyệt" in body
    assert "Bản đang soạn" not in part_of(docx(Table(answered)).content)


def test_the_spreadsheet_is_harmless_and_whole(answered: OutcomePage) -> None:
    sheet = load_workbook(io.BytesIO(xlsx(Table(answered, draft=True)).content)).active
    assert isinstance(sheet, Worksheet)
    rows: list[Any] = list(sheet.values)
    assert rows[0] == (*COLUMNS, "KẾT QUẢ", "SỐ Ý KIẾN")
    assert rows[-1][0::5] == ("Tổng số ý kiến", 47)
    assert sum(row[5] for row in rows[1:-1]) == 47
    assert all(row[0] for row in rows), "the first column is filled in every row, to be filtered by"
    said_ = [row[1:3] for row in rows if "HYPERLINK" in str(row[2])]
    assert said_ == [("'+84", '\'=HYPERLINK("http://x.test")')]
    assert not any(cell.data_type == "f" for line in sheet for cell in line)
