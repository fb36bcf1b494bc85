"""One run of the bench of load: reads through each server beside nginx, then submissions under kill -9."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import requests

from tools.bench import bars
from tools.bench.figures import Report, percentile
from tools.bench.place import ROOT, UNHINDERED, place_for
from tools.bench.reading import need_wrk, read
from tools.bench.serving import SERVERS, Server, nginx, portal
from tools.bench.submitting import submit

FILE = "nginx, file"
MISSING, STOPPED = 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the bench and returns the exit code: 0; 2 when a program or text is missing, 130 when stopped."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = _parser().parse_args(arguments)
    report = Report(as_json=options.json)
    began = time.monotonic()
    try:
        if options.seconds:
            need_wrk()
        with place_for(f"load_{options.size}", options.keep) as environment:
            environment |= UNHINDERED | {"ALLOWED_HOSTS": "127.0.0.1,localhost"}
            senders = _prepare(environment, options)
            if options.seconds:
                _read(environment, options, report)
            if senders:
                _submit(environment, senders, options, report)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"{error}\n")
        return MISSING
    except KeyboardInterrupt:
        sys.stderr.write("stopped; what was to be kept is kept\n")
        return STOPPED
    report.end(seconds=time.monotonic() - began, missed=bars.missed(report.rows))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="load.py", description="Measures reads through web servers beside nginx, and submissions under kill -9."
    )
    parser.add_argument("texts", type=Path, nargs="?", help="folder of real texts to make answers from")
    parser.add_argument("--size", type=int, default=1_000, metavar="N", help="answers in the archive")
    parser.add_argument("--servers", nargs="+", choices=SERVERS, default=["granian"])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4, help="of a worker")
    parser.add_argument("--seconds", type=int, default=5, help="of each reading; 0 leaves reading out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--readers", type=int, default=32, help="connections that ask at once")
    parser.add_argument("--submissions", type=int, default=1_500, metavar="N", help="0 leaves submitting out")
    parser.add_argument("--rate", type=float, default=25.0, help="submissions a second")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep database and folder and use them again")
    parser.add_argument("--json", action="store_true", help="one JSON object a line on stdout, nothing else")
    return parser


def _prepare(environment: dict[str, str], options: argparse.Namespace) -> list[dict[str, str]]:
    arguments = [str(options.submissions), str(options.size), *([str(options.texts)] if options.texts else [])]
    return [json.loads(line) for line in _sender(environment, ["prepare", *arguments]).splitlines()]


def _sender(environment: dict[str, str], arguments: list[str], given: str = "") -> str:
    command = [sys.executable, "-m", "tools.bench.senders", *arguments]
    done = subprocess.run(  # noqa: S603 - our own module
        command, cwd=ROOT, env=environment, input=given, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def _read(environment: dict[str, str], options: argparse.Namespace, report: Report) -> None:
    """Reads an answer's page in turn from nginx as a file, from nginx as a cache and from every server."""
    with ExitStack() as leaving:
        folder = Path(leaving.enter_context(tempfile.TemporaryDirectory(prefix="doi-thoai-bench-")))
        servers = [
            leaving.enter_context(portal(name, environment, options.workers, options.threads))
            for name in options.servers
        ]
        path = _an_answer(servers[0])
        page = requests.get(servers[0].address + path, timeout=60)
        known = requests.get(servers[0].address + path, headers={"Accept-Encoding": "gzip"}, timeout=60)
        file, cache = leaving.enter_context(nginx(folder, page.content, servers[0]))
        asked: dict[str, tuple[str, dict[str, str]]] = {
            FILE: (f"{file}/page.html", {}),
            "nginx, cache": (cache + path, {}),
        }
        for server in servers:
            asked[server.name] = (server.address + path, {})
            asked[f"{server.name}, 304"] = (server.address + path, {"If-None-Match": known.headers["ETag"]})
            asked[f"{server.name}, a list"] = (f"{server.address}/hoi-dap/", {})
        found = read(folder, asked, options.seconds, options.rounds, options.readers)
    for name, figures in found.items():
        share = 100 * figures["reads_per_second"] / found[FILE]["reads_per_second"]
        report.add("reads", engine=name, documents=options.size, **_settings(options), **figures, percent=share)


def _an_answer(server: Server) -> str:
    """Returns the path of the newest answer."""
    shown = requests.get(f"{server.address}/api/v2/pages/?type=qa.AnswerPage&limit=1", timeout=60).json()
    return "/" + str(shown["items"][0]["meta"]["html_url"]).split("/", 3)[3]


def _submit(
    environment: dict[str, str], senders: list[dict[str, str]], options: argparse.Namespace, report: Report
) -> None:
    before = json.loads(_sender(environment, ["check"]))["cases"]
    with portal(options.servers[0], environment, options.workers, options.threads) as server:
        sent, killed, restarts = submit(server, senders, options.rate, kill=True)
    codes = [one for one in sent if one.number]
    lines = "".join(json.dumps([one.token, one.number, one.secret]) + "\n" for one in sent)
    found = json.loads(_sender(environment, ["check"], lines))
    waited = [one.seconds * 1000 for one in codes]
    report.add(
        "submissions",
        engine=options.servers[0],
        documents=options.size,
        database="postgresql" if environment["DATABASE_URL"].startswith("postgres") else "sqlite",
        **_settings(options),
        rate=options.rate,
        sent=len(sent),
        killed=killed,
        restarts=restarts,
        posts=sum(one.posts for one in sent),
        with_codes=len(codes),
        lost=len(codes) - found["held"],
        double=found["cases"] - before - found["opened"],
        p50_ms=percentile(waited, 0.5),
        p95_ms=percentile(waited, 0.95),
        max_ms=max(waited, default=0.0),
    )


def _settings(options: argparse.Namespace) -> dict[str, Any]:
    return {"workers": options.workers, "threads": options.threads, "cores": os.cpu_count()}
