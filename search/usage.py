"""The log of searches: one row a search, without anything of the visitor; folded into months, then deleted.

What is logged may fail, and what it serves may not: a search or a question goes on without its row.
"""

import datetime
import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from base.public_posts import token_in
from search import privacy
from search.counting import tidy
from search.models import Ending, Place, SearchLog
from search.models.learning import SearchLogQuerySet

__all__ = ["ended", "opened", "record", "shown_again", "tidy"]

log = logging.getLogger(__name__)

SHOWN = 10
# Longer than a page of results or a question in the making lasts; counting waits a day more (search.counting).
LIVES = datetime.timedelta(hours=24)
PATIENCE_MS = 200
_SLUG = re.compile(r"[-a-z0-9]{1,80}")


def record(
    place: str, text: str, *, policy_field: str = "", found: int, shown: list[int], engine: str, took_ms: int
) -> str:
    """Write one search down and return the token of its row; "" if that was not possible. Never raises.

    `shown` are the keys of the entries on the page. `took_ms` is how long the engine took.
    """
    query = privacy.scrub(text)
    row = SearchLog(
        place=place,
        query=query,
        key=privacy.key_of(query),
        policy_field=policy_field if _SLUG.fullmatch(policy_field) else "",
        found=max(found, 0),
        shown=shown[:SHOWN],
        engine=engine[:30],
        took_ms=max(took_ms, 0),
    )
    written = False
    with _may_fail("a search"), _little_patience():
        row.save(force_insert=True)
        written = True
    return str(row.token) if written else ""


def shown_again(token: str, *, found: int, shown: list[int]) -> None:
    """Add what was shown when the same question was asked again in other words."""
    with _may_fail("what was shown"), transaction.atomic():
        row = _living(token).select_for_update().first()
        if row is not None:
            row.shown = list(dict.fromkeys([*row.shown, *shown]))[:SHOWN]
            row.found = max(row.found, found)
            row.save(update_fields=["shown", "found"])


def opened(token: str, entry: int) -> None:
    """Note that an entry was opened which that search had shown; anything else is passed over."""
    with _may_fail("what was opened"), _little_patience():
        row = _living(token).first()
        if row is None or entry not in row.shown or entry in row.opened:
            return
        with transaction.atomic():
            row = _living(token).select_for_update().first()
            if row is not None and entry not in row.opened:
                row.opened.append(entry)
                row.save(update_fields=["opened"])


def ended(token: str, ending: Ending) -> None:
    """Note how asking ended where answers had been shown; the last word of the asker counts."""
    with _may_fail("an ending"):
        _living(token).filter(place=Place.ASK).exclude(shown=[]).update(outcome=ending)


def _living(token: str) -> SearchLogQuerySet:
    key = token_in(token)
    if key is None:
        return SearchLog.objects.none()
    return SearchLog.objects.not_counted().filter(pk=key, asked_at__gt=timezone.now() - LIVES)


@contextmanager
def _may_fail(what: str) -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        log.warning("%s was not logged: %s", what, type(error).__name__)


@contextmanager
def _little_patience() -> Iterator[None]:
    """Wait for SQLite's one writer a moment, not the 20 seconds that a question is worth."""
    connection.ensure_connection()
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    raw: sqlite3.Connection = connection.connection
    raw.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        yield
    finally:
        usual = 1000 * int(connection.settings_dict["OPTIONS"].get("timeout", 5))
        raw.execute(f"PRAGMA busy_timeout = {usual}")
