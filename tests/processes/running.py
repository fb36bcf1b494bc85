"""A real portal for a test: web server and worker as processes of their own, with their own database and data folder.

The test's own process works on the same database (`Portal.at_hand`), so a test can read a captcha or use a procedure.
SQLite and PostgreSQL alike: the sample ministry is set up once a session and copied for each portal.
"""

import atexit
import ctypes
import fcntl
import functools
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connections

from tools.bench.serving import free_port

OFFICERS_PASSWORD = "doi-thoai-mau-2019"
PATIENCE = 600.0  # seconds: only what hangs takes longer, however busy the machine is
READY = "ready"
# The same in every process of pytest-xdist.
_SESSION = "p" + os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


class Portal:
    """One portal: a data folder, a database, an address, and its two processes while they run."""

    def __init__(self, folder: Path, database: str, **changes: str) -> None:
        self.folder = folder
        self.database = database
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.letters = folder / "letters"
        self.environment = environment_of(folder, database) | {
            "PORTAL_BASE_URL": self.address,
            "EMAIL_URL": f"filemail:///{self.letters}",  # django-environ takes one slash away
            **changes,
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def start_web(self, *, wait: bool = True) -> None:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--blocking-threads", "4", "--log-level", "warning", "--no-ws"]
        self._start("web", [*command, "portal.wsgi:application"])
        if wait:
            self.await_web()

    def await_web(self) -> None:
        """Wait until the web server answers."""
        wait_until(self._answers, PATIENCE, "the web server does not answer", alive=self._processes["web"])

    def start_worker(self) -> None:
        self._start("worker", [sys.executable, "manage.py", "worker"])

    def kill(self, name: str) -> None:
        """Kill -9 the process `web` or `worker` with all its children, and wait until none is left."""
        process = self._processes.pop(name, None)
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
        wait_until(lambda: not _runs(process.pid), PATIENCE, f"{name} outlives kill -9")

    def stop(self) -> None:
        for name in list(self._processes):
            self.kill(name)

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Let the test's own process, with its threads, work on this portal's database instead of the other tests'."""
        others, known = connections["default"], connections.databases["default"]
        connections.databases["default"] = others.settings_dict | {"NAME": self.database, "CONN_MAX_AGE": 0}
        connections["default"] = connections.create_connection("default")
        _forget_rows_by_number()
        try:
            yield
        finally:
            connections["default"].close()
            connections.databases["default"], connections["default"] = known, others
            _forget_rows_by_number()

    def _start(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_the_tests,
            )

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", "/theo-doi/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@contextmanager
def a_portal(folder: Path, **changes: str) -> Iterator[Portal]:
    """Give a portal with the sample ministry, nothing of it running yet; stop and remove it at the end.

    `changes` are settings of its processes, as in the environment.
    """
    template, template_database = prepared()
    shutil.copytree(template, folder, ignore=shutil.ignore_patterns("static", READY))
    (folder / "static").symlink_to(template / "static")
    database = str(folder / "portal.sqlite3")
    if _is_postgresql():
        database = f"{template_database}_{free_port()}"
        _administer(f'CREATE DATABASE "{database}" TEMPLATE "{template_database}"')
    portal = Portal(folder, database, **changes)
    try:
        yield portal
    finally:
        portal.stop()
        # pytest shows this beside a failure.
        print(*(f"--- {name}\n{portal.log(name)[-6000:]}" for name in ("web", "worker")), sep="\n")
        if _is_postgresql():
            _administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


@functools.cache
def prepared() -> tuple[Path, str]:
    """Set up the sample ministry once a session; return its data folder and the name of its database.

    The processes of one session share it: the first that needs it sets it up, the last that held it takes it away.
    """
    folder = Path(tempfile.gettempdir()) / f"doi-thoai-processes-{_SESSION}"
    database = f"{_configured_name()}_{_SESSION}" if _is_postgresql() else str(folder / "portal.sqlite3")
    with _alone(folder):
        if not (folder / READY).exists():
            _remove(folder, database)
            folder.mkdir(mode=0o700)
            if _is_postgresql():
                _administer(f'CREATE DATABASE "{database}"')
            manage(environment_of(folder, database), "trial", "--prepare-only")
            (folder / READY).touch()
        held = os.open(folder / READY, os.O_RDWR)
        fcntl.flock(held, fcntl.LOCK_SH)
    atexit.register(_let_go, held, folder, database)
    return folder, database


def _let_go(held: int, folder: Path, database: str) -> None:
    with _alone(folder), suppress(BlockingIOError):
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(folder, database)
        Path(f"{folder}.lock").unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep the other processes of the session from setting up or taking away meanwhile."""
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remove(folder: Path, database: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if _is_postgresql():
        _administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def environment_of(folder: Path, database: str) -> dict[str, str]:
    """Return the environment of a portal's processes: trial mode, with the keys of the test's own process."""
    ours = ("DATABASE_URL", "SEARCH_INDEX_DIR", "CACHE_URL", "PYTHONWARNINGS", "PORTAL_DEBUG")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    if _is_postgresql():
        environment["DATABASE_URL"] = _url_of(database)
    return environment | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PORTAL_MODE": "trial",
        "SEARCH_ENGINE": "embedded",
        "PORTAL_DATA_DIR": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
        "CASE_SECRET_KEY": settings.CASE_SECRET_KEY,
        "CAPTCHA_TEST_MODE": "false",
        # Everybody in a test comes from one address, and types as quickly as a machine.
        "LIMIT_ASKING": "0,0,900",
        "LIMIT_WRITING": "0,0,900",
        "LIMIT_FOLLOWING": "0,0,900",
        "FORM_LEAST_SECONDS": "0",
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }


def wait_until(
    holds: Callable[[], Any], seconds: float, complaint: str, alive: subprocess.Popen[bytes] | None = None
) -> None:
    """Wait until `holds()` is true; AssertionError after so many seconds, or when the process `alive` has ended."""
    end = time.monotonic() + seconds
    while not holds():
        assert alive is None or alive.poll() is None, f"{complaint}: it ended with {alive and alive.returncode}"
        assert time.monotonic() < end, complaint
        time.sleep(0.05)


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a command of manage.py to its end and return what it says; AssertionError when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def end_with_the_tests() -> None:
    """Ask the kernel to end this new process when the tests' own is killed and can stop nothing any more."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _runs(group: int) -> bool:
    """Tell whether a process of the group still runs; one that only waits to be reaped by init does not."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _parent, its_group = stat.read_text(errors="replace").rpartition(")")[2].split()[:3]
            if int(its_group) == group and state not in "ZX":
                return True
    return False


def _is_postgresql() -> bool:
    return settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"


def _configured_name() -> str:
    return os.environ["DATABASE_URL"].partition("?")[0].rpartition("/")[2]


def _url_of(database: str) -> str:
    """Return DATABASE_URL with the name of another database of the same server."""
    server, mark, options = os.environ["DATABASE_URL"].partition("?")
    return f"{server.rpartition('/')[0]}/{database}{mark}{options}"


def _administer(statement: str) -> None:
    """Run a statement about databases on the PostgreSQL server, outside every database of ours."""
    with psycopg.connect(_url_of("postgres"), autocommit=True) as connection:
        connection.execute(statement)


def _forget_rows_by_number() -> None:
    """Empty what Django remembers of one database by primary key; in another database the numbers mean other rows."""
    ContentType.objects.clear_cache()
    cache.clear()
