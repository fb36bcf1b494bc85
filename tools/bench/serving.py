"""Web servers for a bench: the portal under granian or gunicorn, and nginx with a page as a file or as a cache."""

import gzip
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

from tools.bench.place import ROOT

SERVERS = ("granian", "gunicorn")
START_SECONDS = 60.0
RESPAWN = "--respawn-failed-workers --respawn-interval 0.2"  # without it granian ends with its first dead worker
APPLICATION = "portal.wsgi:application"
# Below the kernel's own choice (32768 and up); processes beside each other begin 211 apart.
_PORTS = (12_000 + (os.getpid() * 211 + step) % 20_000 for step in itertools.count())


class Server:
    """A running web server: its address and the process that holds its workers."""

    def __init__(self, name: str, port: int, command: list[str], environment: dict[str, str]) -> None:
        self.name = name
        self.address = f"http://127.0.0.1:{port}"
        self._command = command
        self._environment = environment
        self._process = self._started()

    def _started(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own command
            self._command,
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            start_new_session=True,
        )

    def start_again_if_ended(self) -> bool:
        """Does what systemd and compose do for a service that has ended, and tells whether it had."""
        ended = self._process.poll() is not None
        if ended:
            self._process = self._started()
        return ended

    def await_answer(self) -> None:
        """Waits until something answers; TimeoutError after a minute, or when the process has ended."""
        end = time.monotonic() + START_SECONDS
        while self._process.poll() is None and time.monotonic() < end:
            try:
                requests.get(f"{self.address}/robots.txt", timeout=5)
            except requests.RequestException:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"{self.name} does not answer")

    def stop(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def workers(self) -> list[int]:
        """Returns the process ids of the workers, which the server starts again when they die."""
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, parent = path.read_text(errors="replace").rpartition(")")[2].split()[:2]
                command = (path.parent / "cmdline").read_text(errors="replace")
            except OSError:
                continue
            if int(parent) == self._process.pid and state not in "ZX" and "resource_tracker" not in command:
                found.append(int(path.parent.name))
        return found


def free_port() -> int:
    """Returns a port that nobody listens on, and that no other process will be told before it is used.

    A port that the kernel chooses may be chosen again, for a connection or another process, before it is listened on.
    """
    while True:
        port = next(_PORTS)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


@contextmanager
def portal(name: str, environment: dict[str, str], workers: int, threads: int) -> Iterator[Server]:
    """Runs the portal under one of SERVERS."""
    port = free_port()
    at = {"granian": ["--host", "127.0.0.1", "--port", str(port)], "gunicorn": ["--bind", f"127.0.0.1:{port}"]}[name]
    options = {
        "granian": f"--interface wsgi --blocking-threads {threads} --no-ws --log-level error {RESPAWN}".split(),
        "gunicorn": f"--worker-class gthread --threads {threads} --log-level critical".split(),
    }[name]
    command = [sys.executable, "-m", name, *at, "--workers", str(workers), *options, APPLICATION]
    with _running(name, port, command, environment) as server:
        yield server


@contextmanager
def nginx(folder: Path, page: bytes, upstream: Server) -> Iterator[tuple[str, str]]:
    """Runs nginx; gives the addresses of a page as a file and of a cache before the portal (docs/operating.md)."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        raise FileNotFoundError("nginx is missing: apt-get install nginx")
    files, cache = free_port(), free_port()
    site = folder / "site"
    site.mkdir(parents=True, exist_ok=True)
    (site / "page.html").write_bytes(page)
    (site / "page.html.gz").write_bytes(gzip.compress(page, compresslevel=6))
    configuration = folder / "nginx.conf"
    configuration.write_text(_configuration(folder, files, cache, upstream), encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(configuration), "-e", str(folder / "error.log")]
    with _running("nginx", files, command, dict(os.environ)):
        yield f"http://127.0.0.1:{files}", f"http://127.0.0.1:{cache}"


def _configuration(folder: Path, files: int, cache: int, upstream: Server) -> str:
    user = "user root;" if os.getuid() == 0 else ""
    return f"""{user}
daemon off; worker_processes 2; pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  types {{ text/html html; }}
  proxy_temp_path {folder}/proxy; client_body_temp_path {folder}/body;
  proxy_cache_path {folder}/cache levels=1:2 keys_zone=portal:10m inactive=1d max_size=100m use_temp_path=off;
  upstream portal {{ server {upstream.address.removeprefix("http://")}; keepalive 32; }}
  server {{ listen 127.0.0.1:{files} backlog=1024; root {folder}/site; gzip_static on; }}
  server {{
    listen 127.0.0.1:{cache} backlog=1024; gunzip on;
    location / {{
      proxy_pass http://portal; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $host; proxy_set_header Accept-Encoding gzip;
      proxy_cache portal; proxy_cache_key $host$request_uri; proxy_ignore_headers Vary;
      proxy_cache_revalidate on; proxy_cache_lock on; proxy_cache_background_update on;
      proxy_cache_use_stale updating error timeout http_502 http_503 http_504;
    }}
  }}
}}
"""


@contextmanager
def _running(name: str, port: int, command: list[str], environment: dict[str, str]) -> Iterator[Server]:
    server = Server(name, port, command, environment)
    try:
        server.await_answer()
        yield server
    finally:
        server.stop()
