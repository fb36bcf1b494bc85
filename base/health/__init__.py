"""The portal's health as an operator asks for it: each part says whether it is in order and, if not, what to do.

Rooms above register their own parts, as the search does with its index.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import DatabaseError

log = logging.getLogger(__name__)


class Level(StrEnum):
    """`LOOK` is worth a look and fails nothing; `WRONG` must be mended."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one part: how it is, and what the operator does about it (nothing, if it is in order)."""

    level: Level
    says: str
    do: str = ""


Look = Callable[[], Finding | Iterable[Finding]]
_parts: dict[str, Look] = {}


def ok(says: str) -> Finding:
    """Say that a part is in order."""
    return Finding(Level.OK, says)


def look(says: str, do: str) -> Finding:
    """Say what is worth a look, and what to do about it."""
    return Finding(Level.LOOK, says, do)


def wrong(says: str, do: str) -> Finding:
    """Say what is wrong and must be mended, and how."""
    return Finding(Level.WRONG, says, do)


def register(name: str) -> Callable[[Look], Look]:
    """Register a part; its function returns one finding or several, and may raise."""

    def keep(function: Look) -> Look:
        _parts[name] = function
        return function

    return keep


def names() -> list[str]:
    """Return the names of all parts, in the order in which they are looked at."""
    return list(_parts)


def examine(only: Iterable[str] = ()) -> Iterator[tuple[str, Finding]]:
    """Look at each part, or at those named, and give (part, finding); a part that fails says so and stops no other."""
    for name in list(only) or names():
        try:
            found = _parts[name]()
            findings = [found] if isinstance(found, Finding) else list(found)
        except DatabaseError:
            findings = [wrong("cannot be told without the database", "Mend what `database` says first.")]
        except Exception as error:
            # The error's own words may quote a password or an address; its kind is enough.
            log.debug("check of %s failed", name, exc_info=True)
            findings = [wrong(f"could not be looked at: {type(error).__name__}", "LOG_LEVEL=DEBUG shows the error.")]
        for finding in findings:
            yield name, finding
