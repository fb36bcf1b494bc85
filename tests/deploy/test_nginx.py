"""nginx with the configuration that is given: what it keeps, what it hands on, what it never serves."""

import gzip
import http.server
import shutil
import ssl
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.deploy.described import DEPLOY
from tests.processes.running import PATIENCE, end_with_the_tests, wait_until
from tools.bench.serving import free_port

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is missing: apt-get install nginx-light"),
]

MAIN = """
worker_processes 1;
error_log stderr;
pid {folder}/nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/etc/machine.conf;
}}
"""


@dataclass
class Asked:
    """What reached the portal behind the proxy."""

    paths: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)


class Portal(http.server.BaseHTTPRequestHandler):
    """Answers as the portal would: public pages may be kept for a minute, what is of one person may not."""

    asked: Asked
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.asked.paths.append(self.path)
        self.asked.headers = dict(self.headers)
        body = b"x" * 2_000
        self.send_response(200)
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        private = self.path.startswith("/admin/") or "rieng" in self.path
        self.send_header("Cache-Control", "private, no-cache" if private else "public, max-age=60")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


@dataclass
class Proxy:
    """The address of nginx and what reached the portal behind it."""

    http: str
    https: str
    refresh: str
    asked: Asked

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str]]:
        trust = ssl.create_default_context()
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        request = urllib.request.Request(self.https + path, headers=headers)
        try:
            with urllib.request.urlopen(request, context=trust, timeout=PATIENCE) as answer:
                answer.read()
                return answer.status, dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, dict(error.headers)

    def answers(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    plain, tls = free_port(), free_port()
    asked = Asked()
    portal = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Stub", (Portal,), {"asked": asked}))
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    refresh = free_port()
    _configure(folder, {"80": plain, "443": tls}, portal.server_port, refresh)
    process = subprocess.Popen(
        ["nginx", "-c", folder / "nginx.conf", "-p", folder, "-g", "daemon off; master_process off;"],
        preexec_fn=end_with_the_tests,
    )
    proxy = Proxy(f"http://127.0.0.1:{plain}", f"https://127.0.0.1:{tls}", f"http://127.0.0.1:{refresh}", asked)
    try:
        wait_until(proxy.answers, PATIENCE, "nginx does not answer", alive=process)
        yield proxy
    finally:
        process.terminate()
        process.wait(10)
        portal.shutdown()
        portal.server_close()


def _configure(folder: Path, ports: dict[str, int], portal: int, refresh: int) -> None:
    """Write the configuration as given, with the folders and ports of this test."""
    (folder / "etc" / "tls").mkdir(parents=True)
    (folder / "cache").mkdir()
    names = {"machine.conf": "machine.conf", "doi-thoai.conf": "doi-thoai.conf"}
    names |= {f"{part}.conf": f"doi-thoai-{part}.conf" for part in ("kept", "pass")}
    for source, target in names.items():
        text = (DEPLOY / "nginx" / source).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if "listen [::]" not in line]
        text = "\n".join(lines).replace("/etc/nginx", f"{folder}/etc").replace("/var/cache/nginx", f"{folder}/cache")
        for said, port in ports.items():
            text = text.replace(f"listen {said} ", f"listen 127.0.0.1:{port} ")
        text = text.replace("127.0.0.1:8081", f"127.0.0.1:{refresh}")
        (folder / "etc" / target).write_text(text.replace("127.0.0.1:8000", f"127.0.0.1:{portal}"))
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
    subject = ["-subj", "/CN=doithoai.test", "-days", "2", "-nodes", "-newkey", "rsa:2048"]
    files = ["-keyout", str(folder / "etc/tls/portal.key"), "-out", str(folder / "etc/tls/portal.crt")]
    subprocess.run(["openssl", "req", "-x509", *subject, *files], check=True, capture_output=True)


def test_plain_http_is_led_to_https(proxy: Proxy) -> None:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: object) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as led:
        urllib.request.build_opener(Stay).open(f"{proxy.http}/hoi-dap/?trang=2", timeout=PATIENCE)
    led.value.close()
    assert led.value.code == 301
    assert led.value.headers["Location"] == "https://127.0.0.1/hoi-dap/?trang=2"


def test_a_crowd_of_visitors_with_cookies_of_their_own_reads_one_page(proxy: Proxy) -> None:
    for visitor in range(5):
        status, headers = proxy.get("/hoi-dap/12-tro-cap/", Cookie=f"quen={visitor}")
        assert status == 200
    assert headers["X-Kept"] == "HIT"
    assert proxy.asked.paths.count("/hoi-dap/12-tro-cap/") == 1


def test_a_page_that_the_worker_asks_for_is_fetched_anew_and_kept(proxy: Proxy) -> None:
    path = "/hoi-dap/13-da-sua/"
    proxy.get(path)
    host = {"Host": proxy.https.removeprefix("https://")}
    with urllib.request.urlopen(urllib.request.Request(proxy.refresh + path, headers=host), timeout=PATIENCE) as answer:
        answer.read()
    assert proxy.asked.headers["X-Forwarded-Proto"] == "https"
    assert proxy.asked.paths.count(path) == 2
    assert proxy.get(path)[1]["X-Kept"] == "HIT"
    assert proxy.asked.paths.count(path) == 2


@pytest.mark.parametrize("path", ["/admin/", "/tep/7/cong-van.pdf", "/captcha/image/x/", "/trang-rieng/"])
def test_what_may_not_be_kept_is_asked_for_each_time(path: str, proxy: Proxy) -> None:
    for _ in range(2):
        assert proxy.get(path)[0] == 200
    assert proxy.asked.paths.count(path) == 2


@pytest.mark.parametrize(
    "path",
    [
        "/media/documents/cong-van.pdf",
        "/media/images/../documents/cong-van.pdf",
        "/media/images/%2e%2e/documents/cong-van.pdf",
        "/media/original_images/anh.jpg",
        "/metrics",
    ],
)
def test_what_is_never_given_away(path: str, proxy: Proxy) -> None:
    before = len(proxy.asked.paths)
    assert proxy.get(path)[0] == 404
    assert len(proxy.asked.paths) == before


def test_pictures_are_kept_for_a_week(proxy: Proxy) -> None:
    for _ in range(2):
        status, headers = proxy.get("/media/images/anh.width-400.jpg")
    assert (status, headers["Cache-Control"]) == (200, "public, max-age=604800")
    assert proxy.asked.paths.count("/media/images/anh.width-400.jpg") == 1


def test_a_visitor_cannot_say_whose_address_is_meant(proxy: Proxy) -> None:
    proxy.get("/trang-rieng/ai", **{"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"})
    assert proxy.asked.headers["X-Forwarded-For"] == "127.0.0.1"
    assert proxy.asked.headers["X-Forwarded-Proto"] == "https"


def test_a_page_is_kept_compressed_and_unpacked_for_who_cannot_read_that(proxy: Proxy) -> None:
    assert proxy.get("/hoi-dap/", **{"Accept-Encoding": "gzip"})[1]["Content-Encoding"] == "gzip"
    headers = proxy.get("/hoi-dap/")[1]
    assert (headers["X-Kept"], headers.get("Content-Encoding")) == ("HIT", None)
    assert proxy.asked.paths.count("/hoi-dap/") == 1


def test_the_configuration_for_containers_is_sound(tmp_path: Path) -> None:
    _configure(tmp_path, {"80": free_port(), "443": free_port()}, 8000, free_port())
    text = (DEPLOY / "nginx" / "container.conf").read_text(encoding="utf-8")
    (tmp_path / "etc" / "machine.conf").write_text(text.replace("/etc/nginx", f"{tmp_path}/etc"))
    done = subprocess.run(["nginx", "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
