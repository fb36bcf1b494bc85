"""Frequencies of tokens, remembered for some minutes: they change slowly, and people ask with the same words."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

KEPT_SECONDS = 600.0
MOST_TOKENS = 100_000
ANY_WORD = "va"


@dataclass(frozen=True, slots=True)
class Counted:
    """In how many documents each token stands, without zeros, and how many documents there are."""

    frequencies: dict[str, int] = field(default_factory=dict)
    documents: int = 0


class RememberedFrequencies:
    """Asks for the frequencies that it does not know yet, and forgets all from time to time or when told to.

    Threads may use it at once: at worst two of them ask for the same token.
    """

    def __init__(self, ask: Callable[[list[str]], Counted], clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self.forget()

    def forget(self) -> None:
        self._known: dict[str, int] = {}
        self._documents = 0
        self._fresh_until = self._clock() + KEPT_SECONDS

    def of(self, tokens: Iterable[str]) -> Counted:
        """Returns the frequencies of the tokens; raises what the asking raises."""
        if self._clock() > self._fresh_until or len(self._known) > MOST_TOKENS:
            self.forget()
        known = self._known
        wanted = list(tokens)
        if missing := [token for token in wanted if token not in known]:
            asked = self._ask(missing)
            known.update(asked.frequencies)  # what stands nowhere today may be published in a minute
            self._documents = asked.documents or self._documents
        return Counted({token: known[token] for token in wanted if token in known}, self._documents)

    def documents(self) -> int:
        """Returns the number of documents, asked for if no question was answered yet."""
        return self._documents or self._ask([ANY_WORD]).documents
