"""Starting a process of ours in which strangers' files are decoded; it limits itself before it looks at anything."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def start(module: str, *arguments: object) -> "subprocess.Popen[bytes]":
    """Start `python -m module arguments`; it knows none of our settings, and what it says on stdout can be read."""
    return subprocess.Popen(  # noqa: S603  (our own program; the arguments are ours, paths among them)
        [sys.executable, "-s", "-E", "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env={"LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        # What a parser says of a broken file may quote it.
        stderr=subprocess.DEVNULL,
    )
