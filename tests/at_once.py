"""Doing things at the same moment: threads that meet in one real database, on SQLite as on PostgreSQL.

The test database of SQLite lives in the memory of one connection and cannot be shared as a server's is. Inside
`shared_database()` the test works on a copy in a file, opened as the portal opens its own. Tests that use this are
marked `django_db(transaction=True)`.
"""

import copy
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """Let several connections meet in the test's database; on SQLite in a copy of it, thrown away at the end."""
    here = connections["default"]
    if here.vendor != "sqlite":
        yield
        return
    file = folder / "shared.sqlite3"
    here.ensure_connection()
    with sqlite3.connect(file) as target:
        here.connection.backup(target)
    target.close()
    settings = copy.deepcopy(here.settings_dict) | {"NAME": str(file)}
    connections["default"] = type(here)(settings, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = here


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Make the calls in threads that start together, each on a connection of its own; an exception is its result."""
    main, gate = connections["default"], threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def work(place: int, call: Callable[[], Any]) -> None:
        connections["default"] = main.copy()
        try:
            gate.wait()
            results[place] = call()
        except Exception as error:
            results[place] = error
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=work, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
