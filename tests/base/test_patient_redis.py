"""The portal goes on when the Redis that its processes share is away."""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django.fixtures import Settings

from base.patient_redis import patience
from tools.bench.serving import free_port

BACKEND = "base.patient_redis.PatientRedisCache"


@pytest.fixture
def nobody_there(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Name a Redis at a port where nobody listens."""
    monkeypatch.setattr(patience, "away_until", 0.0)
    one = {"BACKEND": BACKEND, "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    settings.CACHES = {"default": one, "limits": one}
    yield
    monkeypatch.setattr(patience, "away_until", 0.0)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/hoi-dap/", "/theo-doi/", "/tim-kiem/?q=luong"])
def test_every_page_is_there(path: str, nobody_there: None, stranger: Client) -> None:
    assert stranger.get(path).status_code == 200


@pytest.mark.django_db
def test_a_form_is_taken(nobody_there: None, stranger: Client) -> None:
    answer = stranger.post("/theo-doi/", {"number": "2026-000123", "secret": "AAAA-BBBB-CCCC"})
    assert answer.status_code == 200


def test_it_answers_as_an_empty_cache(nobody_there: None) -> None:
    cache = caches["default"]
    assert cache.add("tên", 1, 60) is True
    assert (cache.get("tên"), cache.get("tên", 7), cache.get_many(["tên"])) == (None, 7, {})
    cache.set("tên", 1)
    cache.set_many({"tên": 1})
    cache.delete_many(["tên"])
    assert (cache.has_key("tên"), cache.delete("tên"), cache.touch("tên"), cache.incr("tên")) == (
        False,
        False,
        False,
        1,
    )
    cache.clear()


def test_nobody_waits_for_it_twice_in_a_row(
    nobody_there: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "base.patience"):
        for _ in range(3):
            caches["default"].get("tên")
    assert len(caplog.records) == 1
    assert "127.0.0.1" not in caplog.text
