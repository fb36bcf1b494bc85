"""A register comes from a spreadsheet: loaded once, refused by line and reason, found by everybody afterwards."""

import contextlib
import datetime
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from openpyxl import Workbook

from inspection.importing import parts
from inspection.models import ConclusionRequirement, InspectionConclusionPage, InspectionIndexPage, ViolationGroup
from inspection.states import FollowUpStep, FollowUpVerb, RequirementStatus
from ministry.models import PolicyField, Province, Unit
from search.models import Entry
from tests.conftest import LONG_AGO

pytestmark = pytest.mark.django_db

MAP = {
    "number": "Số",
    "issued_on": "Ngày ký",
    "kind": "Loại",
    "agency": "Cơ quan",
    "signer": "Người ký",
    "unit": "Đơn vị",
    "field": "Lĩnh vực",
    "other_fields": "Lĩnh vực khác",
    "period_from": "Kỳ từ",
    "period_to": "Kỳ đến",
    "summary": "Tóm tắt",
    "entities": "Đối tượng",
    "violations": "Vi phạm",
    "requirements": "Yêu cầu",
    "other_publications": "Công khai khác",
}
HEADER = list(MAP.values())
GOOD: dict[str, Any] = {
    "Số": "45/KL-TTr",
    "Ngày ký": "05/11/2026",
    "Loại": "Kết luận thanh tra",
    "Cơ quan": "Thanh tra Bộ",
    "Người ký": "Nguyễn Minh Thu",
    "Đơn vị": "TTr",
    "Lĩnh vực": "Bảo hiểm thất nghiệp",
    "Lĩnh vực khác": "tre-em",
    "Kỳ từ": "01/01/2024",
    "Kỳ đến": "31/12/2025",
    "Tóm tắt": "Công ty chậm đóng bảo hiểm.",
    "Đối tượng": "Công ty May Sao Mai | 9901234567 | tỉnh Thanh Hóa\nCông ty May Hoa Sim",
    "Vi phạm": "Đóng bảo hiểm | Chậm đóng bảo hiểm | 1.250.000.000 đồng | Điều 17",
    "Yêu cầu": "Thu hồi tiền | Công ty May Sao Mai | Nộp đủ tiền | 1.250.000.000 | 250.000.000 | 31/12/2026 | "
    "Đang thực hiện\nremediation | Công ty May Hoa Sim | Ký lại hợp đồng | | | 01/10/2026 | done",
    "Công khai khác": "Báo điện tử | Báo Dân sinh | 10/11/2026 | 30/11/2026 | 1 | https://bao.test/1\n"
    "meeting | Hội trường | 12/11/2026",
}
Import = Callable[..., dict[str, Any]]


@pytest.fixture
def register(insurance: PolicyField, childcare: PolicyField, inspection_unit: Unit, province: Province) -> None:
    ViolationGroup.objects.create(name="Đóng bảo hiểm", slug="bao-hiem", valid_from=LONG_AGO)


@pytest.fixture
def load(register: None, tmp_path: Path) -> Import:
    """Return a way to import rows of a workbook; it returns the command's figures."""

    def run(*rows: dict[str, Any], **options: Any) -> dict[str, Any]:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(HEADER)
        for row in rows:
            sheet.append([row.get(name) for name in HEADER])
        book.save(tmp_path / "so.xlsx")
        out = StringIO()
        pairs = [f"{ours}={theirs}" for ours, theirs in MAP.items()]
        with contextlib.suppress(SystemExit):  # when every row was refused
            call_command("import_inspections", tmp_path / "so.xlsx", map=pairs, json=True, stdout=out, **options)
        figures: dict[str, Any] = json.loads(out.getvalue())
        return figures

    return run


def test_a_register_is_loaded_whole(load: Import, client: Client) -> None:
    figures = load(GOOD)
    assert (figures["loaded"], figures["refused"]) == (1, 0)
    page = InspectionConclusionPage.objects.get()
    assert page.live
    assert page.title == "Kết luận thanh tra số 45/KL-TTr đối với Công ty May Sao Mai"
    assert (page.doc_number, page.issued_on) == ("45/KL-TTr", datetime.date(2026, 11, 5))
    assert [(one.name, one.tax_code, str(one.province or "")) for one in page.entities.all()] == [
        ("Công ty May Sao Mai", "9901234567", "Thanh Hóa"),
        ("Công ty May Hoa Sim", "", ""),
    ]
    assert [one.amount for one in page.violations.all()] == [1_250_000_000]
    assert [field.slug for field in page.other_fields.all()] == ["tre-em"]
    money, contract = ConclusionRequirement.objects.all()
    assert (money.amount, money.amount_done, money.status) == (
        1_250_000_000,
        250_000_000,
        RequirementStatus.IN_PROGRESS,
    )
    assert (contract.status, contract.step, contract.closed_on) == (
        RequirementStatus.DONE,
        FollowUpStep.REPORTED,
        datetime.date(2026, 10, 1),
    )
    assert [(event.verb, event.by) for event in contract.events.all()] == [(FollowUpVerb.ADD, None)]
    online, meeting = page.other_publications.all()
    assert (online.form, online.url, meeting.from_on) == (
        "online_press",
        "https://bao.test/1",
        datetime.date(2026, 11, 12),
    )
    assert Entry.objects.public().get(kind="conclusion").url == page.address


def test_the_tree_stays_sound(load: Import) -> None:
    load(GOOD, GOOD | {"Số": "46/KL-TTr"})
    index = InspectionIndexPage.objects.get()
    assert index.numchild == 2
    assert [page.depth for page in index.get_children()] == [index.depth + 1] * 2
    assert InspectionConclusionPage.find_problems() == ([], [], [], [], [])
    assert len(set(InspectionConclusionPage.objects.values_list("slug", flat=True))) == 2


def test_a_second_run_loads_nothing_twice(load: Import) -> None:
    load(GOOD)
    figures = load(GOOD, GOOD | {"Số": "46/KL-TTr"})
    assert (figures["loaded"], figures["already_there"]) == (1, 1)
    assert ConclusionRequirement.objects.count() == 4


def test_a_dry_run_writes_nothing(load: Import) -> None:
    assert load(GOOD, dry_run=True)["loaded"] == 1
    assert not InspectionConclusionPage.objects.exists()


REFUSED = [
    ("no number", {"Số": " "}, "missing number of the document"),
    ("no day", {"Ngày ký": ""}, "missing date"),
    ("month first", {"Ngày ký": "12/31/2026"}, "unreadable date"),
    ("no entity", {"Đối tượng": "\n"}, "no inspected entity"),
    ("no summary", {"Tóm tắt": ""}, "missing summary"),
    ("kind", {"Loại": "Thông tư"}, "unknown kind"),
    ("field", {"Lĩnh vực": "Hàng hải"}, "unknown field"),
    ("unit", {"Đơn vị": "XYZ"}, "unknown unit"),
    ("tax code", {"Đối tượng": "Công ty | 12AB"}, "bad tax code"),
    ("province", {"Đối tượng": "Công ty | | Atlantis"}, "unknown province"),
    ("group", {"Vi phạm": "Hàng hải | Chạy quá tốc độ"}, "unknown group of violations"),
    ("no behaviour", {"Vi phạm": "bao-hiem"}, "a violation without behaviour"),
    ("amount", {"Vi phạm": "bao-hiem | Chậm đóng | 12,5 tỷ"}, "unreadable amount"),
    ("huge amount", {"Vi phạm": f"bao-hiem | Chậm đóng | {'9' * 30}"}, "unreadable amount"),
    ("requirement", {"Yêu cầu": "Thu hồi tiền | Công ty"}, "a requirement without kind, target or content"),
    ("status", {"Yêu cầu": "Thu hồi tiền | Công ty | Nộp | | | | sắp xong"}, "unknown status"),
    ("due day", {"Yêu cầu": "Thu hồi tiền | Công ty | Nộp | | | ngày mai"}, "unreadable date"),
    ("publication", {"Công khai khác": "Loa phường | Xã A | 01/11/2026"}, parts.PartReason.BAD_PUBLICATION),
    ("address", {"Công khai khác": "meeting | A | 01/11/2026 | | 1 | javascript:1"}, parts.PartReason.BAD_PUBLICATION),
    ("period", {"Kỳ từ": "01/01/2026", "Kỳ đến": "01/01/2025"}, "the period ends before it begins"),
    ("long number", {"Số": "4" * 61}, "text too long"),
]


@pytest.mark.parametrize(("change", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_faulty_row_is_refused_and_the_next_one_loaded(load: Import, change: dict[str, Any], reason: str) -> None:
    figures = load(GOOD | change, GOOD | {"Số": "46/KL-TTr"})
    assert figures["reasons"] == {reason: 1}
    assert figures["refusals"][0]["line"] == 2
    assert InspectionConclusionPage.objects.get().doc_number == "46/KL-TTr"


def test_the_same_document_twice_in_a_file_is_refused_once(load: Import) -> None:
    figures = load(GOOD, GOOD)
    assert (figures["loaded"], figures["reasons"]) == (1, {"duplicate key": 1})


def test_a_file_without_what_is_needed_is_not_begun(register: None, tmp_path: Path) -> None:
    (tmp_path / "so.csv").write_text("number,summary\n1,x\n", encoding="utf-8")
    with pytest.raises(CommandError, match="issued_on"):
        call_command("import_inspections", tmp_path / "so.csv")


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1.250.000", 1_250_000), ("1,250,000 đ", 1_250_000), ("0", 0), ("", None), ("500 Đồng", 500), ("12 000", 12_000)],
)
def test_amounts_are_read_as_they_are_written(written: str, amount: int | None) -> None:
    assert parts.amount(written) == amount


def test_the_sample_is_loaded_whole_and_once(db: None) -> None:
    from home import sample

    sample.load_ministry(with_accounts=False)
    assert sample.load_conclusions() == 558
    assert sample.load_conclusions() == 0
    assert InspectionConclusionPage.public().count() == 558
    assert not ConclusionRequirement.objects.filter(status=RequirementStatus.DONE, closed_on=None).exists()
