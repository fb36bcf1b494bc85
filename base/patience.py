"""Patience with a helper that may be away: what it would have told is done without, nobody waits twice in a row."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

PAUSE = 10.0  # seconds in which a helper that did not answer is not asked again

log = logging.getLogger(__name__)
Told = TypeVar("Told")


class Patience:
    """The patience of this process, for all its threads, with one helper; `faults` are the signs that it is away."""

    def __init__(self, helper: str, *faults: type[Exception]) -> None:
        self.helper = helper
        self.faults = faults
        self.away_until = 0.0

    def ask(self, question: Callable[[], Told], otherwise: Told) -> Told:
        """Return the answer to the question, or `otherwise` while the helper is away."""
        if time.monotonic() < self.away_until:
            return otherwise
        try:
            return question()
        except self.faults as error:
            self.away_until = time.monotonic() + PAUSE
            # Not what the fault says: it may hold an address with its password.
            log.warning("%s does not answer (%s); not asked for %d s", self.helper, type(error).__name__, PAUSE)
            return otherwise
