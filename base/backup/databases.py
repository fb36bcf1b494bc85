"""The database of a backup, of either kind: what is in it, and how it is taken and put back."""

from types import ModuleType

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from base.backup import postgresql, sqlite

KINDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def kind() -> ModuleType:
    """Return what knows the portal's kind of database: `dump`, `restore`, and `FILE`, its name in a backup."""
    return KINDS[connection.vendor]


def size() -> int:
    """Return about how many bytes the database has."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute("PRAGMA page_size")
        return int(pages * cursor.fetchone()[0])


def migrations() -> dict[str, str]:
    """Return the last migration applied of each app: the version that matters to a database."""
    return dict(sorted(MigrationRecorder(connection).applied_migrations()))


def unknown(known: dict[str, str]) -> list[str]:
    """Return the migrations of a backup that this code does not have: it was made by a newer portal."""
    ours = MigrationLoader(None).disk_migrations
    return [f"{app}.{name}" for app, name in known.items() if (app, name) not in ours]


def is_empty() -> bool:
    return not connection.introspection.table_names()
