"""The register for programs: open data, feed, API; the same for everybody and nothing restricted in any of it."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base.models import PortalSettings
from inspection import open_data
from inspection.models import InspectionConclusionPage
from tests.inspection.conftest import GROUNDS, Publish

CSV, JSON = "/ket-luan-thanh-tra/du-lieu.csv", "/ket-luan-thanh-tra/du-lieu.json"
API = "/api/v1/inspections"
SECRETS = ("Lò Văn Kín", "Bí Mật", "Phùng Kín", "77000777", "2026-01-31", "NHAP-1", "redaction", "import_key", "note")


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    return b"".join(response).decode()


@pytest.fixture
def page(publish_conclusion: Publish, owed: dict[str, Any], hidden: dict[str, Any]) -> InspectionConclusionPage:
    return publish_conclusion(requirements=[owed, hidden], withheld=GROUNDS, import_key="NHAP-1")


def test_a_journalist_opens_the_whole_register_in_a_spreadsheet(
    page: InspectionConclusionPage, stranger: Client
) -> None:
    text = body(stranger, CSV)
    assert text.startswith("\ufeff")
    [row] = csv.DictReader(io.StringIO(text[1:]))
    assert row["Mã kết luận"] == str(page.number)
    assert row["Đối tượng"] == "Công ty TNHH May Sông Chu, 2800123456, Thanh Hóa"
    assert row["Số tiền vi phạm (đồng)"] == "1234567000"
    assert row["Ngày ký"] == "2026-03-10"
    assert row["Căn cứ không công khai"] == "bí mật kinh doanh | dữ liệu cá nhân"
    assert row["Yêu cầu, kiến nghị"].endswith("| Kiểm điểm, xử lý cán bộ (Chưa thực hiện)")
    assert (row["Số yêu cầu"], row["Quá hạn"], row["Đã thu hồi (đồng)"]) == ("2", "1", "500000000")
    assert "ghi nguồn" in row["Điều kiện sử dụng"]


def test_a_program_reads_the_same_as_json(page: InspectionConclusionPage, stranger: Client) -> None:
    whole = json.loads(body(stranger, JSON))
    assert "ghi nguồn" in whole["licence"]
    [found] = whole["conclusions"]
    assert found == json.loads(body(stranger, f"{API}/{page.number}"))
    assert found["requirements"][1] == {
        "kind": "personnel_review",
        "kind_label": "Kiểm điểm, xử lý cán bộ",
        "status": "not_started",
        "status_label": "Chưa thực hiện",
        "withheld": True,
        "target": "",
        "content": "",
        "amount": None,
        "amount_done": None,
        "due_on": None,
        "overdue": False,
        "not_yet_compulsory": False,
    }


def test_nothing_restricted_leaves_by_any_door(page: InspectionConclusionPage, stranger: Client) -> None:
    doors = (CSV, JSON, API, f"{API}/{page.number}", "/ket-luan-thanh-tra/atom.xml", "/api/v2/pages/?fields=*")
    for door in (*doors, f"/api/v2/pages/{page.pk}/?fields=*", "/ket-luan-thanh-tra/", page.address):
        text = body(stranger, door)
        for secret in SECRETS[:6]:
            assert secret not in text, (door, secret)
    for secret in SECRETS[6:]:
        assert secret not in body(stranger, JSON), secret


def test_formulas_are_text(publish_conclusion: Publish, stranger: Client) -> None:
    publish_conclusion(title='=HYPERLINK("http://xấu.test")', signer="@SUM(A1)", summary="-1+1")
    [row] = csv.DictReader(io.StringIO(body(stranger, CSV)[1:]))
    assert row["Tên"].startswith("'=")
    assert row["Người ký"] == "'@SUM(A1)"
    assert row["Tóm tắt"] == "'-1+1"


def test_the_length_of_the_register_costs_queries_by_portions_only(
    publish_conclusion: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        publish_conclusion(title=f"Kết luận {number}", live=number != 2)
    monkeypatch.setattr(open_data, "PORTION", 2)
    with CaptureQueriesContext(connection) as captured:
        found = [record["title"] for record in open_data.records()]
    assert found == ["Kết luận 0", "Kết luận 1", "Kết luận 3", "Kết luận 4"]
    assert len(captured) == 2 * 7 + 1


def test_every_column_is_explained(page: InspectionConclusionPage, stranger: Client) -> None:
    text = body(stranger, "/ket-luan-thanh-tra/du-lieu/")
    header = next(csv.reader(io.StringIO(body(stranger, CSV)[1:])))
    assert header == [column.title for column in open_data.COLUMNS]
    assert all(title in text for title in header)


def test_who_asks_for_the_headers_alone_has_nothing_made(page: InspectionConclusionPage, stranger: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        response = stranger.head(CSV)
    assert response.status_code == 200
    assert 'rel="license"' in response["Link"]
    assert len(captured) == 0


def test_the_feed_tells_the_newest_under_the_portals_own_name(
    publish_conclusion: Publish, stranger: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        PortalSettings.objects.update_or_create(defaults={"name": "Cổng của dân"})
        PortalSettings.objects.get().save()
    page = publish_conclusion()
    publish_conclusion(title="Nháp", live=False)
    root = ET.fromstring(body(stranger, "/ket-luan-thanh-tra/atom.xml"))
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.findtext(f"{atom}title") == "Cổng của dân: Kết luận thanh tra"
    assert [entry.findtext(f"{atom}title") for entry in root.iter(f"{atom}entry")] == [page.title]


def test_a_program_goes_through_the_list_by_its_next(publish_conclusion: Publish, stranger: Client) -> None:
    wanted = [publish_conclusion(title=f"Kết luận {number}").number for number in range(5)][::-1]
    found, address = [], f"{API}?limit=2&province=38&year=2026"
    while address:
        answer = json.loads(body(stranger, address[address.index("/api") :]))
        found += [item["number"] for item in answer["items"]]
        address = answer["next"]
    assert found == wanted


@pytest.mark.parametrize(
    ("query", "found"),
    [
        *(("kind=conclusion_notice", 0), ("agency=Thanh tra Bộ", 1), ("entity=2800123456", 1), ("entity=song chu", 1)),
        *(("violation_group=cham-dong-bao-hiem", 1), ("signer=Ai đó", 0), ("field=x", 0), ("after=x", 1)),
        *(("limit=-5", 1), ("limit=999999", 1), ("year=-1", 0), ("entity=%25", 0), ("after=0001-01-01.1", 0)),
    ],
)
def test_filters_of_the_api(query: str, found: int, page: InspectionConclusionPage, stranger: Client) -> None:
    assert len(json.loads(body(stranger, f"{API}?{query}"))["items"]) == found


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "999999"])
def test_a_number_that_is_none_is_not_found(number: str, stranger: Client, db: None) -> None:
    assert stranger.get(f"{API}/{number}").status_code == 404


def test_the_limit_must_be_a_number(stranger: Client, db: None) -> None:
    assert stranger.get(f"{API}?limit=viele").status_code == 422
