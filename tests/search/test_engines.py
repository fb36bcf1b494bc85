"""What every engine promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django.fixtures import Settings as SettingsWrapper

from search.engines import Document, Engine, IndexMissing, SearchQuery, get_engine
from tests.search.engines import ARCHIVE, ENGINES, document, found, needs_elasticsearch, thrown_away


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine of every kind there is, holding the archive."""
    with thrown_away(request.param, tmp_path / "index") as made:
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


def test_titles_with_the_words_side_by_side_are_suggested_first(engine: Engine) -> None:
    engine.apply([document(8, "Đóng thuế, bảo hiểm"), document(9, "Nơi đóng bảo hiểm")], {})
    assert engine.suggest("đóng bảo")[-1] == 8
    assert len(engine.suggest("đóng bảo", limit=1)) == 1
    assert engine.suggest("") == engine.suggest("đóng", limit=0) == []


def test_headings_are_suggested_like_titles(engine: Engine) -> None:
    engine.apply([document(8, "Quyền lợi", headings="Hồ sơ cần nộp\nNơi nhận kết quả")], {})
    assert engine.suggest("ho so can n") == engine.suggest("nhận kết") == [8]
    assert engine.suggest("nộp nơi") == [8], "the words of two headings are found, though not side by side"


def test_a_like_question_is_found_and_the_asker_left_out(engine: Engine) -> None:
    text = "Tôi muốn hỏi khi nào thì tôi được hưởng bảo hiểm thất nghiệp, hồ sơ nộp ở đâu?"
    assert engine.similar(text)[0].id == 2
    assert 2 not in [hit.id for hit in engine.similar(text, exclude=2)]
    assert len(engine.similar(text, limit=1)) == 1
    assert engine.similar("") == []


def test_a_change_replaces_the_document(engine: Engine) -> None:
    for _ in range(2):  # the same change twice is one change
        engine.apply([document(1, "Lương hưu", version=2)], {})
        assert found(engine, "lương hưu")[0] == 1
        assert engine.search(SearchQuery(text="")).total == len(ARCHIVE)
    assert 1 not in found(engine, "bảo hiểm thất nghiệp")


def test_an_older_version_does_not_win(engine: Engine) -> None:
    engine.apply([document(1, "Lương hưu", version=3)], {})
    engine.apply([document(1, "Trợ cấp", version=2)], {})
    engine.apply([document(2, "Mới", version=5), document(2, "Cũ", version=4)], {})
    assert engine.versions()[1] == 3
    assert engine.versions()[2] == 5
    assert found(engine, "Trợ cấp") == []


def test_what_is_deleted_is_gone(engine: Engine) -> None:
    engine.apply([document(2, "Bảo hiểm thất nghiệp", version=9)], {1: 2, 2: 10, 999: 1})
    engine.apply([], {1: 2})
    assert set(found(engine, "bảo hiểm thất nghiệp")).isdisjoint({1, 2})
    assert engine.versions() == {entry.id: 1 for entry in ARCHIVE[2:]}


def test_a_late_change_wins_over_no_newer_one(engine: Engine) -> None:
    engine.apply([document(1, "Lương hưu", version=5)], {})
    engine.apply([], {1: 4})
    assert engine.versions()[1] == 5
    engine.apply([], {1: 5})
    assert 1 not in engine.versions()


def test_outdated_answers_rank_lower_and_stay_to_be_found(engine: Engine) -> None:
    same = [document(20 + n, "Mức lương tối thiểu vùng", "Theo nghị định.", outdated=n < 2) for n in range(4)]
    engine.apply(same, {})
    assert set(found(engine, "lương tối thiểu vùng")[:2]) == {22, 23}
    assert set(found(engine, "lương tối thiểu vùng")[2:4]) == {20, 21}
    assert {hit.id for hit in engine.similar("mức lương tối thiểu vùng là bao nhiêu")[:2]} == {22, 23}


def test_frequencies_count_the_documents_of_words_and_bigrams(engine: Engine) -> None:
    counted = engine.frequencies(["bao", "bao_hiem", "that_nghiep", "khong_co", "thai"])
    assert counted == {"bao": 4, "bao_hiem": 4, "that_nghiep": 2, "thai": 1}
    assert engine.frequencies([]) == {}


def test_without_an_index_every_question_and_change_says_so(engine: Engine) -> None:
    engine.drop()
    for attempt in (
        lambda: engine.search(SearchQuery(text="lương")),
        lambda: engine.suggest("lương"),
        lambda: engine.similar("lương"),
        lambda: engine.frequencies(["luong"]),
        lambda: engine.apply([document(1, "Lương hưu")], {}),
        lambda: engine.apply([], {}),
        engine.versions,
    ):
        with pytest.raises(IndexMissing):
            attempt()
    assert engine.rebuild(ARCHIVE) == len(ARCHIVE)
    assert found(engine, "thai sản")[0] == 4


def test_versions_tell_what_the_index_holds(engine: Engine) -> None:
    assert engine.versions() == {entry.id: entry.version for entry in ARCHIVE}


def test_a_rebuild_replaces_everything(engine: Engine) -> None:
    assert engine.rebuild([document(50, "Trẻ em"), document(50, "Trẻ em và gia đình", version=2)]) == 1
    assert engine.versions() == {50: 2}
    assert found(engine, "gia đình") == [50]


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(engine: Engine) -> None:
    def broken() -> Iterator[Document]:
        yield document(50, "Trẻ em")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        engine.rebuild(broken())
    assert engine.versions().keys() == {entry.id for entry in ARCHIVE}


@pytest.mark.parametrize("hostile", ["\x00", "\ud800", '" OR 1=1 --', "*:*", "title:(", "a" * 100_000, "~ ^ \\ {}[]"])
def test_hostile_text_is_only_text(engine: Engine, hostile: str) -> None:
    engine.search(SearchQuery(text=hostile, kind=hostile[:50], with_facets=True))
    engine.suggest(hostile)
    engine.similar(hostile)
    engine.apply([document(77, hostile, hostile)], {})


@examples(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=60))
def test_any_text_can_be_asked(engine: Engine, text: str) -> None:
    engine.search(SearchQuery(text=text, unit=text))
    engine.suggest(text)
    engine.similar(text)


def test_an_unknown_engine_is_named_in_the_error() -> None:
    with pytest.raises(ImproperlyConfigured, match="sphinx"):
        get_engine("sphinx")


def test_a_filter_does_not_loosen_what_was_asked(engine: Engine) -> None:
    many = [document(30 + n, f"Lương tối thiểu vùng {n}", unit="TL" if n else "KT") for n in range(12)]
    engine.apply([*many, document(60, "Lương khoán", unit="KT")], {})
    assert found(engine, "lương tối thiểu vùng", unit="KT") == [30]
    assert engine.search(SearchQuery(text="lương tối thiểu vùng", unit="KT")).total == 1


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
