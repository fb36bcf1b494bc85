"""Putting a message into the outbox, and draining it: lease, growing pause, nothing lost."""

import datetime
import logging
from collections.abc import Callable
from typing import Any

from django.db.models import Count, F
from django.utils import timezone

from base.models.outbox import OutboxMessage

log = logging.getLogger(__name__)

Handler = Callable[[OutboxMessage], None]
_handlers: dict[str, Handler] = {}
LEASE = datetime.timedelta(minutes=2)
LONGEST_PAUSE = datetime.timedelta(hours=6)


def handles(topic: str) -> Callable[[Handler], Handler]:
    """Register the function that does what a message of `topic` asks for; an error means: again later."""

    def register(handler: Handler) -> Handler:
        _handlers[topic] = handler
        return handler

    return register


def enqueue(topic: str, payload: dict[str, Any]) -> OutboxMessage:
    """Write a message in the caller's transaction. `payload` names rows by id; it carries no personal data."""
    return OutboxMessage.objects.create(topic=topic, payload=payload)


def drain(limit: int = 50) -> int:
    """Do what is due, at most `limit` messages, and return how many were tried."""
    tried = 0
    for message in OutboxMessage.objects.due().order_by("due_at", "pk")[:limit]:
        if _claim(message):
            tried += 1
            _deliver(message)
    return tried


def _claim(message: OutboxMessage) -> bool:
    """Take the lease by one conditional UPDATE, so that two workers never hold the same message."""
    lease = timezone.now() + LEASE
    claimed = OutboxMessage.objects.due().filter(pk=message.pk).update(leased_until=lease, attempts=F("attempts") + 1)
    message.leased_until = lease
    message.attempts += 1
    return bool(claimed)


def _deliver(message: OutboxMessage) -> None:
    try:
        _handlers[message.topic](message)
    except Exception as error:
        # The error's text may quote an address; its type says enough to an operator.
        log.warning("outbox %s: attempt %s failed: %s", message.pk, message.attempts, type(error).__name__)
        # Only the holder of the lease gives it back: one that ran out may be another worker's by now.
        OutboxMessage.objects.waiting().filter(pk=message.pk, leased_until=message.leased_until).update(
            leased_until=None, due_at=timezone.now() + pause_after(message.attempts), last_error=type(error).__name__
        )
    else:
        OutboxMessage.objects.filter(pk=message.pk).update(leased_until=None, done_at=timezone.now(), last_error="")


def pause_after(attempts: int) -> datetime.timedelta:
    """Return the pause after the n-th failed attempt: 10 s, 20 s, 40 s … up to six hours."""
    return min(datetime.timedelta(seconds=10 * 2 ** min(attempts - 1, 20)), LONGEST_PAUSE)


def report_stuck() -> None:
    """Say in the log what has failed five times and more: how many messages of which topic, with which error."""
    stuck = OutboxMessage.objects.stuck().values("topic", "last_error").annotate(count=Count("pk")).order_by("topic")
    for row in stuck:
        log.error("outbox: %s messages of %s are stuck: %s", row["count"], row["topic"], row["last_error"])
