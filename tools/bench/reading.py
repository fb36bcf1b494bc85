"""Readers: how many pages a second a server gives, and how long a reader waits, by wrk."""

import shutil
import statistics
import subprocess
from pathlib import Path
from typing import Any

_REPORT = """
done = function(summary, latency, requests)
  local faults = summary.errors
  io.write(string.format("\\nRESULT %d %d %.3f %.3f %d\\n", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    faults.connect + faults.read + faults.write + faults.status + faults.timeout))
end
"""
WARM_UP_SECONDS = 1


def need_wrk() -> None:
    if not shutil.which("wrk"):
        raise FileNotFoundError("wrk is missing: apt-get install wrk")


def read(
    folder: Path, addresses: dict[str, tuple[str, dict[str, str]]], seconds: int, rounds: int, readers: int
) -> dict[str, dict[str, Any]]:
    """Lets readers ask for each address in turn and returns its figures: the median of the rounds.

    `addresses` are (address, headers) by name. Every round asks all, so what else the machine does falls on all.
    """
    script = folder / "report.lua"
    script.write_text(_REPORT, encoding="utf-8")
    found: dict[str, list[dict[str, float]]] = {name: [] for name in addresses}
    for turn in range(rounds):
        names = list(addresses)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            address, headers = addresses[name]
            _wrk(script, address, headers, WARM_UP_SECONDS, readers)
            found[name].append(_wrk(script, address, headers, seconds, readers))
    return {
        name: {figure: statistics.median(one[figure] for one in of_name) for figure in of_name[0]}
        for name, of_name in found.items()
    }


def _wrk(script: Path, address: str, headers: dict[str, str], seconds: int, readers: int) -> dict[str, float]:
    command = ["wrk", "--timeout", "30s", "-t", "1", "-c", str(readers), "-d", f"{seconds}s", "-s", str(script)]
    for name, value in ({"Accept-Encoding": "gzip"} | headers).items():
        command += ["-H", f"{name}: {value}"]
    done = subprocess.run([*command, address], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    line = next(line for line in done.stdout.splitlines() if line.startswith("RESULT "))
    requests, microseconds, p50, p95, failed = (float(figure) for figure in line.split()[1:])
    return {
        "reads_per_second": requests / microseconds * 1e6,
        "p50_ms": p50,
        "p95_ms": p95,
        "failed": failed,
    }
