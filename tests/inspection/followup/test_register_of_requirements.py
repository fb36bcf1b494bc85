"""The register of requirements on the officer's screen: adding, changing, the verbs as buttons, what presses first."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from inspection import procedure
from inspection.models import ConclusionRequirement, InspectionConclusionPage
from inspection.states import FollowUpVerb, RequirementStatus
from ministry.models import Unit, User
from tests.inspection.followup.conftest import MILLION, Clock, Conclude, Require
from tests.inspection.followup.test_register_of_conclusions import day, read, sheet

Officer = Callable[[User], Client]
LIST = "/admin/thanh-tra/yeu-cau/"
DESCRIBED = {"kind": "money_recovery", "target": "Công ty Sông Thao", "content": "Nộp đủ.", "amount": "120000000"}


def address(requirement: ConclusionRequirement, action: str = "inspect") -> str:
    return f"{LIST}{action}/{requirement.pk}/"


def verb_address(requirement: ConclusionRequirement, verb: FollowUpVerb) -> str:
    return reverse("inspection_verb", args=[requirement.pk, verb.value])


def test_khanh_writes_one_down_from_the_conclusion(
    conclusion: InspectionConclusionPage, khanh: User, as_officer: Officer
) -> None:
    client = as_officer(khanh)
    asked = f"{LIST}create/?page={conclusion.pk}"
    assert asked in read(client, f"/admin/thanh-tra/ket-luan/inspect/{conclusion.pk}/")
    form = read(client, asked)
    assert conclusion.title in form
    response = client.post(asked, {**DESCRIBED, "page": conclusion.pk, "due_on": "01/09/2026"})
    requirement = ConclusionRequirement.objects.get()
    assert response["Location"] == address(requirement)
    assert (requirement.page, requirement.due_on) == (conclusion, datetime.date(2026, 9, 1))
    assert requirement.amount == 120 * MILLION
    assert [event.by for event in requirement.events.all()] == [khanh]


def test_what_the_verbs_change_no_form_takes(
    conclusion: InspectionConclusionPage, khanh: User, as_officer: Officer
) -> None:
    client = as_officer(khanh)
    sly = {"status": "done", "step": "reported", "amount_done": "5", "closed_on": "01/09/2026", "import_key": "x"}
    client.post(f"{LIST}create/", {**DESCRIBED, **sly, "page": conclusion.pk})
    requirement = ConclusionRequirement.objects.get()
    client.post(address(requirement, "edit"), {**DESCRIBED, **sly, "target": "Khác", "due_on": "01/01/2030"})
    requirement.refresh_from_db()
    assert requirement.target == "Khác"
    assert (requirement.status, requirement.step, requirement.amount_done) == ("not_started", "monitoring", 0)
    assert (requirement.closed_on, requirement.due_on, requirement.import_key) == (None, None, None)


def test_a_refusal_stands_in_the_form_and_nothing_typed_is_lost(
    conclusion: InspectionConclusionPage, khanh: User, as_officer: Officer
) -> None:
    given = {**DESCRIBED, "page": conclusion.pk, "due_on": "01/01/2020"}
    response = as_officer(khanh).post(f"{LIST}create/", given)
    shown = " ".join(response.content.decode().split())
    assert "Hạn thực hiện không thể trước ngày ký" in shown
    assert "Công ty Sông Thao" in shown
    assert not ConclusionRequirement.objects.exists()


def test_nobody_writes_to_another_units_conclusion(
    conclude: Conclude, children_unit: Unit, khanh: User, minh: User, as_officer: Officer
) -> None:
    theirs = conclude(unit=children_unit)
    response = as_officer(khanh).post(f"{LIST}create/", {**DESCRIBED, "page": theirs.pk})
    assert "thuộc đơn vị khác" in response.content.decode()
    assert as_officer(minh).post(f"{LIST}create/", {**DESCRIBED, "page": theirs.pk}).status_code in (302, 403)
    assert not ConclusionRequirement.objects.exists()


def test_the_whole_road_on_the_screen(
    requirement: ConclusionRequirement, khanh: User, thu: User, as_officer: Officer
) -> None:
    inspector, head = as_officer(khanh), as_officer(thu)
    assert "Xác nhận đã xong" not in read(inspector, address(requirement))
    report = verb_address(requirement, FollowUpVerb.REPORT)
    assert "Số tiền thu thêm lần này" in read(inspector, report)
    given = {
        "amount": "120000000",
        "evidence": "Giấy nộp tiền số 12",
        "evidence_url": "https://vanban.bo.test/12",
        "note": "",
    }
    assert inspector.post(report, given)["Location"] == address(requirement)
    shown = read(head, address(requirement))
    for text in ("+120.000.000 đồng", "Giấy nộp tiền số 12", 'href="https://vanban.bo.test/12"', "Vương Quốc Khánh"):
        assert text in shown
    done = {"note": "Đủ.", "evidence": "", "evidence_url": ""}
    assert head.post(verb_address(requirement, FollowUpVerb.MARK_DONE), done).status_code == 302
    requirement.refresh_from_db()
    assert requirement.status == RequirementStatus.DONE
    assert "Mở lại" in read(head, address(requirement))
    assert "Hiện không có việc nào" in read(inspector, address(requirement))
    assert inspector.get(address(requirement, "edit")).status_code in (302, 403)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"note": "", "evidence": "", "evidence_url": ""}, "Cần ghi đã thực hiện được gì"),
        ({"amount": "5", "note": "Đã nộp 5", "evidence": "", "evidence_url": ""}, "cần ghi chứng từ"),
        ({"amount": "mười", "note": "Đã nộp 5", "evidence": "Giấy", "evidence_url": ""}, "Đã nộp 5"),
        ({"note": "Đã nộp 5", "evidence": "Giấy", "evidence_url": "javascript:alert(1)"}, "Đã nộp 5"),
        ({"note": "Đã nộp 5", "evidence": "Giấy", "evidence_url": "ftp://bo.test/a"}, "https://"),
    ],
)
def test_a_refused_report_keeps_what_was_typed(
    given: dict[str, str], told: str, requirement: ConclusionRequirement, khanh: User, as_officer: Officer
) -> None:
    response = as_officer(khanh).post(verb_address(requirement, FollowUpVerb.REPORT), given)
    assert response.status_code == 200
    shown = response.content.decode()
    assert told in shown
    assert given["note"] in shown
    assert requirement.events.count() == 1


def test_another_units_officer_does_not_learn_that_it_is(
    requirement: ConclusionRequirement, dung: User, as_officer: Officer
) -> None:
    client = as_officer(dung)
    for action in ("inspect", "edit", "delete"):
        assert client.get(address(requirement, action)).status_code == 404
    assert client.get(verb_address(requirement, FollowUpVerb.URGE)).status_code == 404
    assert client.post(verb_address(requirement, FollowUpVerb.URGE), {"note": "x"}).status_code == 404
    assert "Sông Thao" not in read(client, LIST)
    assert len(sheet(client.get(f"{LIST}?export=xlsx"))) == 1


def test_an_editor_reads_and_writes_nothing(
    requirement: ConclusionRequirement, minh: User, as_officer: Officer
) -> None:
    client = as_officer(minh)
    assert "Hiện không có việc nào" in read(client, address(requirement))
    assert client.get(address(requirement, "edit")).status_code in (302, 403)
    response = client.post(
        verb_address(requirement, FollowUpVerb.URGE), {"note": "x", "evidence": "", "evidence_url": ""}
    )
    assert "không có quyền" in response.content.decode()
    assert requirement.events.count() == 1


@pytest.mark.parametrize("who", ["lan", "nam", "hanh", "quan_tri", "phuc"])
def test_who_does_not_inspect_does_not_enter(
    who: str, requirement: ConclusionRequirement, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    client = as_officer(request.getfixturevalue(who))
    for url in (LIST, f"{LIST}?export=xlsx", f"{LIST}create/", address(requirement), address(requirement, "edit")):
        assert client.get(url).status_code in (302, 403), url
    assert client.get(verb_address(requirement, FollowUpVerb.URGE)).status_code in (302, 404)


def test_the_head_takes_a_mistake_away(conclude: Conclude, khanh: User, thu: User, as_officer: Officer) -> None:
    draft = conclude(live=False)
    written = procedure.add(draft, khanh, kind="remediation", target="A", content="B")
    assert as_officer(khanh).post(address(written, "delete")).status_code in (302, 403)
    assert ConclusionRequirement.objects.exists()
    as_officer(thu).post(address(written, "delete"))
    assert not ConclusionRequirement.objects.exists()


def rows_of(shown: str) -> list[str]:
    return re.findall(r"Công ty số \d+", shown.split("<tbody>")[-1])


def test_what_presses_comes_first(
    require: Require, khanh: User, thu: User, as_officer: Officer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspection.admin.lists.PAGE_SIZE", 2)
    clock(2026, 9, 4, 9)
    for number, due in enumerate((3, 1, 2, 10, 4)):
        require(target=f"Công ty số {number}", due_on=datetime.date(2026, 9, due))
    client = as_officer(khanh)
    first = read(client, f"{LIST}?viec=qua-han")
    assert rows_of(first) == ["Công ty số 1", "Công ty số 2"]
    onward = first.split('">Xem tiếp')[0].rpartition('href="')[2].replace("&amp;", "&")
    assert rows_of(read(client, LIST + onward)) == ["Công ty số 0"]
    assert rows_of(read(client, f"{LIST}?viec=den-han")) == ["Công ty số 4", "Công ty số 3"]
    procedure.report(ConclusionRequirement.objects.get(target="Công ty số 3"), khanh, note="Đã nộp hồ sơ.")
    assert rows_of(read(client, f"{LIST}?viec=cho-xac-nhan")) == ["Công ty số 3"]
    home = read(as_officer(thu), reverse("wagtailadmin_home"))
    for label, count in (("Quá hạn", 3), ("Đến hạn trong 7 ngày", 2), ("Đã báo cáo, chờ xác nhận", 1)):
        assert f'{label} <span class="desk-count">{count}</span>' in home


def test_the_number_of_queries_is_fixed(require: Require, khanh: User, as_officer: Officer) -> None:
    client = as_officer(khanh)
    require()
    read(client, LIST)
    with CaptureQueriesContext(connection) as few:
        read(client, LIST)
    for number in range(9):
        require(target=f"Công ty số {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(rows_of(read(client, LIST))) == 9
    assert len(many) == len(few), [query["sql"] for query in many.captured_queries]


def test_the_export_holds_dates_numbers_and_no_formula(require: Require, khanh: User, as_officer: Officer) -> None:
    require(target="@SUM(A1)", content="-2+3")
    header, row = sheet(as_officer(khanh).get(f"{LIST}?export=xlsx"))
    shown = dict(zip(header, row, strict=True))
    assert shown["Ai phải thực hiện"] == "'@SUM(A1)"
    assert shown["Nội dung"] == "'-2+3"
    assert shown["Hạn"] == day("2026-09-01")
    assert shown["Phải nộp (đồng)"] == 120 * MILLION
    assert shown["Tình trạng"] == "Chưa thực hiện"
    assert PageLogEntry.objects.get(action="inspection.export").user == khanh
