"""The picture whose characters are typed at the last stage."""

import datetime
from pathlib import Path

import pytest
from captcha.models import CaptchaStore
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from casework.models import Case
from tests.at_once import at_once, shared_database
from tests.qa.ask.asker import QUESTION, Asker


def test_a_wrong_picture_is_asked_anew_and_everything_is_kept(asker: Asker) -> None:
    asker.to_check()
    first = asker.captcha
    asker.submit(captcha_1="xxxxx")
    assert asker.stage == "check"
    assert "Các ký tự chưa đúng. Xin ông/bà nhập lại theo hình mới." in asker.text
    assert asker.captcha["captcha_0"] != first["captcha_0"]
    assert QUESTION["title"] in asker.text
    assert not Case.objects.exists()
    asker.send({"stage": "check", "go": "next"} | first)
    assert asker.stage == "check", "nobody guesses twice at one picture"
    asker.submit()
    assert asker.receipt()


@pytest.mark.parametrize("answer", ["", "   ", "passed", "PASSED", "\u202e"])
def test_no_answer_is_no_answer(answer: str, asker: Asker) -> None:
    asker.to_check().submit(captcha_1=answer)
    assert asker.stage == "check"
    assert not Case.objects.exists()


def test_small_letters_and_spaces_do_not_matter(asker: Asker) -> None:
    asker.to_check()
    asker.submit(captcha_1=" ".join(asker.captcha["captcha_1"].lower()))
    assert asker.receipt()


def test_a_picture_is_used_once(asker: Asker, stranger: Client) -> None:
    asker.to_check()
    used = asker.captcha
    asker.submit()
    other = Asker(stranger).to_check(title="Câu hỏi thứ hai của một người khác")
    other.send({"stage": "check", "go": "next"} | used)
    assert other.stage == "check"
    assert Case.objects.count() == 1


def test_an_old_picture_is_no_use(asker: Asker) -> None:
    asker.to_check()
    given = asker.captcha
    CaptchaStore.objects.update(expiration=timezone.now() - datetime.timedelta(seconds=1))
    asker.send({"stage": "check", "go": "next"} | given)
    assert asker.stage == "check"
    assert "Hình trước đã hết hạn. Xin ông/bà nhập các ký tự trong hình mới." in asker.text
    assert not Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_picture_for_many_at_the_same_moment_lets_one_through(asker: Asker, tmp_path: Path) -> None:
    with shared_database(tmp_path):
        many = [Asker(Client()).to_check(title=f"Câu hỏi số {number} của tôi") for number in range(40)]
        one = many[0].captcha
        at_once(*(lambda each=each: each.send({"stage": "check", "go": "next"} | one) for each in many))
        assert Case.objects.count() == 1
        assert sorted(each.stage for each in many) == ["", *["check"] * 39]


def test_captcha_test_mode_is_off(settings: SettingsWrapper) -> None:
    assert settings.CAPTCHA_TEST_MODE is False
