"""Queues for each post, filtered, in pages."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import queues
from casework.models import Case
from casework.states import State
from casework.views import desk
from ministry.models import PolicyField, Post, Role, Unit, User
from tests.casework.desk.screens import DESK, Officer, numbers, read

QUEUES = {
    "hanh": ["Chờ tiếp nhận", "Chờ chuyển đơn vị", "Đang xử lý", "Chờ bổ sung", "Quá hạn", "Đã trả lời", "Tất cả"],
    "lan": ["Chờ phân công", "Đang xử lý", "Chờ bổ sung", "Quá hạn", "Đã trả lời", "Tất cả"],
    "nam": ["Việc của tôi", "Đang xử lý", "Chờ bổ sung", "Quá hạn", "Đã trả lời", "Tất cả"],
}


@pytest.mark.parametrize("who", QUEUES)
def test_each_post_has_its_queues(who: str, request: pytest.FixtureRequest, db: None) -> None:
    assert [queue.label for queue in queues.queues_for(request.getfixturevalue(who))] == QUEUES[who]


def test_a_queue_holds_what_its_name_says(
    ask: Callable[..., Case], factotum: User, employment_unit: Unit, as_officer: Officer
) -> None:
    cases = {}
    for state in State:
        cases[state] = ask(title=f"Câu hỏi ở trạng thái {state.value}")
        Case.objects.filter(pk=cases[state].pk).update(state=state, unit=employment_unit, handler=factotum)
    expected = {
        "cho-tiep-nhan": {State.SUBMITTED},
        "cho-chuyen": {State.RECEIVED},
        "cho-phan-cong": {State.DISPATCHED},
        "cua-toi": {State.SUBMITTED, State.RECEIVED, State.AWAITING_SUPPLEMENT, State.DISPATCHED, State.ASSIGNED},
        "dang-xu-ly": {State.ASSIGNED},
        "cho-bo-sung": {State.AWAITING_SUPPLEMENT},
        "qua-han": set(),
        "da-tra-loi": {State.ANSWERED},
        "tat-ca": set(State),
    }
    client = as_officer(factotum)
    assert set(expected) == {queue.name for queue in queues.QUEUES}
    for name, states in expected.items():
        page = read(client, f"{DESK}hang-doi/{name}/")
        assert numbers(page) == {cases[state].number for state in states}, name


def test_an_officer_with_several_posts_finds_what_each_of_them_gives(
    case: Case, in_another_unit: Case, factotum: User, hanh: User, employment_unit: Unit, children_unit: Unit
) -> None:
    """Intake sees every unit's cases; but to be assigned by this leader are the own unit's alone."""
    Case.objects.filter(pk=in_another_unit.pk).update(state=State.DISPATCHED, handler=None)
    counted = queues.counts(factotum)
    assert counted["cho-tiep-nhan"] == 1
    assert counted["cho-phan-cong"] == 0
    Case.objects.filter(pk=case.pk).update(state=State.DISPATCHED, unit=employment_unit)
    Post.objects.create(user=factotum, unit=Unit.objects.get(code="VP"), role=Role.UNIT_LEADER)
    again = User.objects.get(pk=factotum.pk)
    assert queues.counts(again)["cho-phan-cong"] == 1
    assert queues.waiting_for(again) == 1, "counted once, though this person leads two units"


def test_the_menu_says_how_many_wait(case: Case, hanh: User, minh: User, as_officer: Officer) -> None:
    assert "Hồ sơ (1)" in read(as_officer(hanh), "/admin/").replace("\\u1ed3", "ồ").replace("\\u01a1", "ơ")
    assert "ho-so" not in read(as_officer(minh), "/admin/")


def test_cases_are_filtered(
    assigned: Case, in_another_unit: Case, hanh: User, as_officer: Officer, insurance: PolicyField
) -> None:
    client, everything = as_officer(hanh), f"{DESK}hang-doi/tat-ca/"
    assert numbers(read(client, everything)) == {assigned.number, in_another_unit.number}
    for query in (
        f"linh-vuc={insurance.slug}",
        "don-vi=VL",
        f"q={assigned.number}",
        "q=trợ cấp thất nghiệp",
        "linh-vuc=bao-hiem-that-nghiep&don-vi=VL&loai=policy_question&q=Nghỉ việc",
    ):
        assert numbers(read(client, f"{everything}?{query}")) - {query[2:]} <= {assigned.number}, query
        assert assigned.title in read(client, f"{everything}?{query}"), query
    for query in ("q=không có", "loai=concern", "don-vi=XX", "linh-vuc=x", f"q={'x' * 60_000}"):
        assert "Không có hồ sơ nào ở đây." in read(client, f"{everything}?{query}")


def test_the_list_pages_by_key(ask: Callable[..., Case], hanh: User, as_officer: Officer) -> None:
    """Each case is met once, also when new ones arrive between two pages; a page costs the same wherever it is."""
    old = [ask(title=f"Câu hỏi số {number}").number for number in range(desk.PAGE_SIZE * 2 + 5)]
    client, url, met = as_officer(hanh), f"{DESK}hang-doi/tat-ca/?q=Câu", []
    cost = []
    while url:
        with CaptureQueriesContext(connection) as queries:
            page = read(client, url)
        cost.append(len(queries))
        met += list(dict.fromkeys(re.findall(r'<td><a href="/admin/ho-so/(\d{4}-\d{6})/"', page)))
        following = re.search(r'href="(\?[^"]*sau=[^"]*)"', page)
        url = f"{DESK}hang-doi/tat-ca/{following[1].replace('&amp;', '&')}" if following else ""
        ask(title="Câu hỏi mới đến")
    assert met == old[::-1]
    assert max(cost) <= min(cost) + 1, "only the look-up of where to go on"


@pytest.mark.parametrize("after", ["x", "2026-999999", "0001-01-01T00:00:00+14:00~1", "%00", "9" * 500])
def test_a_hostile_place_to_go_on_from_breaks_nothing(after: str, case: Case, hanh: User, as_officer: Officer) -> None:
    response = as_officer(hanh).get(f"{DESK}?sau={after}")
    assert response.status_code == (400 if "%00" in after else 200)


def test_a_list_issues_no_query_for_each_row(ask: Callable[..., Case], hanh: User, as_officer: Officer) -> None:
    client = as_officer(hanh)
    ask()
    read(client, DESK)  # what every page needs is kept from here on
    with CaptureQueriesContext(connection) as few:
        read(client, DESK)
    for number in range(12):
        ask(title=f"Câu hỏi số {number}")
    with CaptureQueriesContext(connection) as many:
        read(client, DESK)
    assert len(many) == len(few)


def test_the_admins_first_page_says_what_waits(
    case: Case, hanh: User, minh: User, as_officer: Callable[[User], Client]
) -> None:
    shown = as_officer(hanh).get("/admin/").content.decode()
    assert "/admin/ho-so/hang-doi/cho-tiep-nhan/" in shown
    assert "waiting-cases" not in as_officer(minh).get("/admin/").content.decode()
