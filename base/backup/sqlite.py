"""SQLite in a backup: a copy by its own backup interface, as of one moment, while the portal goes on writing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from base.backup import Progress, Unfit

FILE = "database.sqlite3"
PAGES_AT_ONCE = 2_000


def dump(target: Path, progress: Progress) -> None:
    """Copy the portal's database into a new file."""
    with closing(_portals()) as source, closing(sqlite3.connect(target)) as copy:
        # An open transaction keeps the view of one moment; without it every write of the portal begins the copy anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _copy(source, copy, progress)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def restore(source: Path, progress: Progress) -> None:
    """Put a copy in the place of whatever the portal's database holds."""
    connection.close()
    with closing(sqlite3.connect(source)) as copy, closing(_portals()) as target:
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise Unfit(f"{source} is damaged: SQLite's own check fails.")
        _copy(copy, target, progress)


def _portals() -> sqlite3.Connection:
    return sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=20, isolation_level=None)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, progress: Progress) -> None:
    page_bytes = source.execute("PRAGMA page_size").fetchone()[0]
    left_before = 0

    def tell(status: int, left: int, total: int) -> None:
        nonlocal left_before
        done = (left_before or total) - left
        left_before = left
        progress(max(0, done) * page_bytes)

    source.backup(target, pages=PAGES_AT_ONCE, progress=tell)
