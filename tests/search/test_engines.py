"""What every engine promises to who asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django.fixtures import Settings as SettingsWrapper

from search.engines import Engine, SearchQuery, get_engine
from tests.search.engines import ARCHIVE, ENGINES, found, needs_elasticsearch, thrown_away


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine of every kind there is, holding the archive; no test of this file changes it."""
    with thrown_away(request.param, tmp_path_factory.mktemp("index")) as made:
        assert made.rebuild(ARCHIVE) == len(ARCHIVE)
        yield made


def test_accents_are_optional(engine: Engine) -> None:
    assert found(engine, "bảo hiểm thất nghiệp")[:2] == found(engine, "bao hiem that nghiep")[:2]
    assert set(found(engine, "bảo hiểm thất nghiệp")) == set(found(engine, "bao hiem that nghiep"))
    assert set(found(engine, "bảo hiểm thất nghiệp")[:2]) == {1, 2}


@pytest.mark.parametrize("typed", ["BHXH", "bảo hiểm xã hội", "bao hiem xa hoi", "bhxh"])
def test_an_abbreviation_finds_the_long_form_and_the_other_way_round(engine: Engine, typed: str) -> None:
    assert {3, 4} <= set(found(engine, typed)[:3])


@pytest.mark.parametrize("typed", ["12/2019/NĐ-CP", "nd 12/2019", "nghị định 12 năm 2019", "NĐ 012/2019"])
def test_a_document_number_finds_who_names_it_first(engine: Engine, typed: str) -> None:
    assert found(engine, typed)[0] == 5


def test_typed_accents_put_their_own_word_first(engine: Engine) -> None:
    assert found(engine, "bán hàng")[0] == 6
    assert found(engine, "bạn hàng")[0] == 7


def test_filters_narrow_and_combine(engine: Engine) -> None:
    assert set(found(engine, "bảo hiểm", policy_field="viec-lam")) == {1, 2}
    assert found(engine, "bảo hiểm", policy_field="viec-lam", unit="BHXH") == []
    assert found(engine, "nghị định", kind="draft") == [5]
    assert found(engine, "BHXH", year=2023) == [3]
    assert found(engine, "", year=-1) == found(engine, "", year=10**9) == []


def test_no_words_means_everything_newest_first(engine: Engine) -> None:
    assert found(engine, " ?! ") == [5, 7, 6, 4, 2, 1, 3]
    assert engine.search(SearchQuery(text="")).total == len(ARCHIVE)
    assert found(engine, "", kind="draft") == [5]


def test_facets_are_counted_only_when_asked(engine: Engine) -> None:
    assert engine.search(SearchQuery(text="bảo hiểm")).facets == {}
    counted = engine.search(SearchQuery(text="", with_facets=True)).facets
    assert counted["kind"] == {"answer": 6, "draft": 1}
    assert counted["year"] == {"2023": 1, "2024": 5, "2025": 1}
    assert counted["policy_field"]["viec-lam"] == 2
    assert counted["unit"] == {"VP": 6, "BHXH": 1}


def test_a_facet_still_offers_the_other_values_of_its_own_filter(engine: Engine) -> None:
    results = engine.search(SearchQuery(text="", kind="draft", with_facets=True))
    assert results.total == 1
    assert results.facets["kind"] == {"answer": 6, "draft": 1}
    assert results.facets["unit"] == {"VP": 1}


@pytest.mark.parametrize("text", ["", "bảo hiểm", "người lao động đóng bảo hiểm thất nghiệp theo nghị định nào"])
def test_pages_show_each_document_once_and_as_many_as_were_counted(engine: Engine, text: str) -> None:
    total = engine.search(SearchQuery(text=text)).total
    pages = [found(engine, text, limit=2, offset=offset) for offset in range(0, 20, 2)]
    shown = [identifier for page in pages for identifier in page]
    assert len(shown) == len(set(shown)) == total


def test_strange_pages_are_empty(engine: Engine) -> None:
    assert found(engine, "bảo hiểm", limit=0) == []
    assert found(engine, "bảo hiểm", offset=10**12) == found(engine, "", offset=10**12, limit=10**12) == []
    assert len(found(engine, "bảo hiểm", offset=-5)) == len(found(engine, "bảo hiểm"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("muc", [1]),
        ("mức đóng bảo hi", [1]),
        ("bao hiem th", [1, 2]),
        ("BHX", [3]),
        ("thất nghiệp đóng", [1]),
        ("ứcm", []),
    ],
)
def test_titles_are_suggested_while_they_are_typed(engine: Engine, typed: str, expected: list[int]) -> None:
    assert sorted(engine.suggest(typed)) == expected


def test_a_like_question_is_found_and_the_asker_left_out(engine: Engine) -> None:
    text = "Tôi muốn hỏi khi nào thì tôi được hưởng bảo hiểm thất nghiệp, hồ sơ nộp ở đâu?"
    assert engine.similar(text)[0].id == 2
    assert 2 not in [hit.id for hit in engine.similar(text, exclude=2)]
    assert len(engine.similar(text, limit=1)) == 1
    assert engine.similar("") == []


def test_frequencies_count_the_documents_of_words_and_bigrams(engine: Engine) -> None:
    counted = engine.frequencies(["bao", "bao_hiem", "that_nghiep", "khong_co", "thai"])
    assert counted == {"bao": 4, "bao_hiem": 4, "that_nghiep": 2, "thai": 1}
    assert engine.frequencies([]) == {}


def test_versions_tell_what_the_index_holds(engine: Engine) -> None:
    assert engine.versions() == {entry.id: entry.version for entry in ARCHIVE}


@examples(max_examples=50, deadline=None)
@given(text=st.text(st.characters(), max_size=60))
def test_any_text_can_be_asked(engine: Engine, text: str) -> None:
    engine.search(SearchQuery(text=text, unit=text))
    engine.suggest(text)
    engine.similar(text)


def test_an_unknown_engine_is_named_in_the_error() -> None:
    with pytest.raises(ImproperlyConfigured, match="sphinx"):
        get_engine("sphinx")


@needs_elasticsearch
def test_several_shards_count_and_find_the_same(engine: Engine, settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"shards": 3}
    tokens = ["bao", "bao_hiem", "that_nghiep", "thai", "khong_co", "12/2019/nd-cp"]
    question = "Tôi muốn hỏi khi nào thì tôi được hưởng bảo hiểm thất nghiệp, hồ sơ nộp ở đâu?"
    with thrown_away("elasticsearch", tmp_path / "sharded") as sharded:
        sharded.rebuild(ARCHIVE)
        assert sharded.frequencies(tokens) == engine.frequencies(tokens)
        assert sharded.size() == len(ARCHIVE)
        assert found(sharded, question)[0] == 2
        assert sharded.similar(question)[0].id == 2
        assert set(found(sharded, "bảo hiểm thất nghiệp")[:2]) == {1, 2}
