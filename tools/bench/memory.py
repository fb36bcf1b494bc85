"""What an index costs a process that only reads it, on disk and in memory.

As a module of its own (`python -m tools.bench.memory FOLDER`, queries on stdin) it is that process.
"""

import json
import subprocess
import sys
from pathlib import Path

from tools.bench.figures import MEGABYTE
from tools.bench.place import ROOT

_ROLLUP = Path("/proc/self/smaps_rollup")


def folder_size(folder: Path) -> int:
    """Returns the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def growth_of_a_reader(folder: Path, texts: dict[str, list[str]]) -> dict[str, float]:
    """Returns by how many MB a new process grows that opens an embedded index and asks everything once.

    `memory_mb` is its proportional set size: `private_mb`, its own, and `mapped_mb`, pages of the index that processes
    share and the kernel takes back when it needs them. Empty where /proc has no smaps_rollup.
    """
    if not _ROLLUP.exists():
        return {}
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tools.bench.memory", str(folder)],
        cwd=ROOT,
        input=json.dumps(texts),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _held() -> dict[str, int]:
    """Returns the bytes this process holds, by kind."""
    lines = (line.split() for line in _ROLLUP.read_text(encoding="ascii").splitlines()[1:])
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines}


def _read(folder: Path) -> None:
    import django

    django.setup()
    from search.analysis import analyse_query
    from search.engines import get_engine
    from tools.bench.timing import asks_of

    texts: dict[str, list[str]] = json.load(sys.stdin)
    analyse_query("từ điển được đọc một lần")
    engine = get_engine("embedded", folder=folder)
    before = _held()
    asks = asks_of(engine)
    for measure, asked in texts.items():
        for text in asked:
            asks[measure](text)
    after = _held()
    names = {"memory_mb": "Pss", "private_mb": "Pss_Anon", "mapped_mb": "Pss_File"}
    grown = {name: round((after[kind] - before[kind]) / MEGABYTE, 1) for name, kind in names.items()}
    sys.stdout.write(json.dumps(grown))


if __name__ == "__main__":
    _read(Path(sys.argv[1]))
