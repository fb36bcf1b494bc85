"""The commands of the Dockerfile and of compose.yaml, run outside a container in folders that stand for its own.

Left out are those that need the network (packages of Debian and Python) or a container engine.
"""

import functools
import http.client
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy import described
from tests.processes.running import PATIENCE, end_with_the_tests, wait_until
from tools.bench.serving import free_port

pytestmark = pytest.mark.processes

HOST = "doithoai.test"


class Image:
    """What the Dockerfile makes, in a folder instead of a container's root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = free_port()
        self.app = root / "opt/doi-thoai/app"
        self.data = root / "var/lib/doi-thoai"
        self.data.mkdir(parents=True)
        self.secrets = root / "run/secrets"
        described_environment = {name: self._here(value) for name, value in described.environment().items()}
        compose = described.compose()["services"]["web"]["environment"]
        self.environment = {
            **{name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ},
            **described_environment,
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            **{name: self._here(str(value)) for name, value in compose.items() if name != "ELASTICSEARCH_URL"},
            "ALLOWED_HOSTS": HOST,
            "PORTAL_BASE_URL": f"https://{HOST}",
            "SEARCH_ENGINE": "embedded",
            "SEARCH_STANDBY": "",
        }

    def build(self) -> None:
        self.app.mkdir(parents=True)
        for name in described.allowed_into_the_image():
            source = described.ROOT / name
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
            if source.is_dir():
                shutil.copytree(source, self.app / name, ignore=ignored)
            else:
                shutil.copy(source, self.app / name)
        for command in described.runs("build"):
            if "manage.py" in command or "compileall" in command:
                self.shell(command)

    def make_secrets(self) -> None:
        subprocess.run([described.DEPLOY / "make-secrets", self.secrets], check=True, capture_output=True)
        (self.secrets / "database_url").write_text(f"sqlite:///{self.data}/portal.sqlite3\n")

    def shell(self, command: str) -> None:
        done = subprocess.run(
            ["sh", "-euc", self._here(command)],
            cwd=self.app,
            env={"PATH": self.environment["PATH"]},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._here(part) for part in command],
            cwd=self.app,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def start(self, command: list[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [self._here(part) for part in command],
            cwd=self.app,
            env=self.environment,
            preexec_fn=end_with_the_tests,
        )

    def get(self, path: str, host: str = HOST) -> tuple[int, bytes]:
        """Ask as the proxy does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def _here(self, text: str) -> str:
        """Put this folder's paths and port into a text of the container's."""
        text = text.replace("/opt/doi-thoai/venv/bin", str(Path(sys.executable).parent))
        for path in ("/opt/doi-thoai", "/var/lib/doi-thoai", "/run/secrets", "/tmp/build"):
            text = text.replace(path, f"{self.root}{path}")
        return text.replace("8000", str(self.port)).replace("0.0.0.0", "127.0.0.1")


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    image = Image(tmp_path_factory.mktemp("container"))
    image.build()
    image.make_secrets()
    migrated = image.run(described.compose()["services"]["migrate"]["command"])
    assert migrated.returncode == 0, migrated.stderr
    return image


@pytest.fixture(scope="module")
def web(image: Image) -> Iterator["subprocess.Popen[bytes]"]:
    process = image.start(described.started())
    wait_until(functools.partial(_is_well, image, described.health()), PATIENCE, "HEALTHCHECK says no", alive=process)
    yield process
    process.kill()
    process.wait(10)


def _is_well(image: Image, command: list[str]) -> bool:
    return image.run(command).returncode == 0


def test_the_container_says_it_is_well_and_ready(image: Image, web: "subprocess.Popen[bytes]") -> None:
    assert _is_well(image, described.compose()["services"]["web"]["healthcheck"]["test"][1:])


def test_people_get_pages_with_the_styles_that_were_built_in(image: Image, web: "subprocess.Popen[bytes]") -> None:
    status, page = image.get("/")
    assert status == 200
    address = page.decode().partition('href="/static/css/portal.')[2].partition('"')[0]
    assert image.get(f"/static/css/portal.{address}")[0] == 200
    assert image.get("/admin/login/")[0] == 200
    assert image.get("/", host="another.test")[0] == 400
    assert not (image.data / "static").exists()


def test_the_worker_shows_that_it_lives_and_stops_when_told(image: Image) -> None:
    services = described.compose()["services"]
    lives = functools.partial(_is_well, image, services["worker"]["healthcheck"]["test"][1:])
    assert not lives()
    process = image.start(services["worker"]["command"])
    try:
        wait_until(lives, PATIENCE, "no sign of life", alive=process)
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0


def test_a_portal_that_was_just_installed_lacks_mail_and_a_backup_only(
    image: Image, web: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    found = image.run(["python", "manage.py", "check_portal"])
    faults = [line.split()[1] for line in found.stdout.splitlines() if line.startswith("WRONG")]
    assert set(faults) <= {"mail", "search", "worker"}, found.stdout
    assert image.run(["python", "manage.py", "backup", str(tmp_path / "backups")]).returncode == 0


def test_nothing_is_written_beside_the_data(image: Image, web: "subprocess.Popen[bytes]") -> None:
    """The container's root is read-only."""

    def files() -> set[tuple[Path, int]]:
        return {(path, path.stat().st_mtime_ns) for path in (image.root / "opt").rglob("*") if path.is_file()}

    before = files()
    assert image.get("/tim-kiem/?q=tro+cap")[0] == 200
    assert image.get("/admin/login/")[0] == 200
    assert image.run(["python", "manage.py", "check_portal", "--json"]).stdout
    assert files() == before


def test_the_web_server_stops_when_told(image: Image, web: "subprocess.Popen[bytes]") -> None:
    web.send_signal(signal.SIGTERM)
    assert web.wait(PATIENCE) == 0
