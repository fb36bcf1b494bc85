"""What a cache in front drops when something of a consultation changes, and when a day begins."""

import datetime

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from base import front_cache
from base.models import OutboxMessage
from consultation import showing
from consultation.models import ConsultationPage
from consultation.procedure.extending import extend
from consultation.states import CommentState
from ministry.models import User
from tests.consultation.steps import comment_on, fresh

LISTS = {"/", "/du-thao/", "/du-thao/atom.xml", "/du-thao/lich.ics", "/api/v1/consultations"}


@pytest.fixture(autouse=True)
def cache_in_front(settings: SettingsWrapper) -> None:
    settings.WAGTAILFRONTENDCACHE = {
        "front": {"BACKEND": "base.front_cache.RefreshByHttp", "LOCATION": "http://[::1]:9"}
    }


def told() -> set[str]:
    """Return the paths that wait to be told, and forget them."""
    messages = OutboxMessage.objects.filter(topic=front_cache.TOPIC)
    paths = {path for message in messages for path in message.payload["paths"]}
    messages.delete()
    return paths


def of(page: ConsultationPage) -> set[str]:
    rest = ("", "y-kien/", "so-lieu/", "so-sanh/", "ban-1/", "lich.ics", "gop-y.csv", "gop-y.json")
    programs = {f"/api/v1/consultations/{page.number}{each}" for each in ("", "/comments", "/outcomes")}
    return {f"{page.address}{each}" for each in rest} | programs


def test_published_and_extended(consultation: ConsultationPage, phuc: User) -> None:
    field = {"/du-thao/linh-vuc/bao-hiem-that-nghiep/atom.xml"}
    assert told() >= LISTS | of(consultation) | field
    extend(consultation, phuc, to_on=consultation.ends_on + datetime.timedelta(days=5), reason="Có lũ.")
    assert told() >= LISTS | of(consultation) | field


def test_a_comment_that_is_shown_and_hidden(consultation: ConsultationPage) -> None:
    told()
    comment = comment_on(consultation, "dieu-2")
    assert told() == set(), "nobody sees it yet"
    for state in (CommentState.SHOWN, CommentState.HIDDEN):
        comment.state = state
        comment.save()
        own = told()
        assert {consultation.address, f"{consultation.address}y-kien/", f"{consultation.address}so-lieu/"} <= own


def test_a_day_begins(consultation: ConsultationPage) -> None:
    showing.turn_the_day()
    told()
    assert showing.turn_the_day() == 0, "once a day"
    assert told() == set()
    from django.core.cache import cache

    cache.set(showing.SHOWN_DAY, timezone.localdate() - datetime.timedelta(days=1))
    assert showing.turn_the_day() == 1
    assert told() >= LISTS | of(consultation)
    yesterday = timezone.localdate() - datetime.timedelta(days=2)
    ConsultationPage.objects.update(starts_on=yesterday, ends_on=yesterday, closes_on=yesterday)
    cache.delete(showing.SHOWN_DAY)
    assert showing.turn_the_day() == 0, "what closed long ago says the same every day but for a number of days"
    assert fresh(consultation).live
