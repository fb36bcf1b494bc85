"""From rows of the log to monthly counters: what is counted once stays counted, whatever is killed in between."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ministry.models import PolicyField
from search.models import Ending, Place, SearchLog

# Twice as long as a row may still change (search.usage).
SETTLES = datetime.timedelta(hours=48)
COUNTED_AT_ONCE = 500
DELETED_AT_ONCE = 5_000

USE_COLUMNS = ("searches", "without_result", "shown", "opened", "solved", "still")
ANSWER_COLUMNS = ("shown", "opened", "solved", "still", "opened_still")
READ = ("asked_at", "place", "policy_field", "found", "shown", "opened", "outcome")

_ADD_USE = """
INSERT INTO search_monthofuse
    (month, place, policy_field, searches, without_result, shown, opened, solved, still)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (month, place, policy_field) DO UPDATE SET
    searches = search_monthofuse.searches + excluded.searches,
    without_result = search_monthofuse.without_result + excluded.without_result,
    shown = search_monthofuse.shown + excluded.shown,
    opened = search_monthofuse.opened + excluded.opened,
    solved = search_monthofuse.solved + excluded.solved,
    still = search_monthofuse.still + excluded.still
"""
_ADD_ANSWER = """
INSERT INTO search_monthofanswer (month, place, entry_id, shown, opened, solved, still, opened_still)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (month, place, entry_id) DO UPDATE SET
    shown = search_monthofanswer.shown + excluded.shown,
    opened = search_monthofanswer.opened + excluded.opened,
    solved = search_monthofanswer.solved + excluded.solved,
    still = search_monthofanswer.still + excluded.still,
    opened_still = search_monthofanswer.opened_still + excluded.opened_still
"""


@dataclass
class Tally:
    """Counts by (month, place, field) and by (month, place, entry); a field that there is not counts as none chosen."""

    fields: set[str] = field(default_factory=lambda: set(PolicyField.objects.values_list("slug", flat=True)))
    uses: dict[tuple[datetime.date, str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    answers: dict[tuple[datetime.date, str, int], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, rows: Iterable[SearchLog]) -> "Tally":
        for row in rows:
            month = timezone.localdate(row.asked_at).replace(day=1)
            use = self.uses[month, row.place, row.policy_field if row.policy_field in self.fields else ""]
            use["searches"] += 1
            use["without_result"] += not row.found
            use["shown"] += bool(row.shown)
            use["opened"] += bool(row.opened)
            use["solved"] += row.outcome == Ending.SOLVED
            use["still"] += row.outcome == Ending.STILL
            for entry in row.shown:
                answer = self.answers[month, row.place, entry]
                is_opened = entry in row.opened
                answer["shown"] += 1
                answer["opened"] += is_opened
                answer["solved"] += row.outcome == Ending.SOLVED
                answer["still"] += row.outcome == Ending.STILL
                answer["opened_still"] += is_opened and row.outcome == Ending.STILL
        return self


def not_counted_yet(place: Place | None = None) -> Tally:
    """Count the rows of the last two days, which the monthly counters do not hold yet."""
    rows = SearchLog.objects.not_counted().only(*READ)
    return Tally().add((rows.filter(place=place) if place else rows).iterator(chunk_size=2_000))


def tidy() -> int:
    """Fold rows that change no more into the monthly counters, and delete those older than SEARCH_LOG_DAYS.

    Each batch is one transaction: killed at any moment, a row is counted once, and never deleted before.
    """
    done = 0
    for step in (_count_some, _delete_some):
        while some := step():
            done += some
    return done


def _count_some() -> int:
    settled = SearchLog.objects.not_counted().filter(asked_at__lte=timezone.now() - SETTLES)
    with transaction.atomic():
        rows = list(settled.select_for_update().order_by("asked_at").only(*READ)[:COUNTED_AT_ONCE])
        tally = Tally().add(rows)
        with connection.cursor() as cursor:
            for statement, columns, counts in (
                (_ADD_USE, USE_COLUMNS, tally.uses),
                (_ADD_ANSWER, ANSWER_COLUMNS, tally.answers),
            ):
                # In one order, so that two workers never wait for each other's rows.
                lines: list[list[Any]] = [
                    [*key, *(count[name] for name in columns)] for key, count in sorted(counts.items())
                ]
                if lines:
                    cursor.executemany(statement, lines)
        SearchLog.objects.filter(pk__in=[row.pk for row in rows]).update(counted=True)
    return len(rows)


def _delete_some() -> int:
    oldest = timezone.now() - datetime.timedelta(days=settings.SEARCH_LOG_DAYS)
    gone = SearchLog.objects.filter(counted=True, asked_at__lt=oldest).order_by("asked_at")
    with transaction.atomic():
        keys = list(gone.values_list("pk", flat=True)[:DELETED_AT_ONCE])
        SearchLog.objects.filter(pk__in=keys).delete()
    return len(keys)
