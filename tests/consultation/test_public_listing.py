"""The list of drafts: by where they are in their life and by field, with what a card tells."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultation.models import ConsultationIndexPage, ConsultationPage, ConsultationRule
from consultation.states import CommentState
from ministry.models import PolicyField, Unit
from tests.consultation.reading import words
from tests.consultation.steps import comment_on

Write = Callable[..., ConsultationPage]


def days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


@pytest.fixture
def put(drafts_index: ConsultationIndexPage, insurance: PolicyField, legal_unit: Unit) -> Write:
    """Return a way to have a public consultation that runs between two days, without its approvals."""

    def make(title: str, starts: int, ends: int, **changes: object) -> ConsultationPage:
        given = {"unit": legal_unit, "field": insurance, "summary": f"Tóm tắt {title}."}
        page = ConsultationPage(
            title=title, starts_on=days(starts), ends_on=days(ends), closes_on=days(ends), **given | changes
        )
        drafts_index.add_child(instance=page)
        return page

    return make


@pytest.fixture
def every_state(put: Write, consultation_rule: ConsultationRule) -> None:
    put("Mở lâu", -2, 30)
    put("Sắp hết", -20, 5)
    put("Chưa mở", 4, 50)
    put("Chờ", -60, -10)
    put("Chờ lâu", -90, -40)
    put("Xong", -200, -100, concluded_on=days(-80))


TABS = {
    "": {"Mở lâu", "Sắp hết"},
    "?tinh-trang=dang-lay": {"Mở lâu", "Sắp hết"},
    "?tinh-trang=sap-het": {"Sắp hết"},
    "?tinh-trang=sap-lay": {"Chưa mở"},
    "?tinh-trang=cho-ket-qua": {"Chờ", "Chờ lâu"},
    "?tinh-trang=co-ket-qua": {"Xong"},
    "?tinh-trang=tat-ca": {"Mở lâu", "Sắp hết", "Chưa mở", "Chờ", "Chờ lâu", "Xong"},
}


def test_each_tab_holds_its_own(every_state: None, stranger: Client) -> None:
    for query, wanted in TABS.items():
        response = stranger.get(f"/du-thao/{query}")
        assert {card["title"] for card in response.context["cards"]} == wanted, query
        counts = {tab["name"]: tab["count"] for tab in response.context["tabs"]}
        assert counts["Đang lấy ý kiến"] == 2
        assert counts["Tất cả"] == 6


def test_a_card_tells_the_days_and_what_is_overdue(every_state: None, stranger: Client) -> None:
    soon = words(stranger, "/du-thao/")
    assert soon.index("Sắp hết</a>") < soon.index("Mở lâu</a>"), "what closes first stands first"
    assert "Còn 5 ngày" in soon
    waiting = words(stranger, "/du-thao/?tinh-trang=cho-ket-qua")
    assert "Đã hết hạn 40 ngày, chờ kết quả" in waiting
    assert "Quá hạn công bố 10 ngày" in waiting
    assert f"hạn công bố {days(20):%d/%m/%Y}" in waiting


def test_by_field_the_main_one_or_another(put: Write, childcare: PolicyField, stranger: Client) -> None:
    page = put("Hai lĩnh vực", -2, 30)
    page.other_fields.add(childcare)
    page.save()
    put("Một lĩnh vực", -2, 30)
    for slug, wanted in (("tre-em", {"Hai lĩnh vực"}), ("bao-hiem-that-nghiep", {"Hai lĩnh vực", "Một lĩnh vực"})):
        response = stranger.get(f"/du-thao/?linh-vuc={slug}")
        assert {card["title"] for card in response.context["cards"]} == wanted
        assert f"/du-thao/linh-vuc/{slug}/atom.xml" in response.content.decode()
    assert not stranger.get("/du-thao/?linh-vuc=khong-co").context["cards"]


def test_where_nothing_is_open_the_newest_of_all_are_shown(put: Write, stranger: Client) -> None:
    assert "Chưa có dự thảo nào" in words(stranger, "/du-thao/")
    put("Đã hết", -50, -10)
    assert "Đã hết" in words(stranger, "/du-thao/")


def test_mixtures_and_later_pages_are_not_for_search_engines(every_state: None, stranger: Client) -> None:
    for query, hidden in (
        ("", False),
        ("?tinh-trang=sap-het", False),
        ("?tinh-trang=sap-het&linh-vuc=bao-hiem-that-nghiep", True),
        (f"?sau={days(0)}.5", True),
    ):
        assert ("noindex" in words(stranger, f"/du-thao/{query}")) is hidden, query


def test_a_long_list_is_gone_through_by_key_at_the_same_cost(put: Write, stranger: Client) -> None:
    def cost(address: str) -> int:
        stranger.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert stranger.get(address).status_code == 200
        return len(captured)

    first = put("Số 0", -2, 30)
    few = {address: cost(address) for address in ("/du-thao/", "/", "/du-thao/atom.xml", "/du-thao/lich.ics")}
    for number in range(1, 25):
        page = put(f"Số {number}", -2 - number, 30)
        comment = comment_on(page)
        comment.state = CommentState.SHOWN
        comment.save()
    seen = []
    url = "/du-thao/"
    while True:
        response = stranger.get(url)
        seen += [card["title"] for card in response.context["cards"]]
        if not response.context["next_url"]:
            break
        url = f"/du-thao/{response.context['next_url']}"
    assert seen == [f"Số {number}" for number in range(25)]
    assert first.title == seen[0]
    for address, queries in few.items():
        assert cost(address) == queries <= 8, address
    assert "1 góp ý của 1 người" in words(stranger, "/du-thao/")


@pytest.mark.parametrize(
    "query", ["?sau=x", "?sau=5.5", "?tinh-trang=gi-do", "?linh-vuc=" + "a" * 500, "?truoc=2026-99-99.1"]
)
def test_hostile_addresses(query: str, put: Write, stranger: Client) -> None:
    put("Một", -2, 30)
    assert stranger.get(f"/du-thao/{query}").status_code == 200


def test_the_front_page_shows_what_closes_first(every_state: None, stranger: Client) -> None:
    page = words(stranger, "/")
    assert page.index("Đang lấy ý kiến") < page.index("Sắp hết</a>") < page.index("Mở lâu</a>")
    assert "Chưa mở</a>" not in page
