"""Taking a conclusion down: with a reason, with a trace, and on no other road."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from inspection import withdrawals
from inspection.clock import Clock
from inspection.models import InspectionConclusionPage, InspectionIndexPage, PublicationSpell, Withdrawal
from ministry.models import User
from search.models import Entry
from tests.inspection.conftest import Clock as SetClock
from tests.inspection.steps import Officer, Publish, fresh, person_of, revise

WHY: dict[str, Any] = {"reason": "Có sai sót về số liệu ở mục 3.", "ground": "Quyết định số 12/QĐ-TTr ngày 5/6/2026"}
Conclusion = InspectionConclusionPage


@pytest.fixture
def live(draft: Conclusion, publish: Publish, clock: SetClock, publication_rule: None) -> Conclusion:
    """Khánh's conclusion, published on 5 June 2026."""
    clock(datetime.date(2026, 6, 5))
    return publish(draft)


def form_of(page: Conclusion) -> str:
    return reverse("inspection_admin:withdraw", args=[page.pk])


def test_minh_takes_it_down_and_the_address_says_why(
    live: Conclusion, minh: User, as_officer: Officer, stranger: Client, clock: SetClock
) -> None:
    clock(datetime.date(2026, 6, 9))
    screen = as_officer(minh)
    assert "chưa đủ 15 ngày liên tục (đến hết ngày 20/06/2026)" in screen.get(form_of(live)).content.decode()
    assert screen.post(form_of(live), WHY).status_code == 302
    assert not fresh(live).live
    assert not Entry.objects.public().filter(source_id=live.pk).exists()
    gone = stranger.get(live.address)
    assert gone.status_code == 410
    told = gone.content.decode()
    for said in ("45/KL-TTr", "01/06/2026", "09/06/2026", WHY["reason"], WHY["ground"], live.title):
        assert said in told
    assert minh.get_full_name() not in told, "the officer's name is nobody's business"
    assert not gone.cookies
    [withdrawal] = live.withdrawals.all()
    assert (withdrawal.early, withdrawal.withdrawn_by, withdrawal.ended_at) == (True, minh, None)
    [spell] = live.spells.all()
    assert (spell.began_on, spell.ended_on) == (datetime.date(2026, 6, 5), datetime.date(2026, 6, 9))


@pytest.mark.parametrize(
    ("day", "given", "said"),
    [
        (9, {}, "Cần ghi lý do gỡ"),
        (9, {"reason": " "}, "Cần ghi lý do gỡ"),
        (9, {"reason": "Sai."}, "cần ghi căn cứ pháp lý"),
        (20, {"reason": "Sai.", "ground": " "}, "cần ghi căn cứ pháp lý"),
        (21, {"ground": "Quyết định"}, "Cần ghi lý do gỡ"),
    ],
)
def test_without_reason_or_ground_it_stays(
    day: int,
    given: dict[str, str],
    said: str,
    live: Conclusion,
    minh: User,
    as_officer: Officer,
    clock: SetClock,
) -> None:
    clock(datetime.date(2026, 6, day))
    response = as_officer(minh).post(form_of(live), given)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert fresh(live).live
    with pytest.raises(withdrawals.Refusal):
        withdrawals.withdraw(live, minh, reason=given.get("reason", ""), ground=given.get("ground", ""))
    assert not Withdrawal.objects.exists()


def test_after_its_term_a_reason_is_enough(live: Conclusion, minh: User, clock: SetClock) -> None:
    clock(datetime.date(2026, 6, 21))
    assert not withdrawals.withdraw(live, minh, reason="Hết thời hạn công khai.").early
    assert not fresh(live).live


def test_the_title_is_withheld_where_it_gives_the_secret_away(live: Conclusion, minh: User, stranger: Client) -> None:
    withdrawals.withdraw(live, minh, **WHY, title_withheld=True)
    told = stranger.get(live.address).content.decode()
    assert live.title not in told
    assert live.slug not in told
    assert "45/KL-TTr" in told


def test_shown_again_it_answers_and_its_days_begin_anew(
    live: Conclusion, minh: User, khanh: User, publish: Publish, clock: SetClock
) -> None:
    clock(datetime.date(2026, 6, 15))
    withdrawals.withdraw(live, minh, **WHY)
    clock(datetime.date(2026, 6, 17))
    revise(live, khanh, summary="Đã sửa số liệu.")
    page = publish(live)
    assert page.live
    assert withdrawals.trace_of(page.number or 0) is None
    [withdrawal] = page.withdrawals.all()
    assert withdrawal.ended_at is not None
    reading = Clock().of(page)
    assert reading is not None
    assert reading.shown_until == datetime.date(2026, 7, 2)
    assert reading.published_on == datetime.date(2026, 6, 5), "it was on time the first time"
    assert [spell.ended_on for spell in page.spells.all()] == [datetime.date(2026, 6, 15), None]


def test_a_new_revision_of_a_live_page_is_no_break(live: Conclusion, khanh: User, publish: Publish) -> None:
    revise(live, khanh, summary="Sửa lỗi chính tả.")
    publish(live)
    assert PublicationSpell.objects.count() == 1


@pytest.mark.parametrize("who", ["khanh", "thu", "lan", "nam", "quan_tri", "hanh"])
def test_only_an_editor_takes_it_down(
    who: str, live: Conclusion, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    person = person_of(who, request)
    assert as_officer(person).post(form_of(live), WHY).status_code in (302, 403, 404)
    with pytest.raises(PermissionDenied):
        withdrawals.withdraw(live, person, **WHY)
    assert fresh(live).live


@pytest.mark.parametrize("who", ["khanh", "thu", "minh", "quan_tri", "root"])
def test_no_button_of_wagtail_takes_it_down_moves_or_deletes_it(
    who: str, live: Conclusion, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    screen = as_officer(person_of(who, request))
    parent = live.get_parent()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    bulk_delete = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for url, data in (
        (reverse("wagtailadmin_pages:unpublish", args=[live.pk]), {}),
        (reverse("wagtailadmin_pages:unpublish", args=[parent.pk]), {"include_descendants": "on"}),
        (reverse("wagtailadmin_pages:unpublish", args=[parent.get_parent().pk]), {"include_descendants": "on"}),
        (f"{bulk}?id={live.pk}", {}),
        (f"{bulk}?id={parent.pk}", {"include_descendants": "on"}),
        (reverse("wagtailadmin_pages:delete", args=[live.pk]), {}),
        (reverse("wagtailadmin_pages:delete", args=[parent.pk]), {}),
        (f"{bulk_delete}?id={live.pk}&id={parent.pk}", {}),
    ):
        screen.post(url, data, follow=True)
        assert fresh(live).live, url
    assert not Withdrawal.objects.exists()


def test_no_code_takes_it_down_without_a_reason(live: Conclusion, minh: User) -> None:
    page = fresh(live)
    page.live = False
    for act in (
        lambda: fresh(live).unpublish(),
        lambda: fresh(live).unpublish(user=minh, set_expired=True),
        lambda: Page.objects.get(pk=live.pk).unpublish(),
        lambda: page.save(),
        lambda: page.save(update_fields=["live"]),
        lambda: fresh(live).delete(),
        lambda: Page.objects.get(pk=live.pk).delete(),
        lambda: InspectionIndexPage.objects.get().delete(),
        lambda: Page.objects.filter(pk=live.pk).delete(),
        lambda: Conclusion.objects.filter(pk=live.pk).delete(),
    ):
        with pytest.raises(PermissionDenied), transaction.atomic():
            act()
        assert fresh(live).live


def test_a_day_of_expiry_is_dropped_on_every_road(live: Conclusion, khanh: User, publish: Publish) -> None:
    yesterday = timezone.now() - datetime.timedelta(days=1)
    revise(live, khanh, expire_at=yesterday)
    page = publish(live)
    setattr(page, "expire_at", yesterday)  # noqa: B010  (mypy takes what `save` sets for its type)
    page.save()
    call_command("publish_scheduled")
    assert fresh(live).live
    assert fresh(live).expire_at is None


def test_what_was_taken_down_is_not_deleted_either(live: Conclusion, minh: User, root_user: User) -> None:
    withdrawals.withdraw(live, minh, **WHY)
    assert not fresh(live).permissions_for_user(root_user).can_delete()
    with pytest.raises(PermissionDenied):
        fresh(live).delete()


def test_a_draft_is_deleted_and_leaves_no_trace(draft: Conclusion, stranger: Client) -> None:
    address = draft.address
    fresh(draft).delete()
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("number", ["999999", "2147483648", "999999999"])
def test_a_number_that_never_was_is_not_found(number: str, live: Conclusion, stranger: Client) -> None:
    assert stranger.get(f"/ket-luan-thanh-tra/{number}-abc/").status_code == 404


def test_the_database_keeps_no_withdrawal_without_a_reason(live: Conclusion) -> None:
    given: dict[str, Any] = {"page": live, "withdrawn_at": timezone.now()}
    for bad in ({"reason": ""}, {"reason": "Sai.", "early": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Withdrawal.objects.create(**given | bad)
