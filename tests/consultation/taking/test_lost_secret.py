"""Chị Hoa lost her secret: it is sent to the address she left; a stranger learns nothing from asking."""

import re
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.test import Client

from base import outbox
from base.models import OutboxMessage
from consultation.codes import CONTRIBUTIONS
from consultation.models import Contribution
from tests.consultation.taking.contributor import HOA

URL = "/du-thao/gop-y-cua-toi/mat-ma/"


def ask(client: Client, number: str, contact: str) -> str:
    given = {"number": number, "contact": contact}
    page = client.post(URL, given).content.decode()
    found = re.search(r'name="captcha_0" value="([^"]+)"', page)
    assert found, page
    solved = {"captcha_0": found[1], "captcha_1": CaptchaStore.objects.get(hashkey=found[1]).response}
    return client.post(URL, given | solved | {"stage": "check"}).content.decode()


def work(mailoutbox: list[Any]) -> list[Any]:
    mailoutbox.clear()
    while OutboxMessage.objects.due().filter(topic__startswith="consultation.").exists():
        outbox.drain()
    return [letter for letter in mailoutbox if "Mã bí mật của góp ý" in letter.subject]


@pytest.fixture
def hers(contribution: Contribution, mailoutbox: list[Any]) -> Contribution:
    outbox.drain()
    (letter,) = [each for each in mailoutbox if each.to == [HOA["email"]]]  # officers had theirs
    assert letter.subject == f"Đã nhận góp ý {contribution.number}"
    assert CONTRIBUTIONS.secret_for(contribution.token, 1) in letter.body
    return contribution


def test_it_is_sent_to_her_at_most_three_times_a_day(
    hers: Contribution, stranger: Client, mailoutbox: list[Any]
) -> None:
    for _ in range(3):
        page = ask(stranger, hers.number.lower().replace("-", " "), " HOA@NguoiDan.test ")
        assert "vài phút" in page
        (letter,) = work(mailoutbox)
        assert letter.to == [HOA["email"]]
        assert CONTRIBUTIONS.secret_for(hers.token, 1) in letter.body
    ask(stranger, hers.number, HOA["email"])
    assert work(mailoutbox) == []


def test_a_stranger_learns_nothing(hers: Contribution, stranger: Client, mailoutbox: list[Any]) -> None:
    pages = {
        ask(stranger, number, contact)
        for number, contact in (
            (hers.number, "ai@do.test"),
            ("GY-2019-999999", HOA["email"]),
            (hers.number, "0999999999"),
        )
    }
    assert len(pages) == 1
    assert HOA["email"] not in str(OutboxMessage.objects.values_list("payload", flat=True))
    assert work(mailoutbox) == []


def test_what_is_no_number_is_told(hers: Contribution, stranger: Client) -> None:
    page = stranger.post(URL, {"number": "không nhớ", "contact": "x"}).content.decode()
    assert "Mã số gồm năm" in page
    assert stranger.get(URL).status_code == 200
