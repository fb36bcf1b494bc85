"""What the engine on disk survives."""

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines import Document, EngineUnavailable, SearchQuery
from search.engines.embedded import EmbeddedEngine
from tests.search.engines import ARCHIVE, document, found


def test_a_reader_sees_what_another_process_commits_and_swaps(tmp_path: Path) -> None:
    reader, writer = EmbeddedEngine(tmp_path), EmbeddedEngine(tmp_path)
    writer.rebuild([])
    writer.apply([document(1, "Lương hưu")], {})
    assert found(reader, "lương hưu") == [1]
    writer.apply([document(2, "Lương hưu xã hội")], {1: 2})
    assert found(reader, "lương hưu") == [2]
    writer.rebuild([document(3, "Lương hưu")])
    assert found(reader, "lương hưu") == [3]
    assert len([entry for entry in tmp_path.iterdir() if entry.is_dir()]) == 1


def index_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "writer.lock")


@pytest.mark.parametrize("damage", [b"", b"\x00\xff not an index", None], ids=["empty", "rubbish", "removed"])
def test_a_damaged_index_is_unavailable_until_it_is_rebuilt(tmp_path: Path, damage: bytes | None) -> None:
    EmbeddedEngine(tmp_path).rebuild(ARCHIVE)
    for number in range(len(index_files(tmp_path))):
        path = index_files(tmp_path)[number]
        if path.name.startswith("."):
            continue
        # In place of the file, not into it: a process whose mapped file is cut short ends with SIGBUS.
        path.unlink()
        if damage is not None:
            path.write_bytes(damage)
        engine = EmbeddedEngine(tmp_path)
        with contextlib.suppress(EngineUnavailable):
            assert engine.search(SearchQuery(text="bảo hiểm")).total >= 0
        engine.rebuild(ARCHIVE)
        assert found(engine, "thai sản")[0] == 4


def test_an_index_of_another_format_waits_for_a_rebuild(tmp_path: Path) -> None:
    EmbeddedEngine(tmp_path).rebuild(ARCHIVE)
    (tmp_path / "CURRENT").write_text("0-abcdef")
    engine = EmbeddedEngine(tmp_path)
    for attempt in (lambda: engine.search(SearchQuery(text="lương")), lambda: engine.apply([ARCHIVE[0]], {})):
        with pytest.raises(EngineUnavailable, match="rebuild"):
            attempt()
    assert engine.rebuild(ARCHIVE) == len(ARCHIVE)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    first, second = EmbeddedEngine(tmp_path), EmbeddedEngine(tmp_path)

    def documents() -> Iterator[Document]:
        with pytest.raises(EngineUnavailable, match="writing"):
            second.apply([ARCHIVE[0]], {})
        with pytest.raises(EngineUnavailable, match="writing"):
            second.rebuild([])
        yield ARCHIVE[1]

    first.rebuild(documents())
    second.apply([ARCHIVE[0]], {})
    assert first.versions() == {1: 1, 2: 1}


def write_for_ever(folder: Path) -> None:
    engine = EmbeddedEngine(folder)
    for number in range(1, 1_000_000):
        engine.apply([document(n, f"Lương hưu {n}", version=number) for n in range(1, 40)], {})
        if number % 5 == 0:
            engine.rebuild([document(n, f"Lương hưu {n}", version=number) for n in range(1, 40)])


@pytest.mark.processes
def test_a_killed_writer_leaves_a_whole_index(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    engine.rebuild([document(n, "Lương hưu", version=0) for n in range(1, 40)])
    for pause in (0.02, 0.05, 0.1, 0.17, 0.3, 0.31):
        writer = multiprocessing.get_context("fork").Process(target=write_for_ever, args=(tmp_path,))
        writer.start()
        time.sleep(pause)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        assert engine.search(SearchQuery(text="lương hưu")).total == 39
        assert len(set(engine.versions().values())) == 1, "a change is taken whole or not at all"
        newest = max(engine.versions().values()) + 1
        engine.apply([document(1, "Thai sản", version=newest)], {})
        assert found(engine, "thai sản") == [1]
        engine.rebuild([document(n, "Lương hưu", version=0) for n in range(1, 40)])
    assert len([entry for entry in tmp_path.iterdir() if entry.is_dir()]) == 1
