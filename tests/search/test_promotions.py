"""Minh puts an answer first for a query; the people find it there, while it is public and its time lasts."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from ministry.models import User
from qa.models import AnswerPage
from search import permissions, promotions
from search.models import Entry, Promotion
from search.promotions import matches, matter_of

LIST = "/admin/cau-tra-loi-uu-tien/"
ADD = f"{LIST}new/"
Write = Callable[..., AnswerPage]
Officer = Callable[[User], Client]


@pytest.fixture
def page(write_answer: Write) -> AnswerPage:
    return write_answer()


@pytest.fixture
def promotion(page: AnswerPage) -> Promotion:
    return Promotion.objects.create(queries="trợ cấp thất nghiệp", page_id=page.pk)


def entry_of(page: AnswerPage) -> int:
    return Entry.objects.get(source="qa.answerpage", source_id=page.pk).pk


def form(target: Page, /, **changes: str) -> dict[str, str]:
    return {
        "queries": "mất việc\nthất nghiệp *",
        "page": str(target.pk),
        "position": "1",
        "starts_on": "",
        "ends_on": "",
        "active": "on",
        "note": "",
    } | changes


def test_minh_puts_an_answer_first(page: AnswerPage, minh: User, as_officer: Officer) -> None:
    desk = as_officer(minh)
    assert LIST in desk.get("/admin/").content.decode(), "it is in the menu"
    shown = desk.get(f"{ADD}?queries=m%E1%BA%A5t+vi%E1%BB%87c").content.decode()
    assert ">\nmất việc</textarea>" in shown
    assert desk.post(ADD, form(page)).status_code == 302
    assert promotions.promoted("Mất việc ạ?") == [entry_of(page)]
    listed = desk.get(LIST).content.decode()
    assert "mất việc" in listed
    assert page.title in listed


@pytest.mark.parametrize(
    ("line", "query", "fits"),
    [
        ("trợ cấp thất nghiệp", "trợ cấp thất nghiệp", True),
        ("trợ cấp thất nghiệp", "tro cap that nghiep", True),
        ("tro cap that nghiep", "TRỢ CẤP THẤT NGHIỆP?", True),
        ("trợ cấp thất nghiệp", "cho em hỏi trợ cấp thất nghiệp ạ", True),
        ("trợ cấp thất nghiệp", "TCTN", True),
        ("tctn", "trợ cấp thất nghiệp", True),
        ("trợ cấp thất nghiệp", "mức trợ cấp thất nghiệp", False),
        ("trợ cấp thất nghiệp", "thất nghiệp trợ cấp", False),
        ("trợ cấp thất nghiệp *", "trợ cấp thất nghiệp", True),
        ("trợ cấp thất nghiệp*", "mức hưởng trợ cấp khi thất nghiệp năm nay", True),
        ("trợ cấp thất nghiệp *", "thất nghiệp trợ cấp", False),
        ("trợ cấp thất nghiệp *", "trợ cấp thai sản", False),
        ("*", "trợ cấp", False),
        ("", "trợ cấp", False),
        ("xin hỏi", "xin hỏi", False),
    ],
)
def test_which_queries_a_line_fits(line: str, query: str, fits: bool) -> None:
    assert matches(line, matter_of(query)) is fits


def test_in_the_order_of_their_position(write_answer: Write, promotion: Promotion) -> None:
    second = write_answer(title="Mức trợ cấp thất nghiệp")
    Promotion.objects.create(queries="trợ cấp *", page_id=second.pk, position=0)
    Promotion.objects.create(queries="trợ cấp *", page_id=second.pk, position=5)
    assert promotions.promoted("trợ cấp thất nghiệp") == [entry_of(second), entry_of(promotion.page)]


@pytest.mark.parametrize("query", ["", " ", "?!", "xin hỏi", "x" * 100_000, "\x00\ud800", "* * *"])
def test_queries_without_matter_promote_nothing(query: str, promotion: Promotion) -> None:
    assert promotions.promoted(query) == []


def test_what_is_not_public_is_not_promoted(write_answer: Write, promotion: Promotion) -> None:
    draft = write_answer(title="Chưa công khai", live=False)
    Promotion.objects.create(queries="trợ cấp thất nghiệp", page_id=draft.pk)
    assert len(promotions.promoted("trợ cấp thất nghiệp")) == 1
    AnswerPage.objects.get(pk=promotion.page_id).unpublish()
    assert promotions.promoted("trợ cấp thất nghiệp") == []


@pytest.mark.parametrize(
    ("starts", "ends", "active", "shown"),
    [
        (None, None, True, True),
        (0, 0, True, True),
        (-1, None, True, True),
        (1, None, True, False),
        (None, -1, True, False),
        (None, 1, True, True),
        (None, None, False, False),
    ],
)
def test_only_in_its_time(
    starts: int | None, ends: int | None, active: bool, shown: bool, promotion: Promotion
) -> None:
    today = timezone.localdate()
    promotion.starts_on = None if starts is None else today + datetime.timedelta(days=starts)
    promotion.ends_on = None if ends is None else today + datetime.timedelta(days=ends)
    promotion.active = active
    promotion.save()
    assert bool(promotions.promoted("trợ cấp thất nghiệp")) is shown


def test_a_deleted_page_takes_its_promotion_along(promotion: Promotion, page: AnswerPage) -> None:
    page.delete()
    assert not Promotion.objects.exists()
    assert promotions.promoted("trợ cấp thất nghiệp") == []


def test_two_statements_however_many_promotions(promotion: Promotion, page: AnswerPage) -> None:
    Promotion.objects.bulk_create(Promotion(queries="trợ cấp *", page_id=page.pk) for _ in range(50))
    with CaptureQueriesContext(connection) as captured:
        promotions.promoted("trợ cấp thất nghiệp")
    assert len(captured) == 2
    with CaptureQueriesContext(connection) as captured:
        promotions.promoted("thai sản")
    assert len(captured) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"queries": ""}, "Trường này là bắt buộc"),
        ({"queries": "mất việc\n*"}, "không có từ nào để so"),
        ({"queries": "x" * 201}, "Mỗi dòng tối đa 200 ký tự"),
        ({"queries": "\n".join(["mất việc"] * 51)}, "Tối đa 50 dòng (hiện có 51)"),
        ({"starts_on": "2026-05-02", "ends_on": "2026-05-01"}, "Ngày kết thúc không thể trước ngày bắt đầu."),
        ({"page": "root"}, "Trang này không nằm trong kết quả tìm kiếm."),
        ({"page": "999999"}, ""),
        ({"page": ""}, ""),
        ({"position": "-1"}, ""),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    changes: dict[str, str], message: str, page: AnswerPage, minh: User, as_officer: Officer
) -> None:
    if changes.get("page") == "root":
        changes = {"page": str(Page.get_first_root_node().pk)}
    reply = as_officer(minh).post(ADD, form(page, **changes))
    assert reply.status_code == 200
    text = reply.content.decode()
    assert "error-message" in text
    assert message in text
    if "queries" not in changes:
        assert "mất việc" in text, "what was typed is kept"
    assert not Promotion.objects.exists()


PEOPLE = {"minh": True, "quan_tri": True, "lan": False, "nam": False, "hanh": False, "thuy": False}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_put_answers_first(
    who: str, promotion: Promotion, page: AnswerPage, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    desk = as_officer(request.getfixturevalue(who))
    allowed = PEOPLE[who]
    for url in (LIST, ADD, f"{LIST}edit/{promotion.pk}/", f"{LIST}delete/{promotion.pk}/"):
        assert (desk.get(url).status_code == 200) is allowed, url
    assert desk.post(ADD, form(page)).status_code == 302
    assert (Promotion.objects.count() == 2) is allowed
    assert (LIST in desk.get("/admin/").content.decode()) is allowed


def test_a_stranger_promotes_nothing(promotion: Promotion, page: AnswerPage, stranger: Client) -> None:
    assert not permissions.may_promote(AnonymousUser())
    assert stranger.get(LIST).status_code == 302
    stranger.post(ADD, form(page))
    assert Promotion.objects.count() == 1


def test_the_list_costs_the_same_for_many(
    promotion: Promotion, page: AnswerPage, minh: User, as_officer: Officer
) -> None:
    desk = as_officer(minh)
    desk.get(LIST)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(LIST).status_code == 200
        return len(captured)

    before = cost()
    Promotion.objects.bulk_create(Promotion(queries="trợ cấp *", page_id=page.pk) for _ in range(15))
    assert cost() == before


def test_an_outdated_answer_says_so(write_answer: Write, stranger: Client, minh: User, as_officer: Officer) -> None:
    """The mark is set in the editor and stands on the page and on its card."""
    from search import finding, indexing

    page = write_answer(outdated=True)
    indexing.drain()
    assert "Quy định có thể đã thay đổi" in stranger.get(page.address).content.decode()
    assert "Quy định có thể đã thay đổi" in stranger.get("/tim-kiem/?q=tro+cap").content.decode()
    assert finding.card(Entry.objects.get())["outdated"]
    editor: Any = as_officer(minh).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'name="outdated"' in editor
