"""What every engine promises to who changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines import Document, Engine, IndexMissing, SearchQuery
from tests.search.engines import ARCHIVE, ENGINES, document, found, thrown_away


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine of every kind there is, holding the archive."""
    with thrown_away(request.param, tmp_path / "index") as made:
        assert made.rebuild(ARCHIVE) == len(ARCHIVE)
        yield made


def test_titles_with_the_words_side_by_side_are_suggested_first(engine: Engine) -> None:
    engine.apply([document(8, "Đóng thuế, bảo hiểm"), document(9, "Nơi đóng bảo hiểm")], {})
    assert engine.suggest("đóng bảo")[-1] == 8
    assert len(engine.suggest("đóng bảo", limit=1)) == 1
    assert engine.suggest("") == engine.suggest("đóng", limit=0) == []


def test_headings_are_suggested_like_titles(engine: Engine) -> None:
    engine.apply([document(8, "Quyền lợi", headings="Hồ sơ cần nộp\nNơi nhận kết quả")], {})
    assert engine.suggest("ho so can n") == engine.suggest("nhận kết") == [8]
    assert engine.suggest("nộp nơi") == [8], "the words of two headings are found, though not side by side"


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


def test_a_filter_does_not_loosen_what_was_asked(engine: Engine) -> None:
    many = [document(30 + n, f"Lương tối thiểu vùng {n}", unit="TL" if n else "KT") for n in range(12)]
    engine.apply([*many, document(60, "Lương khoán", unit="KT")], {})
    assert found(engine, "lương tối thiểu vùng", unit="KT") == [30]
    assert engine.search(SearchQuery(text="lương tối thiểu vùng", unit="KT")).total == 1
