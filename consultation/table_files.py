"""The official table as DOCX, to be signed and filed, and as XLSX, to be sorted and counted."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils import timezone

from base import exports
from base.money import grouped
from base.word import DOCX, Cell, Paper, Paragraph, Words, plain
from consultation.table import Table
from consultation.table_rows import Row

COLUMNS = (
    "NHÓM VẤN ĐỀ HOẶC ĐIỀU, KHOẢN",
    "CHỦ THỂ GÓP Ý",
    "NỘI DUNG GÓP Ý",
    "NỘI DUNG TIẾP THU, GIẢI TRÌNH",
)
WIDTHS = (17, 19, 32, 32)
TITLE = "BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý, PHẢN BIỆN XÃ HỘI"
BATCH_TITLE = "TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý, ĐỢT {ordinal},"
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
SIGNED_BY = "THỦ TRƯỞNG CƠ QUAN CHỦ TRÌ SOẠN THẢO"
# Comments of the largest consultation, one a row.
MOST_ROWS = 100_000


def title_of(table: Table) -> str:
    """Return the table's title with the name of the draft (domain.md, C.3)."""
    begin = TITLE if table.is_whole else BATCH_TITLE.format(ordinal=table.page.ordinal)
    return f"{begin} ĐỐI VỚI {table.consultation.title.upper()}"


def opening_of(table: Table) -> list[str]:
    """Return what stands before the table: on what ground, and how many were asked and answered."""
    page, above = table.page, table.consultation
    agency = page.agency or above.unit.name
    begins = (
        f"Căn cứ Luật Ban hành văn bản quy phạm pháp luật, {agency} đã tổ chức lấy ý kiến, tham vấn, phản biện xã hội"
        f" đối với hồ sơ {above.title}, từ ngày {above.starts_on:%d/%m/%Y} đến hết ngày"
        f" {above.closes_on or above.ends_on:%d/%m/%Y}."
    )
    asked = ""
    if page.consulted is not None:
        asked = (
            f"Tổng số {grouped(page.consulted)} cơ quan, tổ chức, cá nhân đã gửi xin ý kiến, tham vấn, góp ý,"
            " phản biện xã hội và tổng"
        )
    came = f"{asked or 'Tổng'} số {grouped(table.count)} ý kiến nhận được."
    if not table.is_whole:
        came = f"Số ý kiến được trả lời trong đợt này: {grouped(table.count)}."
    own = [line.strip() for line in page.introduction.splitlines() if line.strip()]
    return [begins, *own, f"1. {came}", "2. Kết quả cụ thể như sau:"]


def docx(table: Table) -> HttpResponse:
    """Return the table as the official paper: across, its header on every page, with the place for the signature."""
    page = table.page
    title = title_of(table)
    paper = Paper(title)
    agency = (page.agency or table.consultation.unit.name).upper()
    day = page.signed_on
    dated = f"…, ngày {day:%d} tháng {day:%m} năm {day:%Y}" if day else "…, ngày … tháng … năm …"
    left: Cell = [plain(agency, bold=True, align="center"), plain("_______", align="center")]
    right: Cell = [
        plain(STATE, bold=True, align="center"),
        plain(MOTTO, bold=True, align="center"),
        plain("_______________", align="center"),
        plain(dated, italic=True, align="center"),
    ]
    paper.table((2, 3), [(left, right)], lines=False)
    paper.add(Paragraph((Words(title, bold=True),), "center", points=14), plain(""))
    if table.draft:
        paper.add(plain("(Bản đang soạn, chưa được duyệt)", italic=True, align="center"))
    paper.add(*(plain(line, align="both") for line in opening_of(table)))
    paper.table(WIDTHS, map(_cells, table.rows()), header=COLUMNS)
    signature: Cell = [
        plain(SIGNED_BY, bold=True, align="center", keep=True),
        plain("(Ký, ghi rõ họ tên, đóng dấu)", italic=True, align="center", keep=True),
        *[plain("", keep=True)] * 4,
        plain(page.signer, bold=True, align="center"),
    ]
    paper.table((1, 1), [([plain("", keep=True)], signature)], lines=False)
    response = HttpResponse(paper.content(), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(table)}-{timezone.localdate():%Y-%m-%d}.docx"'
    return response


def xlsx(table: Table) -> HttpResponse:
    """Return the table for a spreadsheet: the first column in every row, the kind and the count in their own."""
    header = [*COLUMNS, "KẾT QUẢ", "SỐ Ý KIẾN"]
    return exports.xlsx(
        file_name(table), "Bản tổng hợp", header, _lines(table), widths=(24, 32, 60, 60, 20, 12), most=MOST_ROWS
    )


def file_name(table: Table) -> str:
    """Return the name of the files, in plain letters; the day is added to it."""
    return f"bang-tong-hop-{table.consultation.number}-{table.page.ordinal}"


def _cells(row: Row) -> list[Cell]:
    said = [plain(line) for line in row.said.split("\n")]
    if row.group_title:
        said[0] = plain(row.said.split("\n")[0], bold=True)
    told = [plain(row.told, italic=True)]
    if row.kind:
        told = [plain(f"{row.kind_label}.", bold=True), *(plain(line) for line in row.explanation.splitlines())]
    first: Cell = [plain(row.heading, bold=True)] if row.begins else None
    return [first, [plain(row.contributors)], said, told]


def _lines(table: Table) -> Iterator[list[object]]:
    for row in table.rows():
        told = row.explanation or row.told
        yield [row.heading, row.contributors, row.said, told, row.kind_label, row.count]
    yield ["Tổng số ý kiến", "", "", "", "", table.count]
