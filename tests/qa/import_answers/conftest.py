"""A way to write a file, and to run the command on it."""

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from qa.models import QAIndexPage
from tests.qa.import_answers.rows import Run


@pytest.fixture
def ready(archive: QAIndexPage) -> None:
    """An archive into which answers can be loaded."""


@pytest.fixture
def run(ready: None, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a way to run the command: `run(path, "--dry-run")` gives its figures and how it ended, as `exit`."""

    def call(path: Path, *options: str) -> dict[str, Any]:
        out, code = io.StringIO(), 0
        try:
            call_command("import_answers", str(path), *options, "--json", stdout=out, stderr=io.StringIO())
        except SystemExit as end:
            code = int(end.code or 0)
        figures: dict[str, Any] = json.loads(out.getvalue())
        return figures | {"exit": code}

    return call


@pytest.fixture
def jsonl(tmp_path: Path) -> Callable[..., Path]:
    """Return a way to write a file of JSON lines; bytes are written as they are."""

    def write(*rows: dict[str, Any] | bytes, name: str = "archive.jsonl") -> Path:
        lines = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in rows]
        content = b"\n".join(lines) + b"\n"
        path = tmp_path / name
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return path

    return write
