"""What every engine promises of labels: narrowed by all of them, counted by facet, an unknown one finds nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines import Document, Engine, SearchQuery
from search.engines.ranking import LABEL_VALUES
from tests.search.engines import ENGINES, document, found, thrown_away

CONCLUSIONS = [
    document(1, "Kết luận ở Thanh Hóa", kind="conclusion", labels=("province:38", "group:tien-luong", "form:planned")),
    document(2, "Kết luận ở hai tỉnh", kind="conclusion", labels=("province:38", "province:40", "group:tien-luong")),
    document(3, "Kết luận đột xuất", kind="conclusion", year=2025, labels=("province:40", "form:unannounced")),
    document(4, "Kết luận không có nhãn", kind="conclusion"),
    document(5, "Câu trả lời"),
]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine of every kind there is, holding four conclusions and an answer."""
    with thrown_away(request.param, tmp_path / "index") as made:
        made.rebuild(CONCLUSIONS)
        yield made


def counts(engine: Engine, *facets_of: str, **narrowed: object) -> dict[str, dict[str, int]]:
    query = SearchQuery(text="", facets_of=facets_of, **narrowed)  # type: ignore[arg-type]
    return engine.search(query).facets


def test_labels_narrow_together_newest_first(engine: Engine) -> None:
    assert found(engine, "", labels=("province:38",)) == [2, 1]
    assert found(engine, "", labels=("province:38", "form:planned")) == [1]
    assert found(engine, "", labels=("province:38", "province:40")) == [2]
    assert found(engine, "", labels=("province:40",), year=2025) == [3]
    assert found(engine, "kết luận", labels=("province:40",), kind="conclusion")[0] in (2, 3)


@pytest.mark.parametrize(
    "strange", ["province:99", "province:", "province", "", ":38", "a.b:c", "province:3*", "x\x00:1"]
)
def test_a_label_that_nothing_has_finds_nothing(engine: Engine, strange: str) -> None:
    results = engine.search(SearchQuery(text="", labels=(strange,), with_facets=True, facets_of=("province",)))
    assert (results.hits, results.total) == ([], 0)


def test_facets_of_labels_are_counted_when_asked_for(engine: Engine) -> None:
    assert counts(engine, "province") == {"province": {"38": 2, "40": 2}}
    assert counts(engine, "group", "form") == {"group": {"tien-luong": 2}, "form": {"planned": 1, "unannounced": 1}}
    assert counts(engine, "province", year=2025)["province"] == {"40": 1}
    assert counts(engine, "nothing_has_it") == {"nothing_has_it": {}}
    both = counts(engine, "province", with_facets=True)
    assert (both["kind"], both["province"]) == ({"conclusion": 4, "answer": 1}, {"38": 2, "40": 2})


def test_a_facet_of_labels_still_offers_the_other_values_of_its_own_filter(engine: Engine) -> None:
    counted = counts(engine, "province", "form", labels=("province:40",))
    assert counted == {"province": {"38": 2, "40": 2}, "form": {"unannounced": 1}}


@pytest.mark.parametrize("text", ["kết luận", "kết luận thanh tra ở tỉnh nào về tiền lương của người lao động"])
def test_facets_are_those_of_what_a_text_finds(engine: Engine, text: str) -> None:
    results = engine.search(SearchQuery(text=text, labels=("form:planned",), facets_of=("form", "group")))
    assert [hit.id for hit in results.hits] == [1]
    assert results.facets == {"form": {"planned": 1, "unannounced": 1}, "group": {"tien-luong": 1}}


def test_of_many_values_the_most_frequent_are_told_and_counted_right(engine: Engine) -> None:
    def labelled(number: int) -> Document:
        often = ("entity:công ty một",) if number % 2 else ("entity:công ty hai",) if number % 3 == 0 else ()
        return document(100 + number, "Kết luận", labels=(*often, f"entity:{number}"))

    for start in range(0, 120, 20):  # as many changes, so that an index is made of several parts
        engine.apply([labelled(number) for number in range(start, start + 20)], {})
    entities = counts(engine, "entity")["entity"]
    assert len(entities) == LABEL_VALUES
    assert list(entities.items())[:2] == [("công ty một", 60), ("công ty hai", 20)]


def test_a_change_replaces_the_labels(engine: Engine) -> None:
    engine.apply([document(1, "Kết luận", version=2, labels=("province:79",))], {3: 2})
    assert found(engine, "", labels=("province:38",)) == [2]
    assert counts(engine, "province")["province"] == {"38": 1, "40": 1, "79": 1}


@pytest.mark.parametrize("strange", ["signer:\ud800", "signer:" + "đ" * 190, "signer:2025-01-01T00:00:00Z", "signer:1"])
def test_any_key_can_be_kept(engine: Engine, strange: str) -> None:
    engine.apply([document(9, "Kết luận", labels=(strange,))], {})
    assert sum(counts(engine, "signer")["signer"].values()) == 1
