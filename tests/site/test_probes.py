"""What machines ask the portal, and what a stranger learns from the answers."""

from collections.abc import Callable

import pytest
from django.conf import settings as portal_settings
from django.db import OperationalError, connections
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from base import outbox, probes
from casework.models import Case
from qa.models import AnswerPage


@pytest.fixture
def probe(settings: SettingsWrapper) -> Client:
    """A probe of a production portal: by the machine's address, over plain http; each starts a process anew."""
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["doithoai.test"]
    return Client(headers={"host": "10.0.0.7:8000"})


def test_a_living_process_says_so_and_asks_nobody(probe: Client) -> None:
    """Without the mark `django_db` a look at the database would fail the test."""
    answer = probe.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_ready_with_its_database(db: None, probe: Client) -> None:
    answer = probe.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_unready_without_its_database_and_silent_about_why(
    db: None, probe: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("connection to server at 10.0.0.5 failed")

    with monkeypatch.context() as patched:
        patched.setattr(connections["default"], "cursor", away)
        answer = probe.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"unready\n")
    assert answer["Cache-Control"] == "no-store"
    assert probe.get("/healthz").status_code == 200


def test_unready_until_it_is_migrated(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, waiting = [0.0], ["base.0009_new"]
    monkeypatch.setattr(probes.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(probes, "unapplied_migrations", lambda: list(waiting))
    readiness = probes.Readiness()
    assert not readiness.ready()
    waiting.clear()
    assert not readiness.ready(), "a crowd of probes asks the database once in five seconds"
    clock[0] = 6.0
    assert readiness.ready()


def test_a_crowd_costs_one_query(
    db: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable
) -> None:
    clock = [0.0]
    monkeypatch.setattr(probes.time, "monotonic", lambda: clock[0])
    readiness = probes.Readiness()
    assert readiness.ready()
    clock[0] = 6.0
    with django_assert_num_queries(1):
        assert all(readiness.ready() for _ in range(100))


def test_figures_are_off_until_they_are_wanted(db: None, stranger: Client) -> None:
    assert portal_settings.METRICS is False
    assert stranger.get("/metrics", follow=True).status_code == 404


def test_figures_without_anything_of_a_person(
    case: Case, write_answer: Callable[..., AnswerPage], probe: Client, settings: SettingsWrapper
) -> None:
    write_answer()
    outbox.enqueue("letter", {"id": 1})
    settings.METRICS = True
    answer = probe.get("/metrics")
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.content.decode().splitlines()
    assert 'portal_cases{state="submitted"} 1' in lines
    assert 'portal_cases{state="answered"} 0' in lines
    assert "portal_cases_overdue 0" in lines
    assert 'portal_index_waiting{engine="embedded"} ' in "\n".join(lines)
    assert 'portal_outbox_waiting{topic="letter"} 1' in lines
    assert "portal_outbox_stuck 0" in lines
    for line in lines:
        if not line.startswith("#"):
            name, _, value = line.rpartition(" ")
            assert float(value) >= 0
            assert f"# TYPE {name.partition('{')[0]} gauge" in lines
    for private in (case.number, case.title, "Hoa", "0912345678", "nguoidan.test"):
        assert private not in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "status"), [("", 403), ("Bearer sai", 403), ("Bearer khoá", 403), ("Bearer dung-roi", 200)]
)
def test_figures_behind_a_token(said: str, status: int, db: None, probe: Client, settings: SettingsWrapper) -> None:
    settings.METRICS = True
    settings.METRICS_TOKEN = "dung-roi"
    assert probe.get("/metrics", headers={"authorization": said} if said else {}).status_code == status
