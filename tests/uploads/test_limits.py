"""The process that decodes is bounded: the limits themselves are hit here, whatever the machine's speed."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from base.uploads import child, processes
from base.uploads.checking import Checked
from base.uploads.limits import MB, Limits
from base.uploads.processes import ROOT
from tests.uploads import samples


def run_limited(program: str, cpu_seconds: int = 1, memory_bytes: int = 200 * MB) -> subprocess.CompletedProcess[bytes]:
    """Run a line of Python under the limits of the child."""
    given = f"from base.uploads import child; child.give_away({cpu_seconds}, {memory_bytes}); {program}"
    return subprocess.run([sys.executable, "-c", given], cwd=ROOT, capture_output=True, timeout=600, check=False)


def test_work_without_end_is_ended_by_the_kernel() -> None:
    assert run_limited("exec('while True: pass')").returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_more_memory_than_allowed_is_not_had() -> None:
    done = run_limited("bytearray(400 * 1024 * 1024)")
    assert done.returncode == 1
    assert b"MemoryError" in done.stderr


def test_no_large_file_is_written_and_nothing_else_is_started(tmp_path: Path) -> None:
    target = tmp_path / "large"
    done = run_limited(f"open({str(target)!r}, 'wb').write(bytes(80 * 1024 * 1024))")
    assert done.returncode != 0
    assert target.stat().st_size <= 64 * MB
    done = run_limited("import resource; print(resource.getrlimit(resource.RLIMIT_NPROC))")
    assert done.stdout.strip() == b"(0, 0)"


def test_the_limits_are_set_before_the_file_is_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done: list[Any] = []
    monkeypatch.setattr(resource, "setrlimit", lambda which, bounds: done.append((which, bounds)))
    monkeypatch.setattr(os, "nice", lambda by: done.append("nice"))
    monkeypatch.setattr(child, "look", lambda *arguments: done.append("look"))
    assert child.main(["pdf", "a", "b", "c", "7", "1000"]) == "ok"
    assert done[-1] == "look"
    assert (resource.RLIMIT_CPU, (7, 7)) in done
    assert (resource.RLIMIT_AS, (1000, 1000)) in done


@pytest.mark.parametrize(
    "bounds",
    [
        Limits(memory_bytes=90 * MB),  # Python and the decoder start, the picture does not fit
        Limits(wall_seconds=0),
    ],
    ids=["memory", "clock"],
)
def test_a_file_that_hits_a_limit_is_too_heavy(bounds: Limits, code: Callable[..., str]) -> None:
    picture = samples.picture(5000, 5000)
    assert code("a.jpg", picture, bounds) == "too_heavy"
    assert code("a.jpg", picture) == ""


@pytest.mark.parametrize("size", [20 * MB, 400 * MB])
def test_a_drawing_too_heavy_to_read_is_taken_without_its_text(size: int, look: Callable[..., Checked]) -> None:
    """It unpacks to a thousand times of what it is; whatever ends the reading, the file itself is in order."""
    heavy = samples.pdf_that_unpacks_to(size)
    assert len(heavy) < MB
    assert look("ban-ve.pdf", heavy).preview.read_bytes() == b""


def test_a_process_that_dies_without_a_word_means_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch, code: Callable[..., str]
) -> None:
    monkeypatch.setattr(processes.sys, "executable", "/bin/false")
    assert code("a.pdf", samples.pdf()) == "damaged"


def test_a_process_that_says_something_strange_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, code: Callable[..., str]
) -> None:
    monkeypatch.setattr(processes.sys, "executable", "/bin/echo")
    assert code("a.pdf", samples.pdf()) == "damaged"


def test_what_the_process_is_told_holds_no_secret(monkeypatch: pytest.MonkeyPatch, code: Callable[..., str]) -> None:
    told: dict[str, Any] = {}
    real = subprocess.Popen

    def start(command: list[str], **given: Any) -> Any:
        told.update(given)
        return real(command, **given)

    monkeypatch.setattr(processes.subprocess, "Popen", start)
    assert code("a.pdf", samples.pdf()) == ""
    assert told["env"] == {"LANG": "C.UTF-8"}
    assert (told["stdin"], told["stderr"]) == (subprocess.DEVNULL, subprocess.DEVNULL)
