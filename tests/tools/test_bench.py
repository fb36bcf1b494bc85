"""The search bench runs, says what it measured and leaves nothing behind; how quick the engines are is not asked."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.bench import bars
from tools.bench.archive import Archive
from tools.bench.figures import percentile
from tools.bench.questions import MEASURES, drawn, without_accents

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def archive() -> Archive:
    return Archive()


def bench(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the bench with a folder of its own for what is temporary."""
    ours = ("ELASTICSEARCH_URL", "DJANGO_SETTINGS_MODULE", "PORTAL_DATA_DIR")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    return subprocess.run(
        [sys.executable, "tools/bench/search.py", *arguments],
        cwd=ROOT,
        env=environment | {"TMPDIR": str(place)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_300_answers_are_measured_line_by_line(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    (place := tmp_path / "place").mkdir()
    done = bench(place, "--documents", "300", "--queries", "10", "--json", "--keep", str(kept))
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["measure"] for row in rows] == ["index", *MEASURES, "memory", "end"]
    assert {row["engine"] for row in rows[:-1]} == {"embedded"}
    assert {row["documents"] for row in rows[:-1]} == {300}
    assert rows[0]["documents_per_second"] > 0
    assert rows[0]["disk_mb"] > 0
    for row in rows[1 : 1 + len(MEASURES)]:
        assert row["queries"] == 10
        assert 0 < row["p50_ms"] <= row["p95_ms"]
        assert 0 < row["cpu_p50_ms"] <= row["cpu_p95_ms"]
        assert row["facets"] is row["measure"].endswith("_facets")
        assert "failed" not in row
    assert rows[-1]["missed"] == []
    assert list(place.iterdir()) == []
    (index,) = kept.iterdir()
    assert (index / "CURRENT").exists()


def test_a_folder_without_texts_is_refused_by_name(tmp_path: Path) -> None:
    done = bench(tmp_path, "--documents", "300", "--texts", str(tmp_path / "nowhere"))
    assert done.returncode == 2
    assert "nowhere: no text" in done.stderr
    assert done.stdout == ""


def test_an_answer_is_the_same_whenever_it_is_made(archive: Archive) -> None:
    again = Archive(seed=archive.seed)
    assert list(archive.documents(20))[12] == again.document(13)
    assert archive.question(13) == again.question(13)
    assert Archive(seed=2).document(13) != archive.document(13)


def test_answers_are_as_long_as_they_should_be_and_hold_rare_words(archive: Archive) -> None:
    documents = list(archive.documents(300))
    assert {len(document.title.split()) for document in documents} == {10}
    lengths = [len(document.text.split()) for document in documents]
    assert 75 < sum(lengths) / len(lengths) < 105
    held = [word for document in documents for word in set(document.text.split())]
    assert sum(held.count(word) == 1 for word in set(held)) > len(set(held)) / 4
    assert len({document.unit for document in documents}) > 20
    assert len({document.policy_field for document in documents}) > 20


def test_questions_are_drawn_from_the_answers(archive: Archive) -> None:
    texts = drawn(archive, 100, 10)
    titles = " | ".join(archive.document(number).title for number in range(1, 101))
    assert set(texts) == set(MEASURES)
    for text in texts["words4"][::2]:
        assert len(text.split()) == 4
        assert text in titles
    for text in texts["suggestion"][1::2]:
        assert text in without_accents(titles)
        assert 1 <= len(text) <= 20
    assert {len(text.split()) for text in texts["similar"] + texts["question"]} == {30}


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], 0.5) == 3.0
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert percentile([], 0.5) == 0.0


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"measure": "words4", "engine": "embedded", "documents": 1_000_000, "p95_ms": 50.1}, "p95_ms 50.1 > 50"),
        ({"measure": "words4", "engine": "embedded", "documents": 1_000_000, "p95_ms": 50.0}, None),
        ({"measure": "words4", "engine": "embedded", "documents": 100_000, "p95_ms": 90.0}, None),
        (
            {"measure": "index", "engine": "embedded", "documents": 1_000_000, "documents_per_second": 1_500.0},
            "documents_per_second 1500.0 < 1700",
        ),
        ({"measure": "outbox_lag", "engine": "elasticsearch", "documents": 10, "p95_s": 7.0}, "p95_s 7.0 > 5"),
    ],
)
def test_a_figure_that_misses_its_bar_is_named(row: dict[str, Any], named: str | None) -> None:
    found = bars.missed([row])
    assert bool(found) is (named is not None)
    assert named is None or found[0].endswith(named)
