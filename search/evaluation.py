"""Judged sets: how many of the relevant documents an engine finds, and how high."""

import datetime
import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.engines import Document, Engine, SearchQuery
from search.finding import searched

FIELDS = ("text", "text_noaccent", "text_half")
DEPTH = 10
# A set asks for questions like one that is itself in the corpus; finding that one proves nothing.
OWN_DOCUMENT_LEFT_OUT = frozenset({"similar_vlsp"})


@dataclass(frozen=True, slots=True)
class Figures:
    """The quality of one engine on one set: means over n queries, each between 0 and 1."""

    set: str
    split: str
    engine: str
    field: str
    n: int
    r1: float
    r10: float
    mrr10: float


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """A corpus, queries and the relevant documents of each query: `corpus.jsonl.gz`, `queries.jsonl`, `qrels.tsv`."""

    folder: Path

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.name

    def documents(self) -> Iterator[tuple[str, Document]]:
        """Yields the id a document has in the set, and the document as the portal would index it."""
        for number, row in enumerate(_rows(self.folder / "corpus.jsonl.gz"), start=1):
            day = datetime.date(2000, 1, 1)
            yield row["_id"], Document(number, 1, "", "", "", day.year, day, row.get("title") or "", row["text"])

    def queries(self, split: str = "") -> list[dict[str, Any]]:
        """Returns the queries that have a relevant document, of one split or all."""
        relevant = self.relevant()
        rows = _rows(self.folder / "queries.jsonl")
        return [row for row in rows if row["_id"] in relevant and split in ("", row.get("split", ""))]

    def relevant(self) -> dict[str, set[str]]:
        """Returns the ids of the relevant documents of each query."""
        found: dict[str, set[str]] = {}
        lines = (self.folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()
        for line in lines:
            query, document, score = line.split("\t")
            if score.strip().isdigit() and int(score):  # the first line names the columns
                found.setdefault(query, set()).add(document)
        return found


def judged_sets(folder: Path) -> list[JudgedSet]:
    """Returns the set in this folder, or the sets in the folders inside it; raises FileNotFoundError without any."""
    candidates = [folder, *sorted(folder.iterdir())] if folder.is_dir() else []
    found = [JudgedSet(place) for place in candidates if (place / "queries.jsonl").is_file()]
    if not found:
        raise FileNotFoundError(f"{folder}: no judged set here (corpus.jsonl.gz, queries.jsonl, qrels.tsv)")
    return found


def index_set(judged: JudgedSet, engine: Engine) -> list[str]:
    """Fills the engine with the corpus; returns the ids of the set in the order of the engine's ids, from 1."""
    names: list[str] = []

    def documents() -> Iterator[Document]:
        for name, document in judged.documents():
            names.append(name)
            yield document

    engine.rebuild(documents())
    return names


def evaluate(judged: JudgedSet, engine: Engine, names: list[str], field: str, split: str = "") -> Figures:
    """Returns the figures of an engine that holds the corpus of a set, as `index_set` fills it.

    It is asked as the search page asks it: what was typed with an input method switched off is read first.
    """
    relevant = judged.relevant()
    queries = judged.queries(split)
    own_left_out = judged.name in OWN_DOCUMENT_LEFT_OUT
    sums = [0.0, 0.0, 0.0]
    for query in queries:
        results, _ = searched(engine, SearchQuery(text=query[field], limit=DEPTH + own_left_out))
        found = [names[hit.id - 1] for hit in results.hits]
        if own_left_out:
            found = [name for name in found if name != query["_id"]]
        for place, figure in enumerate(_figures(found[:DEPTH], relevant[query["_id"]])):
            sums[place] += figure
    n = len(queries)
    r1, r10, mrr10 = (round(total / n, 4) if n else 0.0 for total in sums)
    return Figures(judged.name, split or _splits(queries), engine.name, field, n, r1, r10, mrr10)


def _figures(found: list[str], relevant: set[str]) -> tuple[float, float, float]:
    first = next((rank for rank, name in enumerate(found, start=1) if name in relevant), 0)
    return (
        len(relevant.intersection(found[:1])) / len(relevant),
        len(relevant.intersection(found)) / len(relevant),
        1 / first if first else 0.0,
    )


def _splits(queries: Iterable[dict[str, Any]]) -> str:
    return "+".join(sorted({query.get("split", "") for query in queries}))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
