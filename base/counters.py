"""A cache for counters in one file: every process of this machine adds to the same ones, and none is lost.

Django's own cache in files reads and then writes, so that of forty posts at once it counts a few. Where several
machines serve the portal, `CACHE_URL` names a Redis and this is not used.
"""

import secrets
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from base.patience import Patience

# Nothing here is worth a wait for the disk: after a power cut everybody begins at nought.
_OPEN = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=OFF;
CREATE TABLE IF NOT EXISTS counter (key TEXT PRIMARY KEY, value INTEGER NOT NULL, expires REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS counter_expires ON counter (expires);
"""
_ADD = """
INSERT INTO counter VALUES (?, ?, ?) ON CONFLICT (key)
DO UPDATE SET value = excluded.value, expires = excluded.expires{}
"""
SWEPT_ONCE_IN = 200
patience = Patience("limits: the file of counters", sqlite3.Error)


class CountersInAFile(BaseCache):
    """Integers with a life, in an SQLite file; adding to one is one statement, and without the file nothing is kept."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._file = Path(location)
        self._mine = threading.local()

    def add(self, key: str, value: int, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if secrets.randbelow(SWEPT_ONCE_IN) == 0:
            self._ask("DELETE FROM counter WHERE expires <= ?", time.time())
        row = (self.make_and_validate_key(key, version), value, self._until(timeout))
        return bool(self._ask(_ADD.format(" WHERE expires <= ? RETURNING 1"), *row, time.time()))

    def set(self, key: str, value: int, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask(_ADD.format(""), self.make_and_validate_key(key, version), value, self._until(timeout))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        asked = "SELECT value FROM counter WHERE key = ? AND expires > ?"
        found = self._ask(asked, self.make_and_validate_key(key, version), time.time())
        return found[0][0] if found else default

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        added = "UPDATE counter SET value = value + ? WHERE key = ? AND expires > ? RETURNING value"
        found = self._ask(added, delta, self.make_and_validate_key(key, version), time.time())
        if not found:
            raise ValueError(f"Key '{key}' not found")
        return int(found[0][0])

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        touched = "UPDATE counter SET expires = ? WHERE key = ? AND expires > ? RETURNING 1"
        return bool(self._ask(touched, self._until(timeout), self.make_and_validate_key(key, version), time.time()))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(
            self._ask("DELETE FROM counter WHERE key = ? RETURNING 1", self.make_and_validate_key(key, version))
        )

    def clear(self) -> None:
        self._ask("DELETE FROM counter")

    def _until(self, timeout: Any) -> float:
        return self.get_backend_timeout(timeout) or float("inf") if timeout != 0 else 0.0

    def _ask(self, statement: str, *given: Any) -> list[Any]:
        """Run one statement; while the file cannot be used (a full disk), all is as if nothing were counted."""
        return patience.ask(lambda: self._run(statement, given), [])

    def _run(self, statement: str, given: tuple[Any, ...]) -> list[Any]:
        """Run one statement on this thread's connection; a file that is no database any more is made anew."""
        try:
            return self._connection().execute(statement, given).fetchall()
        except sqlite3.OperationalError:
            self._forget()
            raise
        except sqlite3.DatabaseError:
            self._forget()
            self._file.unlink(missing_ok=True)
            return self._connection().execute(statement, given).fetchall()

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._mine, "connection"):
            connection = sqlite3.connect(self._file, isolation_level=None, timeout=1)
            self._mine.connection = connection
            connection.executescript(_OPEN)
        return self._mine.connection

    def _forget(self) -> None:
        if hasattr(self._mine, "connection"):
            self._mine.connection.close()
            del self._mine.connection
