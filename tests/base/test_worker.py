"""The worker drains what apps have registered, and runs what is due by the clock; what fails stops nothing else."""

import datetime
import threading
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.core.management import call_command
from django.utils import timezone

from base import outbox, worker
from base.models import OutboxMessage
from qa.models import AskDraft


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No queue and no chore but those of the test."""
    monkeypatch.setattr(worker, "_queues", {})
    monkeypatch.setattr(worker, "_chores", {})


def broken() -> int:
    raise OSError("server away")


def test_every_queue_is_drained_and_the_work_added_up(empty: None) -> None:
    worker.register_queue("letters", lambda: 2)
    worker.register_queue("index", lambda: 3)
    assert worker.drain_all() == 5


def test_a_queue_that_fails_does_not_stop_the_others(empty: None, caplog: pytest.LogCaptureFixture) -> None:
    worker.register_queue("away", broken)
    worker.register_queue("letters", lambda: 2)
    assert worker.drain_all() == 2
    assert "away failed" in caplog.text


def test_it_works_until_it_is_told_to_stop(db: None, empty: None) -> None:
    stop, left = threading.Event(), [3, 2, 1]

    def drain() -> int:
        if not left:
            stop.set()
        return left.pop() if left else 0

    worker.register_queue("letters", drain)
    worker.run(stop, idle_seconds=0)
    assert left == []


def test_chores_run_at_the_start_and_then_by_the_clock(
    db: None, empty: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Four rounds, 30 seconds apart: what is due each minute runs in the first and the third."""
    stop, runs, clock = threading.Event(), [], iter(range(0, 10_000, 30))
    now = [0]
    monkeypatch.setattr(worker.time, "monotonic", lambda: now[0])

    def tick() -> int:
        now[0] = next(clock) + 30
        if now[0] > 90:
            stop.set()
        return 0

    worker.register_queue("tick", tick)
    worker.register_chore("broken", 60, broken)
    worker.register_chore("minutely", 60, lambda: runs.append(now[0]))
    worker.run(stop, idle_seconds=0)
    assert runs == [0, 60]
    assert caplog.text.count("broken failed") == 2


def test_the_portals_own_chores_all_run(db: None, caplog: pytest.LogCaptureFixture) -> None:
    """Each chore that an app has registered, once, with nothing to do and with something."""
    two_days_ago = timezone.now() - datetime.timedelta(days=2)
    AskDraft.objects.create(created_at=two_days_ago, data={"question": {"title": "Viết dở"}})
    fresh = AskDraft.objects.create()
    CaptchaStore.objects.create(challenge="A", response="a", expiration=two_days_ago)
    assert {"posts", "drafts", "scheduled pages", "used-up captchas", "stuck messages"} <= worker._chores.keys()
    for name, (_, chore) in worker._chores.items():
        worker._guarded(name, chore)
    assert "failed" not in caplog.text
    assert list(AskDraft.objects.all()) == [fresh]
    assert not CaptchaStore.objects.exists()


def test_a_scheduled_answer_appears_by_itself(db: None, write_answer: Callable[..., Any]) -> None:
    page = write_answer(live=False)
    revision = page.save_revision()
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.save()
    worker._chores["scheduled pages"][1]()
    page.refresh_from_db()
    assert page.live


def test_once_drains_what_is_there_and_says_how_much(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(outbox._handlers, "test.topic", lambda message: None)
    for _ in range(3):
        outbox.enqueue("test.topic", {})
    out = StringIO()
    call_command("worker", "--once", stdout=out)
    assert out.getvalue().endswith("3 done\n")
    assert not OutboxMessage.objects.waiting().exists()
