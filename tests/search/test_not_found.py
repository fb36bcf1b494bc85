"""Minh reads what people looked for in vain, and takes it home as a table; no single person's words are in it."""

import datetime
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from base import exports
from ministry.models import User
from search import reports
from search.models import SearchLog
from tests.search.use import NOT_FOUND, read, searched, sheet

Officer = Callable[[User], Client]


def test_minh_sees_what_was_looked_for_in_vain(minh: User, as_officer: Officer, db: None) -> None:
    for text in ("trợ cấp lưu trú Hàn Quốc", "tro cap luu tru han quoc", "Trợ cấp lưu trú Hàn Quốc?"):
        searched(text)
    searched("trợ cấp thất nghiệp", found=4)
    desk = as_officer(minh)
    page = read(desk, NOT_FOUND)
    assert page.lower().count("lưu trú hàn quốc") >= 1
    assert '<td class="use-number">3</td>' in page
    assert "trợ cấp thất nghiệp" not in page
    assert "/admin/cau-tra-loi-uu-tien/new/?queries=" in page
    assert "/admin/tu-dien-tim-kiem/new/?short=" in page
    assert sheet(desk, f"{NOT_FOUND}?xuat=xlsx")[1][1] == 3


def test_what_was_asked_once_is_a_number_unless_its_words_are_the_portals(
    minh: User, as_officer: Officer, db: None
) -> None:
    searched("Hoa xóm Đình nợ tiền")
    searched("bảo hiểm thất nghiệp")
    page = read(as_officer(minh), NOT_FOUND)
    assert "nợ tiền" not in page
    assert "bảo hiểm thất nghiệp" in page
    assert "Khác: <strong>1</strong> lượt" in page
    assert "Tổng cộng: <strong>2</strong>" in page
    rows = sheet(as_officer(minh), f"{NOT_FOUND}?xuat=xlsx")
    assert rows[-1][:2] == ("(các câu khác, không hiện nội dung)", 1)
    searched("hoa xóm Đình nợ tiền")
    assert "nợ tiền" in read(as_officer(minh), NOT_FOUND), "asked twice, it is nobody's own any more"


def test_a_query_that_was_all_person_has_no_line(db: None) -> None:
    for _ in range(3):
        searched("0912345678")
    report = reports.not_found(90)
    assert (report.rows, report.others, report.total) == ([], 3, 3)


def test_the_period_is_chosen(minh: User, as_officer: Officer, db: None) -> None:
    for _ in range(2):
        searched("trợ cấp lưu trú")
    SearchLog.objects.update(asked_at=timezone.now() - datetime.timedelta(days=8))
    desk = as_officer(minh)
    assert "trợ cấp lưu trú" not in read(desk, f"{NOT_FOUND}?ky=7")
    assert "trợ cấp lưu trú" in read(desk, f"{NOT_FOUND}?ky=30")
    for odd in ("?ky=abc", "?ky=-1", "?ky=99999999999", "?xuat=pdf", "?ky=%00"):
        assert desk.get(NOT_FOUND + odd).status_code in (200, 400)


@pytest.mark.parametrize("who", ["lan", "leader_of_the_ministry"])
def test_readers_who_may_not_promote_are_offered_no_button(
    who: str, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    desk = as_officer(request.getfixturevalue(who))
    for _ in range(2):
        searched("trợ cấp lưu trú")
    page = read(desk, NOT_FOUND)
    assert "trợ cấp lưu trú" in page
    assert "/admin/cau-tra-loi-uu-tien/" not in page
    assert "/admin/tu-dien-tim-kiem/" not in page


@pytest.mark.parametrize("sign", ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "#N/A"])
def test_no_export_holds_a_formula(sign: str) -> None:
    response = exports.xlsx("thu", "Thử", [sign], [[sign, 5, None, datetime.date(2026, 1, 1)]])
    cells = [cell for row in load_workbook(io.BytesIO(response.content)).active.iter_rows() for cell in row]  # type: ignore[union-attr]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert len(texts) == 2
    assert all(cell.data_type == "s" for cell in texts)
    assert all(str(cell.value) == ("#N/A" if sign == "#N/A" else f"'{sign}") for cell in texts)
    assert [cell.number_format for cell in cells if isinstance(cell.value, datetime.date)] == ["DD/MM/YYYY"]


def test_hostile_text_stays_text(minh: User, as_officer: Officer, db: None) -> None:
    for _ in range(2):
        searched("<script>alert(1)</script> =cmd \x00 \x07")
    page = read(as_officer(minh), NOT_FOUND)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page
    assert len(sheet(as_officer(minh), f"{NOT_FOUND}?xuat=xlsx")) == 2
