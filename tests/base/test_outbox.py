"""What must leave the process is a row: taken by one worker, tried again after a growing pause, never lost."""

import datetime
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from base import outbox
from base.models import OutboxMessage
from tests.at_once import at_once, shared_database

TOPIC = "test.topic"


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the handler of the test's topic has done, by message; it does it at once."""
    handled: list[int] = []
    monkeypatch.setitem(outbox._handlers, TOPIC, lambda message: handled.append(message.pk))
    return handled


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server behind the test's topic is away, and its error quotes an address."""

    def fail(message: OutboxMessage) -> None:
        raise ConnectionError("550 hoa@nguoidan.test unknown")

    monkeypatch.setitem(outbox._handlers, TOPIC, fail)


def make_due(message: OutboxMessage) -> None:
    OutboxMessage.objects.filter(pk=message.pk).update(due_at=timezone.now() - datetime.timedelta(seconds=1))


def test_a_message_is_done_once(db: None, done: list[int]) -> None:
    message = outbox.enqueue(TOPIC, {"id": 1})
    assert outbox.drain() == 1
    assert outbox.drain() == 0
    message.refresh_from_db()
    assert done == [message.pk]
    assert message.done_at is not None
    assert (message.leased_until, message.last_error) == (None, "")


@pytest.mark.django_db(transaction=True)
def test_a_message_stands_or_falls_with_its_cause(done: list[int]) -> None:
    with transaction.atomic():
        outbox.enqueue(TOPIC, {})
        transaction.set_rollback(True)
    assert outbox.drain() == 0


def test_messages_go_in_the_order_they_came(db: None, done: list[int]) -> None:
    sent = [outbox.enqueue(TOPIC, {}).pk for _ in range(5)]
    assert outbox.drain(limit=3) == 3
    assert outbox.drain() == 2
    assert done == sent


def test_a_failing_server_is_tried_again_after_a_growing_pause(db: None, broken: None) -> None:
    message = outbox.enqueue(TOPIC, {})
    pauses = []
    for attempt in range(1, 6):
        before = timezone.now()
        assert outbox.drain() == 1
        message.refresh_from_db()
        assert message.attempts == attempt
        assert (message.done_at, message.leased_until) == (None, None)
        pauses.append(round((message.due_at - before).total_seconds()))
        assert outbox.drain() == 0, "not before its time"
        make_due(message)
    assert pauses == [10, 20, 40, 80, 160]


def test_the_pause_stops_growing_at_six_hours() -> None:
    longest = datetime.timedelta(hours=6)
    assert [outbox.pause_after(attempts) for attempts in (12, 13, 100, 10_000)] == [
        datetime.timedelta(seconds=20480),
        longest,
        longest,
        longest,
    ]


def test_one_that_fails_does_not_stop_the_others(db: None, broken: None, done: list[int]) -> None:
    bad = OutboxMessage.objects.create(topic="nobody.handles.this", payload={})
    good = outbox.enqueue(TOPIC, {})
    assert outbox.drain() == 2
    bad.refresh_from_db()
    assert done == [good.pk]
    assert (bad.done_at, bad.last_error) == (None, "KeyError")


def test_an_error_tells_its_type_and_nothing_personal(db: None, broken: None, caplog: pytest.LogCaptureFixture) -> None:
    message = outbox.enqueue(TOPIC, {})
    with caplog.at_level(logging.DEBUG):
        outbox.drain()
    message.refresh_from_db()
    assert message.last_error == "ConnectionError"
    assert "ConnectionError" in caplog.text
    assert "hoa@" not in caplog.text


def test_what_a_worker_holds_no_other_takes(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second worker drains while the first is still sending."""
    during: list[int] = []
    monkeypatch.setitem(outbox._handlers, TOPIC, lambda message: during.append(outbox.drain()))
    outbox.enqueue(TOPIC, {})
    assert outbox.drain() == 1
    assert during == [0]


def test_the_lease_of_a_killed_worker_runs_out(db: None, done: list[int]) -> None:
    message = outbox.enqueue(TOPIC, {})
    assert outbox._claim(message), "this worker is killed now"
    assert outbox.drain() == 0
    OutboxMessage.objects.update(leased_until=timezone.now() - datetime.timedelta(seconds=1))
    assert outbox.drain() == 1
    assert done == [message.pk]


def test_a_worker_that_was_too_slow_does_not_give_back_anothers_lease(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = timezone.now() + datetime.timedelta(minutes=2)

    def slow(message: OutboxMessage) -> None:
        OutboxMessage.objects.filter(pk=message.pk).update(leased_until=others)
        raise TimeoutError

    monkeypatch.setitem(outbox._handlers, TOPIC, slow)
    message = outbox.enqueue(TOPIC, {})
    outbox.drain()
    message.refresh_from_db()
    assert message.leased_until == others
    assert outbox.drain() == 0


def test_a_worker_that_looked_before_another_failed_waits_for_the_pause(db: None, broken: None) -> None:
    seen_before = outbox.enqueue(TOPIC, {})
    outbox.drain()
    assert not outbox._claim(seen_before)


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_do_each_message_once(done: list[int], tmp_path: Path) -> None:
    messages = [outbox.enqueue(TOPIC, {}).pk for _ in range(8)]
    with shared_database(tmp_path):
        workers: list[Callable[[], int]] = [outbox.drain] * 4
        tried = at_once(*workers)
        assert sum(tried) == 8
        assert sorted(done) == messages
        assert not OutboxMessage.objects.waiting().exists()


def test_what_is_stuck_is_shown(db: None, broken: None, caplog: pytest.LogCaptureFixture) -> None:
    message = outbox.enqueue(TOPIC, {})
    outbox.report_stuck()
    assert caplog.text == ""
    for _ in range(5):
        make_due(message)
        outbox.drain()
    caplog.clear()
    outbox.report_stuck()
    assert caplog.messages == ["outbox: 1 messages of test.topic are stuck: ConnectionError"]
