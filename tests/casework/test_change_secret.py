"""A secret that leaked is changed: by whoever holds it, or by the office for a sender who was recognised."""

import datetime
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from base.codes import Codes
from base.models import OutboxMessage
from casework import codes, procedure
from casework.models import Case, CaseEvent
from casework.procedure import Missing, NotAllowed, TooOften
from casework.views.follow import find_case
from ministry.models import User
from tests.at_once import at_once, shared_database
from tests.casework.conftest import verbs_of

URL = "/theo-doi/doi-ma/"
Officer = Callable[[User], Client]


def secret(case: Case, version: int = 1) -> str:
    return codes.secret_for(case.token, version)


def key_to(case: Case, version: int = 1) -> dict[str, str]:
    return {"number": case.number, "secret": secret(case, version)}


def form_on(page: str) -> dict[str, str]:
    """Return the hidden fields of the form that changes the secret, as her page shows it."""
    form = re.search(r'action="/theo-doi/doi-ma/".*?</form>', page, re.S)
    assert form
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))


def open_and_change(client: Client, case: Case, version: int = 1) -> str:
    form = form_on(client.post("/theo-doi/", key_to(case, version)).content.decode())
    response = client.post(URL, form)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def test_she_changes_it_on_her_open_case(case: Case, stranger: Client, post_box: Callable[[], list[Any]]) -> None:
    post_box()
    page = open_and_change(stranger, case)
    assert "Đã đổi mã bí mật" in page
    assert secret(case, 2) in page
    assert secret(case, 1) not in page
    assert "<svg" in page
    assert find_case(case.number, secret(case, 1)) is None, "the old one opens nothing at once"
    assert find_case(case.number, secret(case, 2)) == case
    (letter,) = post_box()
    assert letter.to == ["hoa@nguoidan.test"]
    assert letter.subject == f"Mã bí mật mới của câu hỏi {case.number}"
    assert secret(case, 2) in letter.body
    assert secret(case, 1) not in letter.body
    assert verbs_of(case) == ["submit", "change_secret"]
    assert "Đã đổi mã bí mật" in stranger.post("/theo-doi/", key_to(case, 2)).content.decode(), "on her time line"


def test_a_secret_changed_while_it_is_compared_opens_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(self: Codes, given: str, token: Any, version: int) -> bool:
        Case.objects.update(secret_version=2)
        return is_secret(self, given, token, version)

    is_secret = Codes.is_secret
    monkeypatch.setattr(Codes, "is_secret", slow)
    assert find_case(case.number, secret(case, 1)) is None


def test_every_door_is_closed_to_the_old_one(case: Case, stranger: Client) -> None:
    open_and_change(stranger, case)
    for address in ("/theo-doi/", "/theo-doi/bo-sung/", "/theo-doi/tep/", URL):
        page = stranger.post(address, key_to(case) | {"form_token": str(uuid.uuid4())}).content.decode()
        assert case.title not in page, address
        assert secret(case, 2) not in page, address


def test_the_same_form_again_shows_the_same_secret(case: Case, stranger: Client) -> None:
    form = form_on(stranger.post("/theo-doi/", key_to(case)).content.decode())
    for _ in range(3):
        assert secret(case, 2) in stranger.post(URL, form).content.decode()
    assert verbs_of(case) == ["submit", "change_secret"]


def test_after_ten_minutes_the_form_shows_nothing_any_more(case: Case, stranger: Client) -> None:
    form = form_on(stranger.post("/theo-doi/", key_to(case)).content.decode())
    stranger.post(URL, form)
    CaseEvent.objects.update(at=timezone.now() - datetime.timedelta(minutes=11))
    page = stranger.post(URL, form).content.decode()
    assert "Không tìm thấy hồ sơ" in page
    assert secret(case, 2) not in page


@pytest.mark.django_db(transaction=True)
def test_sent_many_times_at_the_same_moment_it_changes_once(case: Case, stranger: Client, tmp_path: Any) -> None:
    with shared_database(tmp_path):
        form = form_on(stranger.post("/theo-doi/", key_to(case)).content.decode())
        pages = at_once(*(lambda: Client().post(URL, form).content.decode() for _ in range(5)))
        assert [secret(case, 2) in page for page in pages] == [True] * 5
        assert CaseEvent.objects.filter(verb="change_secret").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hold_it_one_changes_it(case: Case, tmp_path: Any) -> None:
    """Chị Hoa and whoever read her paper press the button at once: only one of them holds the new one."""
    with shared_database(tmp_path):
        forms = [form_on(Client().post("/theo-doi/", key_to(case)).content.decode()) for _ in range(4)]
        posts = [lambda form=form: Client().post(URL, form).content.decode() for form in forms]
        pages = at_once(*posts)
        assert sorted(secret(case, 2) in page for page in pages) == [False, False, False, True]
        assert Case.objects.get().secret_version == 2


def test_a_stranger_changes_nothing(case: Case, stranger: Client) -> None:
    token = {"form_token": str(uuid.uuid4())}
    seen = []
    for number in (case.number, "2019-999999"):
        page = stranger.post(URL, {"number": number, "secret": "AAAA-AAAA-AAAA"} | token).content.decode()
        assert "Không tìm thấy hồ sơ" in page
        seen.append(page.replace(number, "NUMBER"))
    assert seen[0] == seen[1]
    assert stranger.get(URL, key_to(case)).status_code == 405
    assert stranger.post(URL, key_to(case), headers={"sec-fetch-site": "cross-site"}).status_code == 403
    case.refresh_from_db()
    assert case.secret_version == 1


@pytest.mark.parametrize("token", ["", "không", "0" * 5000])
def test_a_strange_form_token_changes_it_all_the_same(token: str, case: Case, stranger: Client) -> None:
    page = stranger.post(URL, key_to(case) | {"form_token": token}).content.decode()
    assert secret(case, 2) in page


def test_five_times_a_day_and_then_kindly_no_more(case: Case, stranger: Client) -> None:
    for version in range(1, 6):
        open_and_change(stranger, case, version)
    page = open_and_change(stranger, case, 6)
    assert "Xin ông/bà đổi lại vào ngày mai." in page
    assert case.title in page, "the case stays open"
    with pytest.raises(TooOften):
        procedure.change_secret(Case.objects.get())


def test_the_form_of_asking_does_not_show_a_changed_secret(
    case: Case, stranger: Client, ask: Callable[..., Case]
) -> None:
    """On a shared computer somebody goes back and sends the last form of asking again."""
    form = {"stage": "check", "go": "next", "token": str(case.token)}
    assert secret(case, 1) in stranger.post("/hoi/", form).content.decode()
    procedure.change_secret(case)
    response = stranger.post("/hoi/", form)
    assert response.status_code == 410
    assert secret(case, 2) not in response.content.decode()


def address(case: Case) -> str:
    return f"/admin/ho-so/{case.number}/viec/change_secret/"


def test_the_office_changes_it_and_the_letter_goes_to_her_alone(
    case: Case, hanh: User, as_officer: Officer, post_box: Callable[[], list[Any]]
) -> None:
    post_box()
    page = as_officer(hanh).post(address(case), {"note": "Gọi lại số trên hồ sơ, đúng người."}, follow=True)
    assert "Đổi mã bí mật: đã ghi vào hồ sơ" in page.content.decode()
    assert secret(case, 2) not in page.content.decode(), "an officer does not see what goes by letter"
    (letter,) = post_box()
    assert letter.to == ["hoa@nguoidan.test"]
    assert secret(case, 2) in letter.body
    event = case.events.get(verb="change_secret")
    assert (event.actor, event.note) == (hanh, "Gọi lại số trên hồ sơ, đúng người.")


def test_what_the_officer_noted_she_does_not_read(case: Case, hanh: User, stranger: Client) -> None:
    procedure.change_secret(case, hanh, note="Bà này hay quên.")
    page = stranger.post("/theo-doi/", key_to(case, 2)).content.decode()
    assert "Đã đổi mã bí mật" in page
    assert "Bà này hay quên." not in page


def test_without_an_address_the_officer_prints_it(
    ask: Callable[..., Case], hoa: dict[str, Any], hanh: User, as_officer: Officer, post_box: Callable[[], list[Any]]
) -> None:
    case = ask(sender=hoa | {"email": ""})
    client, given = as_officer(hanh), {"note": "Xem căn cước tại phòng tiếp dân."}
    for _ in range(2):
        response = client.post(address(case), given)
        assert secret(case, 2) in response.content.decode(), "sent twice, it is the same sheet"
        assert "no-store" in response["Cache-Control"]
    assert secret(case, 2) not in client.get(f"/admin/ho-so/{case.number}/").content.decode()
    assert post_box() == []
    assert verbs_of(case) == ["submit", "change_secret"]


def test_without_saying_how_she_was_recognised_it_is_not_changed(case: Case, hanh: User) -> None:
    for note in ("", "  \n"):
        with pytest.raises(Missing, match="cách đã xác minh"):
            procedure.change_secret(case, hanh, note=note)


@pytest.mark.parametrize("who", ["nam", "lan", "son", "minh", "quan_tri", "root"])
def test_nobody_else_changes_it(
    who: str, assigned: Case, as_officer: Officer, request: pytest.FixtureRequest, hanh: User
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        procedure.change_secret(assigned, person, note="Cho tôi xem.")
    queued = OutboxMessage.objects.count()
    as_officer(person).post(address(assigned), {"note": "Cho tôi xem."})
    assigned.refresh_from_db()
    assert assigned.secret_version == 1
    assert OutboxMessage.objects.count() == queued
