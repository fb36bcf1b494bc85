"""A picture once solved is not asked for again while the same question is sent, and lets one question through."""

import re
from html import unescape

import pytest
from captcha.models import CaptchaStore
from django.core.cache import caches
from django.test import Client
from pytest_django.fixtures import Settings

from base.fill_time import TOO_QUICK
from casework.models import Case
from ministry.models import PolicyField, Province
from qa.models import AskDraft
from tests.qa.ask.asker import DETAILS, QUESTION, Asker

NO_PICTURE = "Ông/bà đã nhập đúng các ký tự trong hình, không phải nhập lại."


@pytest.fixture
def asker(stranger: Client, rules: None, insurance: PolicyField, province: Province) -> Asker:
    return Asker(stranger)


def hidden_fields(page: str) -> dict[str, str]:
    """What the form of the page sends when its button is pressed."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def send_again(asker: Asker) -> None:
    asker.send({"stage": "check", "go": "next", "given_out": asker.typed("given_out")})


def test_too_quick_with_the_right_letters(asker: Asker, settings: Settings) -> None:
    settings.FORM_LEAST_SECONDS = 60
    asker.to_check().submit()
    assert TOO_QUICK in asker.text
    assert NO_PICTURE in asker.text
    assert "captcha_0" not in asker.page
    assert QUESTION["title"] in asker.text
    assert not Case.objects.exists()
    send_again(asker)
    assert asker.receipt(), "pressed again at once: nobody who has solved a picture is a robot in a hurry"


def test_too_quick_and_wrong_letters(asker: Asker, settings: Settings) -> None:
    settings.FORM_LEAST_SECONDS = 60
    asker.to_check().submit(captcha_1="xxxxx")
    assert TOO_QUICK in asker.text
    assert "Các ký tự chưa đúng." in asker.text
    assert '<a href="#id_captcha_1">' in asker.page
    assert 'id="id_captcha_1"' in asker.page
    assert asker.captcha["captcha_0"]
    assert not Case.objects.exists()


def test_an_extension_filled_in_the_trap(asker: Asker) -> None:
    asker.to_check().submit(website="https://hoa.test")
    assert NO_PICTURE in asker.text
    assert "hoa.test" not in asker.page
    send_again(asker)
    assert asker.receipt()


def test_back_with_the_letters_already_typed(asker: Asker) -> None:
    asker.to_check().submit(go="back")
    assert asker.stage == "details"
    asker.send(DETAILS | {"sender_name": "Nguyễn Thị Hoa Mai"})
    assert NO_PICTURE in asker.text
    send_again(asker)
    assert Case.objects.get().sender.sender_name == "Nguyễn Thị Hoa Mai"


def test_back_with_wrong_letters_is_no_way_round(asker: Asker) -> None:
    asker.to_check().submit(go="back", captcha_1="xxxxx")
    asker.send(DETAILS)
    send_again(asker)
    assert "Hình trước đã hết hạn" in asker.text or "Xin ông/bà nhập các ký tự trong hình." in asker.text
    assert not Case.objects.exists()


def test_it_lets_one_question_through(asker: Asker, stranger: Client) -> None:
    asker.to_check().submit(website="x")
    mine = asker.token
    other = Asker(stranger).to_check(title="Câu hỏi thứ hai của một người khác")
    send_again(other)
    assert other.stage == "check"
    asker.send({"stage": "check", "go": "next", "token": mine})
    number, _ = asker.receipt()
    asker.send({"stage": "check", "go": "next", "token": mine})
    assert asker.receipt()[0] == number
    assert Case.objects.count() == 1
    assert AskDraft.objects.count() == 1, "the other's"


def test_who_has_to_wait_sends_the_same_again(
    asker: Asker, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 429 at the last moment uses up no picture, and its page holds all that is needed."""
    asker.to_check()
    now = [900_000.0]
    monkeypatch.setattr("base.limits.time.time", lambda: now[0])
    settings.LIMITS = settings.LIMITS | {"asking": [1, 1, 900]}
    caches["limits"].clear()
    asker.send({"stage": "check", "token": ""})
    assert asker.status == 410
    asker.to_check().submit()
    assert asker.status == 429
    assert CaptchaStore.objects.count() == 2
    now[0] += 900
    asker.send(hidden_fields(asker.page))
    assert asker.receipt()
    caches["limits"].clear()
