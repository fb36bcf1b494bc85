"""The register of conclusions on the officer's screen: whose rows, which filters, no way around, few queries."""

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import PageLogEntry

from base import exports
from inspection.models import InspectionConclusionPage, Redaction
from ministry.models import PolicyField, Unit, User
from tests.inspection.followup.conftest import Conclude, Require

Officer = Callable[[User], Client]
LIST = "/admin/thanh-tra/ket-luan/"


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


def sheet(response: Any) -> list[tuple[Any, ...]]:
    book = load_workbook(io.BytesIO(response.content))
    assert book.active is not None
    return [tuple(row) for row in book.active.iter_rows(values_only=True)]


def day(text: str) -> datetime.datetime:
    """Return a day as openpyxl reads one: a moment without a zone."""
    return datetime.datetime.fromisoformat(text)


def test_khanh_sees_how_far_each_conclusion_is(
    conclude: Conclude, require: Require, khanh: User, as_officer: Officer
) -> None:
    page = conclude(doc_number="46/KL-TTr", title="Thanh tra an toàn lao động")
    require(page, due_on=datetime.date(2026, 6, 2))
    shown = read(as_officer(khanh), LIST)
    assert shown.index("45/KL-TTr") > shown.index("46/KL-TTr"), "the newest first"
    assert "0/1 xong" in shown
    assert "1 quá hạn" in shown
    assert "0 / 120.000.000" in shown
    assert "Đang công khai" in shown
    assert f"{LIST}inspect/{page.pk}/" in shown


def test_where_it_is_in_moderation_is_told(conclude: Conclude, khanh: User, as_officer: Officer) -> None:
    waiting, draft = conclude(live=False, doc_number="1/KL"), conclude(live=False, doc_number="2/KL")
    waiting.get_workflow().start(waiting, khanh)
    shown = read(as_officer(khanh), LIST)
    assert "Bản nháp, chờ bước “Lãnh đạo thanh tra duyệt”" in shown
    assert draft.doc_number not in read(as_officer(khanh), f"{LIST}?cong-khai=cho-duyet")
    assert waiting.doc_number in read(as_officer(khanh), f"{LIST}?cong-khai=cho-duyet")
    assert waiting.doc_number not in read(as_officer(khanh), f"{LIST}?cong-khai=roi")


def test_another_units_conclusion_does_not_exist(
    conclude: Conclude, children_unit: Unit, khanh: User, dung: User, minh: User, as_officer: Officer
) -> None:
    theirs = conclude(unit=children_unit, doc_number="9/KL-TE")
    assert "9/KL-TE" not in read(as_officer(khanh), LIST)
    assert as_officer(khanh).get(f"{LIST}inspect/{theirs.pk}/").status_code == 404
    for reader in (dung, minh):
        assert "9/KL-TE" in read(as_officer(reader), LIST)
        assert "9/KL-TE" in read(as_officer(reader), f"{LIST}inspect/{theirs.pk}/")


@pytest.mark.parametrize("who", ["lan", "nam", "son", "hanh", "quan_tri", "phuc"])
def test_who_does_not_inspect_does_not_enter(
    who: str, conclusion: InspectionConclusionPage, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    client = as_officer(request.getfixturevalue(who))
    for url in (LIST, f"{LIST}?export=xlsx", f"{LIST}inspect/{conclusion.pk}/"):
        assert client.get(url).status_code in (302, 403), url
    assert LIST not in client.get(reverse("wagtailadmin_home")).content.decode(), "the menu does not name it"


def test_a_stranger_is_asked_to_log_in(stranger: Client, conclusion: InspectionConclusionPage) -> None:
    for url in (LIST, f"{LIST}?export=xlsx", f"{LIST}inspect/{conclusion.pk}/"):
        assert "/login/" in stranger.get(url)["Location"]


def test_menus_and_search_narrow_the_list(
    conclude: Conclude, childcare: PolicyField, thu: User, as_officer: Officer
) -> None:
    conclude(doc_number="1/KL-CU", issued_on=datetime.date(2024, 12, 31), title="Thanh tra cũ")
    conclude(doc_number="2/TB-TRE", field=childcare, kind="conclusion_notice")
    client = as_officer(thu)
    for query, found in {
        "nam=2024": "1/KL-CU",
        "linh-vuc=tre-em": "2/TB-TRE",
        "loai=conclusion_notice": "2/TB-TRE",
        "q=1/KL-CU": "1/KL-CU",
        "q=thanh+tra+c%C5%A9": "1/KL-CU",
        "q=2/TB&nam=2026": "2/TB-TRE",
    }.items():
        shown = read(client, f"{LIST}?{query}")
        assert [number for number in ("1/KL-CU", "2/TB-TRE") if number in shown] == [found], query
    assert "2/TB-TRE" in read(client, f"{LIST}?q=2600123456")
    assert "Không có dòng nào khớp" in read(client, f"{LIST}?q=kh%C3%B4ng-c%C3%B3")


@pytest.mark.parametrize(
    "query",
    [
        "owner__password__startswith=zzz",
        "page_ptr__owner__username=minh",
        "requirements__events__note__contains=x",
        "redactions__note=x",
        "issued_on__year=abc",
        "no_such_column=1",
        "nam=abc",
        "nam=99999",
        "linh-vuc=%27",
        "o=99.-1",
        "p=-5",
        "sau=xyz",
        "sau=2026-13-45.1",
        "truoc=2026-01-01.99999999999999999999",
        "export=csv",
    ],
)
def test_an_address_asks_nothing_but_the_menus(
    query: str, conclusion: InspectionConclusionPage, khanh: User, as_officer: Officer
) -> None:
    assert conclusion.doc_number in read(as_officer(khanh), f"{LIST}?{query}")


@pytest.mark.parametrize("key", ["0", "abc", "-1", "99999999999999999999999", "1_2", "٣"])
def test_a_key_that_is_none_is_not_found(key: str, khanh: User, as_officer: Officer) -> None:
    assert as_officer(khanh).get(f"{LIST}inspect/{key}/").status_code == 404


def test_editing_goes_to_the_page_editor(
    conclusion: InspectionConclusionPage, khanh: User, thu: User, as_officer: Officer
) -> None:
    editor = reverse("wagtailadmin_pages:edit", args=[conclusion.pk])
    assert as_officer(khanh).get(f"{LIST}edit/{conclusion.pk}/")["Location"].startswith(editor)
    parent = conclusion.get_parent()
    place = ["inspection", "inspectionconclusionpage", parent.pk]
    assert as_officer(khanh).get(f"{LIST}create/")["Location"].startswith(reverse("wagtailadmin_pages:add", args=place))
    assert as_officer(khanh).post(f"{LIST}delete/{conclusion.pk}/").status_code in (302, 403), "it is public"
    assert InspectionConclusionPage.objects.filter(pk=conclusion.pk).exists()


def test_what_was_withheld_is_for_those_who_write_the_page(
    conclude: Conclude, khanh: User, minh: User, as_officer: Officer
) -> None:
    page = conclude(live=False)
    page.redactions.add(Redaction(page_number=3, ground="personal_data", note="Số căn cước"))
    page.save_revision(user=khanh)
    url = f"{LIST}inspect/{page.pk}/"
    assert "Số căn cước" in read(as_officer(khanh), url), "the last draft is shown"
    assert "Số căn cước" in read(as_officer(minh), url)


def test_hostile_text_stays_text(conclude: Conclude, require: Require, khanh: User, as_officer: Officer) -> None:
    page = conclude(title="<script>alert(1)</script>", doc_number="<b>1", summary="<img src=x>")
    require(page, target="<script>alert(2)</script>", content="<i>")
    for url in (LIST, f"{LIST}inspect/{page.pk}/"):
        shown = read(as_officer(khanh), url)
        assert "<script>alert" not in shown
        assert "<img src=x>" not in shown
        assert "&lt;b&gt;1" in shown


def test_the_export_is_a_table_without_formulas_and_is_noted(
    conclude: Conclude, require: Require, thu: User, as_officer: Officer
) -> None:
    page = conclude(doc_number="=1+1", title="+Thanh tra", issued_on=datetime.date(2026, 7, 2))
    require(page, due_on=None)
    response = as_officer(thu).get(f"{LIST}?export=xlsx&nam=2026")
    header, first, *_ = sheet(response)
    assert header[:4] == ("Số, ký hiệu", "Tên", "Loại", "Ngày ký")
    assert first[:4] == ("'=1+1", "'+Thanh tra", "Kết luận thanh tra", day("2026-07-02"))
    assert first[11:16] == (1, 0, 0, 120_000_000, 0)
    entry = PageLogEntry.objects.get(action="inspection.export")
    assert entry.user == thu
    assert entry.data["rows"] == 2
    assert entry.data["chosen"] == "nam=2026"
    assert "Tải về 2 dòng" in str(entry.message)


def test_the_export_holds_so_many_rows_and_says_so(
    conclude: Conclude, khanh: User, as_officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    for number in range(3):
        conclude(doc_number=f"{number}/KL")
    rows = sheet(as_officer(khanh).get(f"{LIST}?export=xlsx"))
    assert len(rows) == 4
    assert "dừng ở 2 dòng" in str(rows[-1][0])
    assert PageLogEntry.objects.get(action="inspection.export").data["rows"] == 2


def test_a_long_list_pages_by_key_with_a_fixed_number_of_queries(
    conclude: Conclude, require: Require, khanh: User, as_officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspection.admin.lists.PAGE_SIZE", 4)
    client = as_officer(khanh)
    require(conclude(doc_number="0/KL"))
    read(client, LIST)  # what is kept is kept now
    with CaptureQueriesContext(
        connection,
    ) as few:
        read(client, LIST)
    for number in range(1, 9):
        require(conclude(doc_number=f"{number}/KL"))
    with CaptureQueriesContext(connection) as many:
        first = read(client, LIST)
    assert len(many) == len(few), [query["sql"] for query in many.captured_queries]
    assert not [
        query["sql"]
        for query in many.captured_queries
        if "COUNT(*)" in query["sql"] and "conclusionpage" in query["sql"]
    ]
    numbers, url, pages = [], LIST, [first]
    while True:
        shown = pages[-1]
        numbers += [f"{number}/KL" for number in range(9, -1, -1) if f">{number}/KL<" in shown]
        if "Xem tiếp" not in shown:
            break
        url = shown.split('">Xem tiếp')[0].rpartition('href="')[2].replace("&amp;", "&")
        pages.append(read(client, LIST + url))
    assert len(pages) == 3
    assert sorted(numbers) == [f"{number}/KL" for number in range(9)]
