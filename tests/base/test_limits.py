"""Who sends too often waits, keeps what was typed, and sends again; the neighbours and the portal do not suffer."""

import logging
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from base import counters, limits
from tests.at_once import at_once

URL = "/theo-doi/"
TYPED = {"number": "2026-000123", "secret": "AAAA-BBBB-CCCC", "note": 'dòng một\ndòng <hai> "ba"'}


@pytest.fixture(autouse=True)
def counting(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three times a visitor, five times a block, in a quarter of an hour that began a minute ago."""
    settings.LIMITS = {name: [3, 5, 900] for name in settings.LIMITS}
    monkeypatch.setattr("base.limits.time.time", lambda: 900_060.0)
    caches["limits"].clear()
    yield
    caches["limits"].clear()


def statuses(client: Client, times: int, **headers: str) -> list[int]:
    return [client.post(URL, TYPED, headers=headers).status_code for _ in range(times)]


@pytest.mark.django_db
def test_the_fourth_time_she_waits_and_loses_nothing(stranger: Client) -> None:
    assert statuses(stranger, 4) == [200, 200, 200, 429]
    refused = stranger.post(URL, TYPED)
    assert refused["Retry-After"] == "840"
    assert "no-store" in refused["Cache-Control"]
    page = unescape(refused.content.decode())
    assert "Ông/bà chờ khoảng 14 phút rồi gửi lại." in page
    assert f'<form method="post" action="{URL}"' in page
    for name, value in TYPED.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


@pytest.mark.django_db
def test_when_the_time_is_over_she_sends_again(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    statuses(stranger, 4)
    monkeypatch.setattr("base.limits.time.time", lambda: 900_900.0)
    assert statuses(stranger, 1) == [200]


@pytest.mark.django_db
def test_a_block_shares_a_limit_that_is_wider(stranger: Client) -> None:
    """Two visitors of one address: five in all; what is refused to one is not counted against the other."""
    assert statuses(stranger, 9, user_agent="mot") == [200] * 3 + [429] * 6
    assert statuses(stranger, 3, user_agent="hai") == [200, 200, 429]


@pytest.mark.django_db
def test_another_address_is_another_matter(stranger: Client) -> None:
    statuses(stranger, 9)
    assert stranger.post(URL, TYPED, REMOTE_ADDR="198.51.100.9").status_code == 200


@pytest.mark.django_db
def test_looking_is_free(stranger: Client) -> None:
    assert {stranger.get(URL).status_code for _ in range(9)} == {200}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("post", "/hoi/goi-y/"),
        ("get", "/tim-kiem/goi-y/?q=luong"),
        ("post", "/theo-doi/bo-sung/"),
        ("post", "/theo-doi/tep/"),
        ("get", "/captcha/image/x/"),
        ("get", "/captcha/audio/x/"),
        ("post", "/captcha/refresh/"),
    ],
)
def test_what_is_limited(method: str, url: str, stranger: Client) -> None:
    kind = {"content_type": "application/json"} if url == "/hoi/goi-y/" else {}
    answers = [getattr(stranger, method)(url, **kind) for _ in range(4)]
    assert 429 not in [answer.status_code for answer in answers[:3]]
    assert answers[3].status_code == 429
    assert answers[3]["Retry-After"] == "840"


@pytest.mark.django_db
@pytest.mark.parametrize("stage", ["question", "answers", "details", "check"])
def test_every_stage_of_asking_is_limited(stage: str, rules: None, stranger: Client) -> None:
    given = [stranger.post("/hoi/", {"stage": stage, "title": "Lương"}).status_code for _ in range(4)]
    assert 429 not in given[:3]
    assert given[3] == 429


@pytest.mark.django_db
def test_suggestions_that_are_refused_are_none(stranger: Client) -> None:
    given = [stranger.get("/tim-kiem/goi-y/?q=luong") for _ in range(4)][-1]
    assert given.json() == {"items": []}


@pytest.mark.django_db
def test_sending_is_counted_apart_from_writing(rules: None, stranger: Client) -> None:
    for _ in range(4):
        stranger.post("/hoi/", {"stage": "question"})
    assert stranger.post("/hoi/", {"stage": "check"}).status_code == 410
    assert stranger.post("/hoi/", {"stage": "check", "go": "back"}).status_code == 429


def test_forty_at_once_are_counted_one_by_one() -> None:
    request = RequestFactory().post(URL)
    waits = at_once(*(lambda: limits.seconds_to_wait(request, "asking") for _ in range(40)))
    assert sorted(waits) == [0] * 3 + [840] * 37


def test_nought_is_no_limit(settings: Settings) -> None:
    settings.LIMITS = {"asking": [0, 0, 900]}
    assert not any(limits.seconds_to_wait(RequestFactory().post(URL), "asking") for _ in range(50))


def test_without_an_address_nobody_is_refused() -> None:
    request = RequestFactory().post(URL, REMOTE_ADDR="")
    assert not any(limits.seconds_to_wait(request, "asking") for _ in range(50))


@pytest.mark.django_db
def test_without_the_counters_everybody_may_send(
    stranger: Client,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    away = {"BACKEND": "base.counters.CountersInAFile", "LOCATION": str(tmp_path / "no-such-folder" / "counters")}
    settings.CACHES = settings.CACHES | {"limits": away}
    monkeypatch.setattr(counters.patience, "away_until", 0.0)
    with caplog.at_level(logging.WARNING, "base.patience"):
        assert statuses(stranger, 9) == [200] * 9
    assert [record.getMessage() for record in caplog.records if record.name == "base.patience"] == [
        "limits: the file of counters does not answer (OperationalError); not asked for 10 s"
    ], "a file that is away is not waited for by each visitor"


@pytest.mark.django_db
def test_the_cache_holds_no_address(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(caches["limits"], "add", lambda key, *rest: kept.append(key))
    statuses(stranger, 1, user_agent="Firefox-cua-Hoa")
    assert len(kept) == 2
    assert not any("127.0" in key or "Hoa" in key for key in kept)
