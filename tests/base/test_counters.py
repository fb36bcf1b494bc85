"""Counters in a file: none is lost when many add at once, each has its life, and a broken file is made anew."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from base import counters
from base.counters import CountersInAFile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "counters.sqlite3"


@pytest.fixture
def cache(file: Path) -> Iterator[CountersInAFile]:
    made = CountersInAFile(str(file), {})
    yield made
    made._forget()


def test_forty_at_once_are_forty(file: Path, cache: CountersInAFile) -> None:
    def visit(_: int) -> int:
        own = CountersInAFile(str(file), {})  # as a process of its own has it
        value = 1 if own.add("Hoa", 1, 60) else own.incr("Hoa")
        own._forget()
        return value

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(visit, range(40))) == list(range(1, 41))
    assert cache.get("Hoa") == 40


def test_a_counter_keeps_its_life_when_it_is_added_to(cache: CountersInAFile, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("time.time", lambda: now)
    assert cache.add("a", 1, 60)
    now = 1059.0
    assert not cache.add("a", 1, 60)
    assert cache.incr("a") == 2
    now = 1060.0
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    assert cache.get("a") is None
    assert cache.add("a", 1, 60)


def test_what_is_over_is_swept_away(file: Path, cache: CountersInAFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "SWEPT_ONCE_IN", 1)
    cache.set("old", 1, -1)
    cache.add("new", 1, 60)
    with sqlite3.connect(file) as looked:
        assert looked.execute("SELECT count(*) FROM counter").fetchone() == (1,)
    looked.close()


def test_it_is_a_cache_as_django_knows_one(cache: CountersInAFile) -> None:
    cache.set("a", 5)
    cache.set("for-ever", 7, None)
    assert cache.get_many(["a", "for-ever", "b"]) == {"a": 5, "for-ever": 7}
    assert cache.touch("a", 60)
    assert not cache.touch("b", 60)
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.clear()
    assert cache.get("for-ever", "none") == "none"


def test_a_file_that_is_no_database_is_made_anew(file: Path, cache: CountersInAFile) -> None:
    file.write_bytes(b"not a database, whatever its name says" * 100)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    assert cache.add("a", 1, 60)
    assert cache.incr("a") == 2


def test_a_file_that_cannot_be_used_counts_nothing_and_is_left_alone_for_a_while(
    file: Path, cache: CountersInAFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counters.patience, "away_until", 0.0)
    file.mkdir()
    assert not cache.add("a", 1, 60)
    assert cache.get("a") is None
    file.rmdir()
    assert not cache.add("a", 1, 60), "it is not asked again at once"
    monkeypatch.setattr(counters.patience, "away_until", 0.0)
    assert cache.add("a", 1, 60)
