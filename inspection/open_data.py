"""The whole register as open data: read by key in portions, so that its length costs time and no memory."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from base.context import HOME_CRUMB, portal_context
from base.open_files import csv_lines
from inspection.models import ConclusionKind, InspectionConclusionPage, InspectionForm
from inspection.parts import with_parts
from inspection.reading import REGISTER, REGISTER_CRUMB
from inspection.records import record

PORTION = 200
BETWEEN = " | "
ABOUT = f"{REGISTER}du-lieu/"

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the CSV: its heading, what it holds, the name of its fields in JSON, and how its cell is made."""

    title: str
    meaning: str
    field: str
    cell: Callable[[Record], Any]


def _plain(name: str) -> Callable[[Record], Any]:
    return lambda found: found[name]


def _joined(name: str, cell: Callable[[Record], str]) -> Callable[[Record], str]:
    return lambda found: BETWEEN.join(cell(each) for each in found[name])


def _entity(entity: Record) -> str:
    return ", ".join(filter(None, (entity["name"], entity["tax_code"], entity["province"])))


def _violation(found: Record) -> str:
    amount = f": {found['amount']} đồng" if found["amount"] else ""
    return f"{found['group']}: {found['behaviour']}{amount}"


def _requirement(found: Record) -> str:
    what = ", ".join(filter(None, (found["target"], found["content"])))
    return f"{found['kind_label']} ({found['status_label']}){f': {what}' if what else ''}"


def _in_progress(name: str) -> Callable[[Record], int]:
    return lambda found: found["progress"][name]


COLUMNS = (
    Column("Mã kết luận", "Số của kết luận trên cổng, không bao giờ đổi.", "number", _plain("number")),
    Column("Địa chỉ", "Trang của kết luận trên cổng.", "url", _plain("url")),
    Column("Tên", "Tên kết luận.", "title", _plain("title")),
    Column(
        *("Loại", "Kết luận thanh tra hoặc thông báo kết luận thanh tra.", "kind"),
        lambda found: ConclusionKind(found["kind"]).label,
    ),
    Column("Số, ký hiệu", "Số, ký hiệu của văn bản.", "doc_number", _plain("doc_number")),
    Column("Ngày ký", "Năm-tháng-ngày.", "issued_on", _plain("issued_on")),
    Column("Ngày công khai", "Ngày lên cổng lần đầu, năm-tháng-ngày.", "published_on", _plain("published_on")),
    Column("Cơ quan ban hành", "Cơ quan ký kết luận.", "issuing_agency", _plain("issuing_agency")),
    Column("Người ký", "Họ tên người ký.", "signer", _plain("signer")),
    Column("Đơn vị phụ trách", "Đơn vị của Bộ theo dõi kết luận.", "unit_name", _plain("unit_name")),
    Column("Lĩnh vực", "Lĩnh vực chính.", "field_name", _plain("field_name")),
    Column("Lĩnh vực khác", "Cách nhau bằng dấu |.", "other_fields", lambda found: BETWEEN.join(found["other_fields"])),
    Column(
        *("Hình thức thanh tra", "Theo kế hoạch hoặc đột xuất.", "inspection_form"),
        lambda found: InspectionForm(found["inspection_form"]).label,
    ),
    Column("Quyết định thanh tra", "Số quyết định.", "decision_number", _plain("decision_number")),
    Column("Ngày quyết định", "Năm-tháng-ngày.", "decision_on", _plain("decision_on")),
    Column("Thời kỳ từ", "Thời kỳ được thanh tra, từ ngày.", "period_from", _plain("period_from")),
    Column("Thời kỳ đến", "Thời kỳ được thanh tra, đến ngày.", "period_to", _plain("period_to")),
    Column(
        *("Đối tượng", "Tên, mã số thuế, tỉnh của mỗi đối tượng; cách nhau bằng dấu |.", "entities"),
        _joined("entities", _entity),
    ),
    Column("Tóm tắt", "Tóm tắt kết luận.", "summary", _plain("summary")),
    Column(
        *("Vi phạm", "Nhóm, hành vi, số tiền của mỗi vi phạm; cách nhau bằng dấu |.", "violations"),
        _joined("violations", _violation),
    ),
    Column("Số tiền vi phạm (đồng)", "Cộng các vi phạm.", "violations_amount", _plain("violations_amount")),
    Column(
        *("Căn cứ không công khai", "Vì sao một phần tệp được che; không nói ở đâu.", "withheld"),
        lambda found: BETWEEN.join(found["withheld"]),
    ),
    Column(
        "Yêu cầu, kiến nghị",
        "Loại, tình trạng, ai phải làm gì. Yêu cầu không công khai nội dung chỉ có loại và tình trạng.",
        "requirements",
        _joined("requirements", _requirement),
    ),
    Column("Số yêu cầu", "Tổng số yêu cầu, kiến nghị.", "progress.requirements", _in_progress("requirements")),
    Column("Đã xong", "Số yêu cầu đã thực hiện xong.", "progress.done", _in_progress("done")),
    Column("Quá hạn", "Số yêu cầu quá hạn hôm nay.", "progress.overdue", _in_progress("overdue")),
    Column("Phải thu hồi (đồng)", "Cộng số tiền phải nộp, thu hồi.", "progress.to_recover", _in_progress("to_recover")),
    Column("Đã thu hồi (đồng)", "Cộng số tiền đã nộp, thu hồi.", "progress.recovered", _in_progress("recovered")),
    Column("Điều kiện sử dụng", "Nhắc lại ở mỗi dòng.", "licence", lambda found: licence()),
)


def licence() -> str:
    """Return on what condition anybody may use the data."""
    return f"Được tự do sử dụng, chia sẻ; xin ghi nguồn “{portal_context()['name']}” và ngày lấy dữ liệu."


def context() -> dict[str, Any]:
    """Return what inspection/open_data.html shows."""
    return {
        "columns": COLUMNS,
        "licence": licence(),
        "breadcrumbs": [HOME_CRUMB, REGISTER_CRUMB, {"title": "Dữ liệu mở", "url": ""}],
    }


def records() -> Iterator[Record]:
    """Give every public conclusion once, in the order of their keys; what comes meanwhile comes last."""
    after = 0
    while portion := _portion(after):
        yield from map(record, with_parts(portion))
        after = portion[-1].pk


def _portion(after: int) -> list[InspectionConclusionPage]:
    pages = InspectionConclusionPage.public().filter(pk__gt=after).select_related("field", "unit")
    return list(pages.order_by("pk")[:PORTION])


def conclusions_csv() -> Iterator[str]:
    rows = ([column.cell(found) for column in COLUMNS] for found in records())
    return csv_lines([column.title for column in COLUMNS], rows)


def conclusions_json() -> Iterator[str]:
    """Give the whole register as one JSON object, conclusion by conclusion."""
    portal = portal_context()
    head = {
        "title": f"Kết luận thanh tra – {portal['name']}",
        "publisher": portal["ministry"],
        "licence": licence(),
        "documentation": portal["base_url"] + ABOUT,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "conclusions": ['
    for place, found in enumerate(records()):
        separator = ",\n" if place else "\n"
        yield separator + json.dumps(found, ensure_ascii=False, cls=DjangoJSONEncoder)
    yield "\n]}\n"
