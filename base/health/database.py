"""The database: whether it can be reached and has every migration."""

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from base.health import Finding, ok, register, wrong


def unapplied_migrations() -> list[str]:
    """Return the migrations that this code needs and the database has not seen, as `app.name`; costs a second."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@register("database")
def database() -> Iterator[Finding]:
    place = _place_of_the_database()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        # Django keeps what the server said in the first line; the address in it carries no password.
        said = str(error).strip().splitlines()
        yield wrong(
            f"{place} cannot be reached: {said[0] if said else type(error).__name__}",
            "Start the database and look at DATABASE_URL: host, port, name, user, password.",
        )
        return
    waiting = unapplied_migrations()
    if waiting:
        more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
        yield wrong(f"{place} lacks {waiting[0]}{more}", "Back up, stop the worker and run `manage.py migrate`.")
    else:
        yield ok(f"{place} answers and every migration is applied")


def _place_of_the_database() -> str:
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"SQLite ({known['NAME']})"
    return f"PostgreSQL ({known['NAME']} on {known['HOST'] or 'this machine'})"
