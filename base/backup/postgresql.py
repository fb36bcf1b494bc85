"""PostgreSQL in a backup: pg_dump and pg_restore of the server's own version or a newer one."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from base.backup import Progress, Unfit

FILE = "database.dump"
LOOK_SECONDS = 0.2


def dump(target: Path, progress: Progress) -> None:
    """Let pg_dump write the portal's database into a new file of its own, compressed format."""
    arguments = ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
    _run(_tool("pg_dump"), arguments, progress, grows=target)


def restore(source: Path, progress: Progress) -> None:
    """Empty the portal's database and let pg_restore fill it in one transaction."""
    tool = _tool("pg_restore")  # before anything is dropped
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
    connection.close()
    arguments = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run(tool, arguments, progress, source=source)


def _run(
    tool: str, arguments: list[str], progress: Progress, *, grows: Path | None = None, source: Path | None = None
) -> None:
    """Run a tool of PostgreSQL; the password goes by its environment, where no list of processes shows it."""
    (_, *place), secrets = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    database = place.pop()
    command = [tool, *arguments, *place, f"--dbname={database}", *([str(source)] if source else [])]
    process = subprocess.Popen(  # noqa: S603
        command, env=os.environ | (secrets or {}), stderr=subprocess.PIPE, text=True
    )
    seen = 0
    try:
        while True:
            try:
                _, said = process.communicate(timeout=LOOK_SECONDS)
                break
            except subprocess.TimeoutExpired:
                size = grows.stat().st_size if grows and grows.exists() else 0
                progress(size - seen)
                seen = size
    finally:
        process.kill()  # does nothing to one that has ended
    if process.returncode:
        raise Unfit(f"{Path(tool).name} failed: {said.strip()[-1000:]}")


def _tool(name: str) -> str:
    """Return the path of a tool that knows the server's version; Unfit with what to install when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        (server,) = cursor.fetchone()
    found = [str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    known = {_version(path): path for path in filter(None, [*found, shutil.which(name)])}
    fitting = [version for version in sorted(known) if version >= server]
    if not fitting:
        raise Unfit(
            f"The server is PostgreSQL {server} and no {name} here knows it: install postgresql-client-{server}."
        )
    return known[fitting[0]]


def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    number = re.search(r"\) (\d+)", said)
    return int(number.group(1)) if number else 0
