"""Somebody stands behind a comment: the picture, one a visitor, nobody's name."""

import datetime
import re
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from consultation import procedure
from consultation.models import Comment, ConsultationPage, Support
from ministry.models import User
from tests.consultation.steps import comment_on

URL = "/du-thao/ung-ho/"


@pytest.fixture
def comment(consultation: ConsultationPage, minh: User) -> Comment:
    return procedure.show(comment_on(consultation, "dieu-1", "Nên nói rõ đối tượng."), minh)


def supported(client: Client, comment: Comment, **headers: str) -> str:
    page = client.post(URL, {"comment": comment.pk}).content.decode()
    found = re.search(r'name="captcha_0" value="(\w+)"', page)
    assert found, page
    solved = {"captcha_0": found[1], "captcha_1": CaptchaStore.objects.get(hashkey=found[1]).response}
    response = client.post(URL, {"comment": comment.pk, "stage": "check"} | solved, headers=headers)
    assert not response.cookies
    return " ".join(response.content.decode().split())


def test_once_a_visitor(comment: Comment, stranger: Client) -> None:
    button = render_to_string("consultation/support.html", {"comment": comment})
    assert f'name="comment" value="{comment.pk}"' in button
    page = supported(stranger, comment)
    assert "Cảm ơn ông/bà đã ủng hộ" in page
    assert "Nên nói rõ đối tượng." in page
    assert "1 lượt ủng hộ" in page
    assert "đã ủng hộ góp ý này rồi" in supported(stranger, comment)
    assert "2 lượt ủng hộ" in supported(stranger, comment, **{"user-agent": "Another telephone"})
    comment.refresh_from_db()
    assert comment.supports_count == 2
    assert not Support.objects.filter(visitor__contains="127.0.0.1").exists()


def test_without_the_letters_nothing_is_counted(comment: Comment, stranger: Client) -> None:
    page = stranger.post(URL, {"comment": comment.pk, "stage": "check", "captcha_0": "x", "captcha_1": "y"})
    assert page.status_code == 200
    assert not Support.objects.exists()


def test_after_the_last_day_it_is_told_kindly(comment: Comment, stranger: Client) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    ConsultationPage.objects.update(closes_on=yesterday)
    assert "đã hết hạn nên không nhận thêm lượt ủng hộ" in stranger.post(URL, {"comment": comment.pk}).content.decode()


@pytest.mark.parametrize("state", ["waiting", "hidden", "withdrawn"])
def test_what_is_not_public_is_not_there(state: str, comment: Comment, stranger: Client) -> None:
    Comment.objects.update(state=state)
    assert stranger.post(URL, {"comment": comment.pk}).status_code == 404


@pytest.mark.parametrize("pk", ["", "x", "-1", "²", "9" * 40, "1 OR 1=1"])
def test_a_made_up_comment_is_not_there(pk: str, comment: Comment, stranger: Client) -> None:
    assert stranger.post(URL, {"comment": pk}).status_code == 404


def test_in_two_consultations_the_same_visitor_is_two(
    comment: Comment, minh: User, publish_consultation: Any, stranger: Client
) -> None:
    other = procedure.show(comment_on(publish_consultation(title="Dự thảo khác"), "dieu-1"), minh)
    supported(stranger, comment)
    supported(stranger, other)
    assert Support.objects.values("visitor").distinct().count() == 2
