"""A circuit breaker: after failures in a row nobody waits for a server that is away."""

import threading
import time
from collections.abc import Callable

FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 30.0
FAILURES_TO_OPEN = 2


class Breaker:
    """Tells whether a call may be tried: closed until two fail in a row, then open for a pause that doubles.

    When the pause is over one caller may try; its success closes the circuit, its failure opens it for longer. Safe to
    use from several threads.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._pause = FIRST_PAUSE_SECONDS
        self._open_until = 0.0

    def may_try(self) -> bool:
        """Tells whether a call may go out now; the caller must report how it went."""
        with self._lock:
            if self._failures < FAILURES_TO_OPEN:
                return True
            if self._clock() < self._open_until:
                return False
            self._open_until = self._clock() + self._pause  # the others wait for the one that tries
            return True

    def succeeded(self) -> None:
        """Closes the circuit."""
        with self._lock:
            self._failures, self._pause = 0, FIRST_PAUSE_SECONDS

    def failed(self) -> None:
        """Counts a failure; the second in a row opens the circuit, each further one for twice as long."""
        with self._lock:
            self._failures += 1
            if self._failures > FAILURES_TO_OPEN:
                self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)
            if self._failures >= FAILURES_TO_OPEN:
                self._open_until = self._clock() + self._pause
