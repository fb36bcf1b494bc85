"""The worker: drains every queue that an app has registered, and runs what is due by the clock.

It knows no queue itself. A queue is a function that does some work and returns how much it did.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections

log = logging.getLogger(__name__)

Drain = Callable[[], int]
_queues: dict[str, Drain] = {}
_chores: dict[str, tuple[float, Callable[[], object]]] = {}


def register_queue(name: str, drain: Drain) -> None:
    """Register a queue; `drain` returns the number of things it did, 0 when it was empty."""
    _queues[name] = drain


def register_chore(name: str, every_seconds: float, run: Callable[[], object]) -> None:
    """Register something that is run at start and then every so many seconds."""
    _chores[name] = (every_seconds, run)


def drain_all() -> int:
    """Drain each queue once; a queue that fails does not stop the others."""
    return sum(_guarded(name, drain) for name, drain in _queues.items())


def run(stop: threading.Event, idle_seconds: float = 1.0) -> None:
    """Work until `stop` is set."""
    due = dict.fromkeys(_chores, 0.0)
    while not stop.is_set():
        close_old_connections()
        for name, (every, chore) in _chores.items():
            if time.monotonic() >= due[name]:
                _guarded(name, chore)
                due[name] = time.monotonic() + every
        if not drain_all():
            stop.wait(idle_seconds)


def _guarded(name: str, work: Callable[[], object]) -> int:
    try:
        done = work()
        return done if isinstance(done, int) else 0
    except Exception:
        log.exception("worker: %s failed", name)
        return 0
