"""Tables as XLSX; text stays text, whatever sign it begins with, and a date is a date."""

import datetime
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from base.money import grouped

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet takes what begins with one of these for a formula, also when it is saved as CSV later.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
WIDEST, NARROWEST = 60, 12
LONGEST_CELL = 32_000
# What one file holds; the rows lie on the disk while they are written, the packed file in memory.
MOST_ROWS = 10_000
CUT = "Bảng dừng ở {most} dòng. Hãy lọc hẹp hơn (theo năm, đơn vị, lĩnh vực) để tải phần còn lại."


def xlsx(
    filename: str,
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    widths: Sequence[int] = (),
    most: int | None = None,
) -> HttpResponse:
    """Return a table as a file to keep; `filename` is in plain letters, and the day is added to it.

    It holds `most` rows at most (MOST_ROWS when not given); where there are more, a last line says so. `widths` are
    those of the columns, in characters.
    """
    most = MOST_ROWS if most is None else most
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(name[:31])
    for place, width in enumerate(widths or [WIDEST, *[NARROWEST] * (len(header) - 1)]):
        sheet.column_dimensions[get_column_letter(place + 1)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, title, bold=True) for title in header])
    left = iter(rows)
    for row in islice(left, most):
        sheet.append([_cell(sheet, value) for value in row])
    if next(left, None) is not None:
        sheet.append([_cell(sheet, CUT.format(most=grouped(most)), bold=True)])
    written = BytesIO()
    book.save(written)
    response = HttpResponse(written.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename}-{timezone.localdate():%Y-%m-%d}.xlsx"'
    return response


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula and every XLSX can hold."""
    text = ILLEGAL_CHARACTERS_RE.sub(" ", text)[:LONGEST_CELL]
    return f"'{text}" if text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS) else text


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    """Return what stands for a value: itself where openpyxl takes it for what it is, which is quicker."""
    if isinstance(value, str):
        value = harmless(value)
        if not bold and not value.startswith("#"):  # it would take #N/A for an error
            return value
    elif not isinstance(value, datetime.date):
        return value
    cell: Any = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    else:
        cell.number_format = "DD/MM/YYYY"
    if bold:
        cell.font = Font(bold=True)
    return cell
