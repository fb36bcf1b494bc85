"""The search finds what it found before, on the judged sets that ship with the portal."""

import functools
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings

from home import sample
from qa.models import AnswerPage
from search import indexing
from search.engines import Engine
from search.evaluation import FIELDS, Figures, JudgedSet, evaluate, index_set
from search.models import Entry
from search.text import fold, syllables
from tests.search.engines import ENGINES, thrown_away
from tools.make_judged_corpus import rows

JUDGED = Path(settings.BASE_DIR) / "search" / "judged"
SAMPLE_ARCHIVE = JudgedSet(JUDGED / "sample_archive")
KINDS = ("plain", "unaccented", "abbreviation", "slip", "document", "ambiguous")

# The figures measured with the embedded engine, less .02: R@1, R@10 and MRR@10 by set, kind of query ("" for all of
# them) and writing. The engine is asked as the search page asks it: Telex and VNI left in a text are read first.
FLOORS: dict[tuple[str, str, str], tuple[float, float, float]] = {
    ("xquad_vi", "", "text"): (0.902, 0.977, 0.932),
    ("xquad_vi", "", "text_noaccent"): (0.902, 0.977, 0.932),
    ("xquad_vi", "", "text_half"): (0.902, 0.977, 0.932),
    ("sample_archive", "", "text"): (0.811, 0.975, 0.894),
    ("sample_archive", "", "text_noaccent"): (0.811, 0.975, 0.892),
    ("sample_archive", "", "text_half"): (0.805, 0.975, 0.889),
    ("sample_archive", "plain", "text"): (0.725, 0.960, 0.849),
    ("sample_archive", "plain", "text_noaccent"): (0.725, 0.960, 0.840),
    ("sample_archive", "unaccented", "text"): (0.773, 0.980, 0.863),
    ("sample_archive", "abbreviation", "text"): (0.911, 0.980, 0.951),
    ("sample_archive", "slip", "text"): (0.909, 0.980, 0.962),
    ("sample_archive", "document", "text"): (0.897, 0.980, 0.980),
    ("sample_archive", "ambiguous", "text"): (0.798, 0.980, 0.855),
}
# An engine that earns other figures has its own floors here, by the same keys.
FLOORS_OF_ENGINE: dict[str, dict[tuple[str, str, str], tuple[float, float, float]]] = {}

Measure = Callable[..., Figures]


@dataclass(frozen=True, slots=True)
class OfOneKind(JudgedSet):
    """A judged set of which only the queries of one kind are asked, or all of them when it is empty."""

    kind: str

    def queries(self, split: str = "") -> list[dict[str, Any]]:
        return [row for row in JudgedSet.queries(self, split) if self.kind in ("", row.get("kind"))]


@pytest.fixture(scope="module", params=ENGINES)
def measure(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measure]:
    """Give a way to measure an engine: `measure("xquad_vi", "", "text")`; `turned` mixes the documents up."""
    held: dict[str, tuple[Engine, list[str]]] = {}
    with ExitStack() as indexes:

        def figures(name: str, kind: str, field: str, turned: int = 0) -> Figures:
            judged = OfOneKind(JUDGED / name, kind)
            if name not in held:
                engine = indexes.enter_context(thrown_away(request.param, tmp_path_factory.mktemp(name)))
                held[name] = engine, index_set(judged, engine)
                # From here on the index stays as it is: what was asked once is not looked up again.
                indexes.enter_context(patch.object(engine, "search", functools.cache(engine.search)))
            engine, names = held[name]
            return evaluate(judged, engine, names[turned:] + names[:turned], field)

        yield figures


def too_low(found: Figures, floors: tuple[float, float, float]) -> list[str]:
    values = {"R@1": found.r1, "R@10": found.r10, "MRR@10": found.mrr10}
    return [
        f"{name} is {value}, the floor is {floor}"
        for (name, value), floor in zip(values.items(), floors, strict=True)
        if value < floor
    ]


def floors_of(engine: str, key: tuple[str, str, str]) -> tuple[float, float, float]:
    return FLOORS_OF_ENGINE.get(engine, {}).get(key, FLOORS[key])


@pytest.mark.parametrize("key", FLOORS, ids="/".join)
def test_the_search_is_not_worse_than_it_was(measure: Measure, key: tuple[str, str, str]) -> None:
    found = measure(*key)
    assert not too_low(found, floors_of(found.engine, key)), found


@pytest.mark.parametrize("key", [key for key in FLOORS if key[2] == "text"], ids="/".join)
def test_a_search_that_gives_other_answers_falls_below_every_floor(measure: Measure, key: tuple[str, str, str]) -> None:
    found = measure(*key, turned=1)
    assert len(too_low(found, floors_of(found.engine, key))) == 3, found


def test_each_kind_of_query_has_a_floor() -> None:
    assert {kind for name, kind, field in FLOORS if (name, field) == ("sample_archive", "text")} == {"", *KINDS}
    for judged in ("xquad_vi", "sample_archive"):
        assert {field for name, kind, field in FLOORS if (name, kind) == (judged, "")} == set(FIELDS)


# The set of the sample archive itself.


@pytest.fixture
def sample_documents(db: None) -> dict[str, tuple[str, str]]:
    """Title and text of each sample answer as the portal indexes it, by the key of the answer."""
    sample.load_ministry(with_accounts=False)
    sample.load_answers()
    keys = dict(AnswerPage.objects.values_list("pk", "import_key"))
    documents = {document.id: document for document in indexing.public_documents()}
    sources = Entry.objects.filter(source="qa.answerpage").values_list("pk", "source_id")
    return {
        str(keys[source]).removeprefix("sample:"): (documents[entry].title, documents[entry].text)
        for entry, source in sources
    }


def test_the_corpus_is_what_the_portal_indexes(sample_documents: dict[str, tuple[str, str]]) -> None:
    corpus = {name: (document.title, document.text) for name, document in SAMPLE_ARCHIVE.documents()}
    indexed = {name: sample_documents.get(name) for name in corpus}  # the set was written for the first answers alone
    assert corpus == indexed, "the sample answers changed: python -m tools.make_judged_corpus"


def test_the_tool_makes_this_corpus() -> None:
    made = [(row["_id"], row["title"], row["text"]) for row in rows()]
    assert made == [(name, document.title, document.text) for name, document in SAMPLE_ARCHIVE.documents()]


def test_every_answer_is_asked_for_in_four_ways_at_least() -> None:
    queries, relevant = SAMPLE_ARCHIVE.queries(), SAMPLE_ARCHIVE.relevant()
    asked = Counter(name for names in relevant.values() for name in names)
    assert asked.keys() == {name for name, _ in SAMPLE_ARCHIVE.documents()}
    assert min(asked.values()) >= 4
    assert relevant.keys() == {row["_id"] for row in queries}
    assert len(queries) == len({row["text"].casefold() for row in queries}) >= 160
    assert {row["kind"] for row in queries} == set(KINDS)


def test_half_of_the_queries_have_no_accents() -> None:
    queries = SAMPLE_ARCHIVE.queries()
    assert sum(row["text"].isascii() for row in queries) * 2 >= len(queries)
    assert all(row["text"].isascii() for row in queries if row["kind"] == "unaccented")


def test_the_three_writings_of_a_query_differ_in_their_accents_only() -> None:
    for row in SAMPLE_ARCHIVE.queries():
        assert row["text_noaccent"].isascii(), row
        assert fold(row["text"]) == fold(row["text_half"]) == fold(row["text_noaccent"]), row
        assert all(unicodedata.is_normalized("NFC", row[field]) for field in FIELDS), row


def test_no_query_is_the_title_of_an_answer() -> None:
    titles = [" ".join(syllables(document.title)) for _, document in SAMPLE_ARCHIVE.documents()]
    for row in SAMPLE_ARCHIVE.queries():
        asked = syllables(row["text"])
        assert len(asked) < 5 or not any(" ".join(asked) in title for title in titles), row
