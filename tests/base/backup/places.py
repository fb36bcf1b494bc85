"""Places from which a portal is backed up and into which it is put back, and what lies there."""

import copy
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections
from pytest_django.fixtures import Settings as SettingsWrapper

from tests.processes.running import _administer

LETTER = b"%PDF-1.7 " + b"x" * 3_000_000


@contextmanager
def an_empty_database(folder: Path) -> Iterator[None]:
    """Let the portal work on a database in which there is nothing, of the same kind."""
    here = connections["default"]
    name = str(folder / "portal.sqlite3")
    if here.vendor == "postgresql":
        name = f"{here.settings_dict['NAME']}_restored"
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _administer(f'CREATE DATABASE "{name}"')
    connections["default"] = type(here)(copy.deepcopy(here.settings_dict) | {"NAME": name}, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = here
        if here.vendor == "postgresql":
            _administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def use_folder(settings: SettingsWrapper, folder: Path) -> Path:
    folder.mkdir()
    settings.DATA_DIR = folder
    settings.MEDIA_ROOT = folder / "media"
    settings.STATIC_ROOT = folder / "static"
    settings.SEARCH_INDEX_DIR = folder / "search"
    return folder


def back_up(place: Path, *arguments: str) -> Path:
    out = StringIO()
    call_command("backup", str(place), "--json", *arguments, stdout=out)
    return Path(json.loads(out.getvalue())["folder"])


def restore(folder: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("restore", str(folder), *arguments, stdout=out, stderr=out, no_color=True)
    return out.getvalue()


def rows() -> dict[str, int]:
    """Return the number of rows of each table there is."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = int(cursor.fetchone()[0])
    return found


def hashes(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }
