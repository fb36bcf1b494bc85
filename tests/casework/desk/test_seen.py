"""A case with its sender and its buttons for who works on it, and no trace of it for anybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework import queues
from casework.models import Case
from casework.states import State, Verb
from ministry.models import User
from qa.compose import compose
from tests.casework.desk.screens import DESK, Officer, address, buttons, numbers, read


@pytest.mark.parametrize("who", ["hanh", "lan", "nam", "huong"])
def test_who_sees_the_case_sees_the_sender(
    who: str, assigned: Case, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    page = read(as_officer(request.getfixturevalue(who)), address(assigned))
    for told in ("Nguyễn Thị Hoa", "0912345678", "hoa@nguoidan.test", "Thanh Hóa", "phiên bản 1"):
        assert told in page
    assert "10 ngày làm việc tính từ sau ngày" in page
    assert "Căn cứ: Quy chế. Căn cứ này chưa xác minh." in page


BUTTONS: dict[str, dict[State, set[str] | None]] = {
    "hanh": {
        State.SUBMITTED: {"receive", "classify", "reject", "transfer", "request_supplement", "change_secret"},
        State.ASSIGNED: {"change_secret"},
    },
    "lan": {State.SUBMITTED: None, State.ASSIGNED: {"request_supplement", "assign", "return_case"}},
    "nam": {State.SUBMITTED: None, State.ASSIGNED: {"request_supplement", "compose"}},
    "huong": {State.SUBMITTED: None, State.ASSIGNED: set()},
}


@pytest.mark.parametrize("who", BUTTONS)
def test_the_buttons_are_what_is_allowed_now(
    who: str, assigned: Case, ask: Callable[..., Case], as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    client = as_officer(request.getfixturevalue(who))
    for case, shown in ((ask(), BUTTONS[who][State.SUBMITTED]), (assigned, BUTTONS[who][State.ASSIGNED])):
        if shown is None:
            assert client.get(address(case)).status_code == 404
        else:
            assert buttons(read(client, address(case))) == shown


@pytest.mark.parametrize("who", ["son", "thuy"])
def test_another_units_officer_meets_no_trace_of_the_case(
    who: str,
    assigned: Case,
    in_another_unit: Case,
    nam: User,
    as_officer: Officer,
    request: pytest.FixtureRequest,
) -> None:
    page = compose(nam, assigned)
    client = as_officer(request.getfixturevalue(who))
    for url in (address(assigned), *(address(assigned, verb) for verb in Verb.values)):
        assert client.get(url).status_code == 404
        assert client.post(url, {"note": "Cho xem nào."}).status_code in (404, 405)
    assert client.post(f"{DESK}{assigned.number}/lam/compose/").status_code == 404
    for queue in queues.queues_for(request.getfixturevalue(who)):
        shown = read(client, f"{DESK}hang-doi/{queue.name}/?q=")
        assert assigned.number not in shown
        assert assigned.title not in shown
        assert assigned.number not in read(client, f"{DESK}hang-doi/{queue.name}/?sau={assigned.number}")
    assert numbers(read(client, f"{DESK}hang-doi/tat-ca/")) == {in_another_unit.number}
    for url in (
        "/admin/",
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        f"{reverse('wagtailadmin_pages:search')}?q=thất+nghiệp",
        f"{reverse('wagtailadmin_pages:search_results')}?q=Nghỉ",
    ):
        assert assigned.title not in client.get(url, follow=True).content.decode(), url
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert edit.status_code in (302, 403, 404)
    assigned.refresh_from_db()
    assert (assigned.state, assigned.handler) == (State.ASSIGNED, nam)


def test_an_unknown_number_and_anothers_case_look_the_same(
    assigned: Case, in_another_unit: Case, nam: User, as_officer: Officer
) -> None:
    client = as_officer(nam)
    known, unknown = client.get(address(in_another_unit)), client.get(f"{DESK}2019-999999/")
    assert known.status_code == unknown.status_code == 404
    strip = {ord(digit): None for digit in "0123456789"}
    assert known.content.decode().translate(strip) == unknown.content.decode().translate(strip)


@pytest.mark.parametrize("who", ["minh", "quan_tri", "root", "hung"])
def test_who_does_not_work_on_cases_does_not_enter(
    who: str, assigned: Case, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    client = as_officer(request.getfixturevalue(who))
    for url in (DESK, f"{DESK}hang-doi/tat-ca/", address(assigned)):
        response = client.get(url)
        assert response.status_code in (302, 403)
        assert assigned.title not in response.content.decode()


def test_a_stranger_is_led_to_the_log_in(assigned: Case, stranger: Client) -> None:
    for url in (DESK, address(assigned), address(assigned, "assign")):
        response = stranger.get(url)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/admin/login/")


def test_the_draft_and_its_place_in_moderation_are_shown(
    assigned: Case, nam: User, lan: User, as_officer: Officer
) -> None:
    page = compose(nam, assigned)
    shown = read(as_officer(nam), address(assigned))
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown
    assert "bản nháp" in shown
    page.get_workflow().start(page, nam)
    assert "Lãnh đạo đơn vị duyệt" in read(as_officer(nam), address(assigned))


def test_hostile_text_of_a_sender_stays_text(
    ask: Callable[..., Case], hoa: dict[str, Any], hanh: User, as_officer: Officer
) -> None:
    nasty = "<script>alert(1)</script>"
    case = ask(title=nasty, content=nasty, sender=hoa | {"sender_name": nasty, "address_detail": nasty})
    client = as_officer(hanh)
    for url in (DESK, address(case), address(case, "reject")):
        assert nasty not in read(client, url)


def test_a_case_is_never_cached(assigned: Case, nam: User, as_officer: Officer) -> None:
    for url in (DESK, address(assigned)):
        policy = as_officer(nam).get(url)["Cache-Control"]
        assert "private" in policy
        assert "no-cache" in policy or "no-store" in policy
