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
# For a bench in which one machine is all visitors: the captcha is answered with "passed", nobody asks too often.
UNHINDERED = {"CAPTCHA_TEST_MODE": "true"} | dict.fromkeys(
    ("LIMIT_ASKING", "LIMIT_WRITING", "LIMIT_SUGGESTING"), "1000000,100000000,900"
)


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
        environment = environment_of(folder, url)
        os.environ.clear()
        os.environ |= environment
        import django

        django.setup()
        yield folder


@contextmanager
def place_for(name: str, keep: Path | None = None) -> Iterator[dict[str, str]]:
    """Makes a place for another process and gives that process's environment; Django is not set up here.

    The database is one on the PostgreSQL server of DATABASE_URL, if there is one, else a SQLite file. With `keep`
    folder and database stay for a later run: the folder `keep`/`name`, the database `doi_thoai_bench_<name>`.
    """
    url = os.environ.get("DATABASE_URL", "")
    on_a_server = url.startswith("postgres")
    with ExitStack() as leaving:
        if keep:
            folder = keep.resolve() / name
            folder.mkdir(parents=True, exist_ok=True)
        else:
            folder = Path(leaving.enter_context(tempfile.TemporaryDirectory(prefix="doi-thoai-bench-")))
        if on_a_server:
            url = leaving.enter_context(_own_database(url, f"doi_thoai_bench_{name}" if keep else ""))
        else:
            url = f"sqlite:///{folder / 'bench.sqlite3'}"
        yield environment_of(folder, url)


def environment_of(folder: Path, database_url: str) -> dict[str, str]:
    """Returns the environment of a portal in trial mode that has this data folder and this database."""
    names = ("SEARCH_INDEX_DIR", "CACHE_URL", "SEARCH_ENGINE", "SEARCH_STANDBY", "PORTAL_DEBUG")
    return {name: value for name, value in os.environ.items() if name not in names} | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PORTAL_MODE": "trial",
        "PORTAL_DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "ELASTICSEARCH_INDEX": folder.name,
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "ERROR"),
    }


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
def _own_database(url: str, kept: str = "") -> Iterator[str]:
    """Makes a database on the server of an address, gives its address, and drops it at the end; `kept` names one that
    stays, and that may be there already."""
    server, mark, options = url.partition("?")
    server = server.rpartition("/")[0]
    name = kept or f"doi_thoai_bench_{uuid.uuid4().hex[:8]}"

    def administer(statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(f"{server}/postgres{mark}{options}", autocommit=True) as connection:
            answer = connection.execute(statement.encode())
            return answer.fetchall() if answer.description else []

    if not kept or not administer(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):  # noqa: S608 - our own name
        administer(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server}/{name}{mark}{options}"
    finally:
        if not kept:
            administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
