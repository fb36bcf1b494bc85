"""How far each engine is behind: what waits, since when, and what was refused."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min, Q
from django.utils import timezone

from search import entries
from search.models import IndexChange

LATE = datetime.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class EngineState:
    """One engine: changes that wait, the age of the oldest, and how many entries it refused."""

    name: str
    answers: bool
    waiting: int
    stuck: int
    oldest: datetime.timedelta | None

    @property
    def late(self) -> bool:
        """Whether somebody should look: the oldest change waits too long, or an entry was refused."""
        return bool(self.stuck) or (self.oldest is not None and self.oldest > LATE)


def states() -> list[EngineState]:
    """Return the state of every engine in use, the one that answers first; in one query."""
    counted = {
        row["engine"]: row
        for row in IndexChange.objects.values("engine").annotate(
            waiting=Count("pk"), stuck=Count("pk", filter=Q(attempts__gt=0)), since=Min("created_at")
        )
    }
    now = timezone.now()
    found = []
    for place, name in enumerate(entries.engines_in_use()):
        row = counted.get(name)
        if row is None:
            found.append(EngineState(name, place == 0, 0, 0, None))
        else:
            found.append(EngineState(name, place == 0, row["waiting"], row["stuck"], now - row["since"]))
    return found
