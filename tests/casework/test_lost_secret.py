"""Chị Hoa lost her secret: it is sent again to her address, and a stranger learns nothing from asking."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base import outbox
from base.models import OutboxMessage
from casework import codes, contacts, lost_secrets
from casework.models import Case, CaseEvent, Sender
from tests.at_once import at_once, shared_database
from tests.casework.conftest import verbs_of

URL = "/theo-doi/mat-ma/"
HERS = "hoa@nguoidan.test"
PostBox = Callable[[], list[Any]]


def to_check(client: Client, number: str, contact: str) -> str:
    return client.post(URL, {"number": number, "contact": contact}).content.decode()


def solved(page: str) -> dict[str, str]:
    found = re.search(r'name="captcha_0" value="([^"]+)"', page)
    assert found, page
    return {"captcha_0": found[1], "captcha_1": CaptchaStore.objects.get(hashkey=found[1]).response}


def ask_again(client: Client, number: str, contact: str) -> str:
    """Go through both stages, as she does, and return the last page."""
    given = solved(to_check(client, number, contact))
    response = client.post(URL, {"stage": "check", "number": number, "contact": contact} | given)
    assert response.status_code == 200
    return response.content.decode()


def work(post_box: PostBox) -> list[Any]:
    """Let the worker do everything: look for the case, then send the letter."""
    letters = post_box()
    while OutboxMessage.objects.due().exists():
        letters += post_box()
    return letters


def test_it_is_sent_to_the_address_on_the_case(case: Case, stranger: Client, post_box: PostBox) -> None:
    work(post_box)
    page = ask_again(stranger, case.number, HERS)
    assert "mã bí mật sẽ đến hộp thư đó trong vài phút" in page
    secret = codes.secret_for(case.token, 1)
    assert secret not in page
    (letter,) = work(post_box)
    assert letter.to == [HERS]
    assert letter.subject == f"Mã bí mật của câu hỏi {case.number}"
    assert secret in letter.body
    assert secret in letter.alternatives[0].content
    assert verbs_of(case) == ["submit", "secret_sent"]


@pytest.mark.parametrize(
    "typed", [" HOA@NguoiDan.test ", "0912345678", "0912 345 678", "+84 912.345.678", "0084912345678"]
)
def test_she_may_type_it_loosely_or_give_her_telephone(
    typed: str, case: Case, stranger: Client, post_box: PostBox
) -> None:
    """The telephone says that it is she; what is sent goes to the address, since the portal sends no messages yet."""
    work(post_box)
    ask_again(stranger, case.number.replace("-", " "), typed)
    (letter,) = work(post_box)
    assert letter.to == [HERS]


def test_after_a_change_the_new_one_is_sent(case: Case, stranger: Client, post_box: PostBox) -> None:
    Case.objects.update(secret_version=4)
    work(post_box)
    ask_again(stranger, case.number, HERS)
    (letter,) = work(post_box)
    assert codes.secret_for(case.token, 4) in letter.body
    assert codes.secret_for(case.token, 1) not in letter.body


NOBODYS = {
    "no such case": ("2019-999999", HERS),
    "another person's address": (None, "son@nguoidan.test"),
    "another person's telephone": (None, "0988888888"),
}


@pytest.mark.parametrize("what", NOBODYS)
def test_a_stranger_gets_the_same_answer_and_no_letter_goes(
    what: str, case: Case, stranger: Client, post_box: PostBox
) -> None:
    work(post_box)
    number, contact = NOBODYS[what]
    right = ask_again(stranger, case.number, HERS)
    assert len(work(post_box)) == 1
    assert ask_again(stranger, number or case.number, contact) == right
    assert work(post_box) == []
    assert verbs_of(case) == ["submit", "secret_sent"]


def test_the_web_server_does_the_same_work_whether_the_case_exists_or_not(case: Case, stranger: Client) -> None:
    """It never looks at the cases, so no clock can tell."""
    asked = []
    for number, contact in ((case.number, HERS), (case.number, "ai-do@nguoidan.test"), ("2019-999999", HERS)):
        given = solved(to_check(stranger, number, contact))
        with CaptureQueriesContext(connection) as seen:
            stranger.post(URL, {"stage": "check", "number": number, "contact": contact} | given)
        statements = [query["sql"] for query in seen]
        assert not [statement for statement in statements if "casework_" in statement]
        asked.append([re.split(r"VALUES|WHERE", statement)[0] for statement in statements])
    assert asked[0] == asked[1] == asked[2]


def test_status_and_headers_do_not_tell_either(case: Case, stranger: Client) -> None:
    seen = []
    for number, contact in ((case.number, HERS), ("2019-999999", HERS)):
        given = solved(to_check(stranger, number, contact))
        response = stranger.post(URL, {"stage": "check", "number": number, "contact": contact} | given)
        assert "no-store" in response["Cache-Control"]
        seen.append((response.status_code, dict(response.headers), response.cookies.output()))
    assert seen[0] == seen[1]


def test_what_was_typed_is_queued_so_that_nobody_can_read_it_and_is_gone_when_it_was_looked_at(
    case: Case, stranger: Client, post_box: PostBox
) -> None:
    work(post_box)
    ask_again(stranger, case.number, HERS)
    question = OutboxMessage.objects.get(topic=lost_secrets.ASKED)
    assert HERS not in str(question.payload)
    assert "nguoidan" not in str(question.payload)
    work(post_box)
    assert not OutboxMessage.objects.filter(topic=lost_secrets.ASKED).exists()


def test_three_a_day_for_each_case(case: Case, ask: Callable[..., Case], post_box: PostBox) -> None:
    other = ask()
    work(post_box)
    for _ in range(5):
        lost_secrets.ask(case.number, HERS)
    assert len(work(post_box)) == 3
    lost_secrets.ask(other.number, HERS)
    assert len(work(post_box)) == 1, "another case has its own three"
    CaseEvent.objects.filter(verb="secret_sent").update(at=timezone.now() - datetime.timedelta(hours=25))
    lost_secrets.ask(case.number, HERS)
    assert len(work(post_box)) == 1, "a day later again"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_keep_to_three(case: Case, post_box: PostBox, tmp_path: Any) -> None:
    with shared_database(tmp_path):
        OutboxMessage.objects.all().delete()
        for _ in range(6):
            lost_secrets.ask(case.number, HERS)
        assert not [result for result in at_once(outbox.drain, outbox.drain) if isinstance(result, Exception)]
        work(post_box)
        assert CaseEvent.objects.filter(verb="secret_sent").count() == 3


def test_who_left_only_a_telephone_number_gets_nothing_and_is_told_whom_to_call(
    ask: Callable[..., Case], hoa: dict[str, Any], stranger: Client, post_box: PostBox, settings: Any
) -> None:
    settings.PORTAL_HOTLINE = "1900 0000"
    case = ask(sender=hoa | {"email": ""})
    page = ask_again(stranger, case.number, "0912345678")
    assert "Cổng chưa gửi được tin nhắn" in page
    assert "1900 0000" in page
    assert work(post_box) == []
    assert verbs_of(case) == ["submit"]


def test_an_empty_contact_on_the_case_is_nobodys(
    ask: Callable[..., Case], hoa: dict[str, Any], stranger: Client
) -> None:
    ask(sender=hoa | {"phone": ""})
    assert not contacts.is_of(Sender.objects.get(), contacts.seal(""))
    assert not contacts.is_of(Sender.objects.get(), contacts.seal("không phải số"))


def test_the_first_page_is_the_same_for_everybody_and_makes_no_picture(db: None, stranger: Client) -> None:
    response = stranger.get(URL, {"number": "2026-000001", "contact": HERS})
    assert response["Cache-Control"].startswith("public, max-age=60")
    assert HERS not in response.content.decode()
    assert not CaptchaStore.objects.exists()
    assert 'href="/theo-doi/mat-ma/"' in stranger.get("/theo-doi/").content.decode()


@pytest.mark.parametrize(
    ("number", "contact", "said"),
    [
        ("", HERS, "Mục này cần được điền."),
        ("hai không hai sáu", HERS, "Mã số gồm năm và sáu chữ số"),
        ("2026-000001", "", "Mục này cần được điền."),
        ("2026-000001", "hoa@", "Ghi thư điện tử như ten@example.vn"),
        ("2026-000001", "09123", "từ 8 đến 15 chữ số"),
        ("2026-000001", "<script>alert(1)</script>", "từ 8 đến 15 chữ số"),
        ("9" * 5000, "a" * 5000, "Mục này dài quá"),
    ],
)
def test_what_cannot_be_right_is_explained_and_kept(
    number: str, contact: str, said: str, db: None, stranger: Client
) -> None:
    page = to_check(stranger, number, contact)
    assert said in page
    assert "captcha" not in page
    assert "<script>alert" not in page
    if contact == "hoa@":
        assert 'value="hoa@"' in page


def test_a_wrong_picture_sends_nothing_and_keeps_what_was_typed(case: Case, stranger: Client) -> None:
    queued = OutboxMessage.objects.count()
    given = solved(to_check(stranger, case.number, HERS)) | {"captcha_1": "sai"}
    fields = {"stage": "check", "number": case.number, "contact": HERS}
    page = stranger.post(URL, fields | given).content.decode()
    assert "Các ký tự chưa đúng." in page
    assert OutboxMessage.objects.count() == queued
    stranger.post(URL, fields | solved(page))
    assert OutboxMessage.objects.count() == queued + 1


def test_without_the_picture_nothing_is_sent(case: Case, stranger: Client) -> None:
    queued = OutboxMessage.objects.count()
    stranger.post(URL, {"stage": "check", "number": case.number, "contact": HERS})
    given = solved(to_check(stranger, case.number, HERS))
    fields = {"stage": "check", "number": case.number, "contact": HERS} | given
    for _ in range(2):
        stranger.post(URL, fields)
    assert OutboxMessage.objects.count() == queued + 1, "and one picture asks once"


def test_she_can_go_back_and_mend_what_she_typed(db: None, stranger: Client) -> None:
    fields = {"stage": "check", "go": "back", "number": "2026-000001", "contact": HERS}
    page = stranger.post(URL, fields).content.decode()
    assert f'value="{HERS}"' in page
    assert "Lỗi" not in page


def test_a_post_from_another_site_is_refused(case: Case, stranger: Client) -> None:
    given = {"number": case.number, "contact": HERS}
    assert stranger.post(URL, given, headers={"sec-fetch-site": "cross-site"}).status_code == 403
