"""A place of its own for a bench: a data folder and a database that nobody else uses, gone at the end."""

import os
import signal
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import psycopg

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def own_place(*, on_the_servers_database: bool = False) -> Iterator[Path]:
    """Sets Django up in a new data folder and gives the folder; SIGTERM ends the bench as Ctrl-C does.

    Whatever the portal makes on an Elasticsearch server has a name that begins with the name of the folder.
    The database is a SQLite file in the folder. `on_the_servers_database` takes a new database on the PostgreSQL server
    of DATABASE_URL, if there is one, instead.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    with ExitStack() as leaving:
        folder = Path(leaving.enter_context(tempfile.TemporaryDirectory(prefix="doi-thoai-bench-")))
        url = os.environ.get("DATABASE_URL", "")
        if on_the_servers_database and url.startswith("postgres"):
            url = leaving.enter_context(_own_database(url))
        else:
            url = f"sqlite:///{folder / 'bench.sqlite3'}"
        for name in ("SEARCH_INDEX_DIR", "CACHE_URL", "SEARCH_ENGINE", "SEARCH_STANDBY", "PORTAL_DEBUG"):
            os.environ.pop(name, None)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PORTAL_MODE": "trial",
            "PORTAL_DATA_DIR": str(folder),
            "DATABASE_URL": url,
            "ELASTICSEARCH_INDEX": folder.name,
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "ERROR"),
        }
        import django

        django.setup()
        yield folder


def make_tables_of_search() -> None:
    """Makes the empty tables of the app `search` alone: an engine may ask for the staff's dictionary."""
    from django.apps import apps
    from django.db import connection

    with connection.schema_editor() as editor:
        for model in apps.get_app_config("search").get_models():
            editor.create_model(model)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _own_database(url: str) -> Iterator[str]:
    """Makes a database on the server of an address, gives its address, and drops it at the end."""
    server, mark, options = url.partition("?")
    server = server.rpartition("/")[0]
    name = f"doi_thoai_bench_{uuid.uuid4().hex[:8]}"

    def administer(statement: str) -> None:
        with psycopg.connect(f"{server}/postgres{mark}{options}", autocommit=True) as connection:
            connection.execute(statement.encode())

    administer(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server}/{name}{mark}{options}"
    finally:
        administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
