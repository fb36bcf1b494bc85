"""Chị Hoa wants to hear of new drafts: asked twice, told once of each event, gone by one press."""

import datetime
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.core import mail
from django.test import Client
from django.utils import timezone

from base import outbox
from consultation.models import ConsultationPage, Extension, Subscription, SubscriptionLetter
from consultation.subscribing import letters, procedure
from ministry.models import PolicyField
from tests.consultation.steps import fresh

EMAIL = "hoa@nguoidan.test"
ADDRESS = "/du-thao/nhan-tin/"
Publish = Callable[..., ConsultationPage]


def ask(client: Client, email: str = EMAIL, *fields: str) -> str:
    """Go through both steps of the form and return the last page."""
    given = {"email": email, "fields_wanted": list(fields)}
    page = client.post(ADDRESS, given).content.decode()
    found = re.search(r'name="captcha_0" value="([^"]*)"', page)
    assert found, page
    answer = CaptchaStore.objects.get(hashkey=found[1]).response
    checked = given | {"stage": "check", "captcha_0": found[1], "captcha_1": answer}
    return client.post(ADDRESS, checked).content.decode()


def subscribed(*fields: PolicyField, email: str = EMAIL, days_ago: int = 30) -> Subscription:
    at = timezone.now() - datetime.timedelta(days=days_ago)
    made = Subscription.objects.create(email=email, asked_at=at, confirmed_at=at)
    made.fields.set(fields)
    return made


def test_asked_said_yes_to_and_left(insurance: PolicyField, stranger: Client) -> None:
    assert "Xin mở hộp thư để xác nhận" in ask(stranger, EMAIL.upper(), insurance.slug)
    subscription = Subscription.objects.get(email=EMAIL)
    assert subscription.confirmed_at is None
    outbox.drain()
    letter = mail.outbox[-1]
    assert letter.to == [EMAIL]
    address = f"{ADDRESS}{subscription.token}/"
    assert address in str(letter.body)
    page = stranger.get(address)
    assert insurance.name in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert fresh_one().confirmed_at is None, "a program that follows links says no yes"
    assert "Đã đăng ký" in stranger.post(address).content.decode()
    assert fresh_one().confirmed_at is not None
    assert list(fresh_one().fields.all()) == [insurance]
    assert stranger.get(f"{address}thoi/").status_code == 200
    assert Subscription.objects.exists(), "nor does it leave"
    one_click = {"List-Unsubscribe": "One-Click"}
    assert stranger.post(f"{address}thoi/", one_click).status_code == 200
    assert not Subscription.objects.exists()
    assert "Đã thôi nhận tin" in stranger.post(f"{address}thoi/").content.decode(), "twice is as once"
    assert "không còn" in stranger.get(address).content.decode()


def sent() -> list[Any]:
    """Return the letters to subscribers; officers get letters of approvals."""
    return [letter for letter in mail.outbox if not letter.to[0].endswith("@bo.test")]


def fresh_one() -> Subscription:
    return Subscription.objects.get()


def test_nobody_learns_who_is_known_and_nothing_changes_without_a_yes(
    insurance: PolicyField, childcare: PolicyField, stranger: Client
) -> None:
    subscribed(insurance)
    known, unknown = ask(stranger, EMAIL, childcare.slug), ask(stranger, "khac@nguoidan.test", childcare.slug)
    assert known == unknown
    known_one = Subscription.objects.get(email=EMAIL)
    assert list(known_one.fields.all()) == [insurance]
    stranger.post(f"{ADDRESS}{known_one.token}/")
    assert list(known_one.fields.all()) == [childcare]


def test_a_letter_box_is_not_filled_by_a_stranger(insurance: PolicyField, stranger: Client) -> None:
    for _ in range(3):
        ask(stranger)
    outbox.drain()
    assert len(mail.outbox) == 1


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(insurance: PolicyField, stranger: Client) -> None:
    page = stranger.post(ADDRESS, {"email": "khong-phai", "fields_wanted": [insurance.slug]}).content.decode()
    assert "Địa chỉ thư chưa đúng" in page
    assert 'value="khong-phai"' in page
    assert "checked" in page
    page = stranger.post(
        ADDRESS, {"email": EMAIL, "stage": "check", "captcha_0": "x", "captcha_1": "y"}
    ).content.decode()
    assert "Các ký tự chưa đúng" in page or "Hình trước đã hết hạn" in page
    trap = stranger.post(ADDRESS, {"email": EMAIL, "website": "http://mua.test"}).content.decode()
    assert "Biểu mẫu chưa gửi được" in trap
    assert not Subscription.objects.exists()
    elsewhere = stranger.post(ADDRESS, {"email": EMAIL}, headers={"sec-fetch-site": "cross-site"})
    assert elsewhere.status_code == 403


def test_who_says_no_yes_is_forgotten_after_seven_days(db: None) -> None:
    procedure.ask(EMAIL, [])
    subscribed(email="khac@nguoidan.test")
    assert procedure.sweep() == 0
    Subscription.objects.filter(email=EMAIL).update(asked_at=timezone.now() - datetime.timedelta(days=8))
    assert procedure.sweep() == 1
    assert not Subscription.objects.filter(email=EMAIL).exists()
    outbox.drain()
    assert not mail.outbox, "the letter that was still to go is not sent"


def test_one_letter_for_each_event_to_whoever_asked_for_the_field(
    publish_consultation: Publish, insurance: PolicyField, childcare: PolicyField
) -> None:
    for field, email in ((insurance, "linh-vuc@a.test"), (childcare, "khac@a.test"), (None, "moi@a.test")):
        subscribed(*([field] if field else []), email=email)
    subscribed(insurance, email="hai@a.test").fields.add(childcare)
    page = publish_consultation()
    Subscription.objects.create(email="sau@a.test", confirmed_at=timezone.now())
    assert letters.announce() == 3
    assert letters.announce() == 0
    outbox.drain()
    assert {letter.to[0] for letter in sent()} == {"linh-vuc@a.test", "moi@a.test", "hai@a.test"}
    letter = next(letter for letter in sent() if letter.to == ["moi@a.test"])
    assert letter.subject == f"Dự thảo mới: {page.title}"
    assert page.address in str(letter.body)
    token = Subscription.objects.get(email="moi@a.test").token
    assert letter.extra_headers["List-Unsubscribe"].endswith(f"{ADDRESS}{token}/thoi/>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    today = timezone.localdate()
    Extension.objects.create(consultation=page, from_on=today, to_on=today, reason="Có lũ.")
    mail.outbox.clear()
    assert letters.announce() == 4, "who came after the opening hears of what comes next"
    outbox.drain()
    assert "Có lũ." in str(sent()[0].body)


def test_of_what_is_not_public_nobody_is_told(
    write_consultation: Publish, publish_consultation: Publish, insurance: PolicyField
) -> None:
    subscribed()
    write_consultation()
    assert letters.announce() == 0
    page = publish_consultation(title="Công khai rồi gỡ")
    assert letters.announce() == 1
    ConsultationPage.objects.filter(pk=page.pk).update(live=False)
    outbox.drain()
    assert not sent()
    old = timezone.now() - datetime.timedelta(days=8)
    ConsultationPage.objects.filter(pk=page.pk).update(live=True, first_published_at=old)
    SubscriptionLetter.objects.all().delete()
    assert letters.announce() == 0, "old news is none"
    assert fresh(page).live


@pytest.mark.parametrize("rest", ["", "thoi/"])
def test_a_token_that_is_none(rest: str, db: None, stranger: Client) -> None:
    assert stranger.get(f"{ADDRESS}{uuid.uuid4()}/{rest}").status_code == 200
    assert stranger.get(f"{ADDRESS}khong-phai/{rest}").status_code == 404
    assert stranger.post(f"{ADDRESS}{uuid.uuid4()}/{rest}").status_code == 200
