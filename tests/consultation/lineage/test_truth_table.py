"""Two versions of a made-up labour code of sixty articles, forty changes between them, and what became of each."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from consultation.comparing.corrections import check, corrected
from consultation.comparing.following import changed_within, follow
from consultation.comparing.keys import placed
from consultation.comparing.lineage import propose
from consultation.comparing.links import Kind, Link, fates, origins
from consultation.rehearsal.revising import Revision
from consultation.structure.nodes import Document
from tests.consultation.lineage.plain import HERE, read_plain, the_code

CHANGES: list[dict[str, Any]] = json.loads((HERE / "changes.json").read_text(encoding="utf-8"))


def _names(change: Mapping[str, Any]) -> str:
    return f"{change['kind']}-{'+'.join(change['old']) or change['new'][0]}".replace("/", ".")


@pytest.fixture(scope="module")
def first() -> Document:
    return the_code()


@pytest.fixture(scope="module")
def revision(first: Document) -> Revision:
    revision = Revision(first, read_plain)
    for change in CHANGES:
        revision.change(change)
    revision.renumbered()
    return revision


@pytest.fixture(scope="module")
def links(first: Document, revision: Revision) -> list[Link]:
    return propose(first, revision.document)


def test_the_table_has_forty_changes_of_every_kind() -> None:
    assert len(CHANGES) == 40
    assert {change["kind"] for change in CHANGES} == set(Kind) - {Kind.SAME}


@pytest.mark.parametrize("change", CHANGES, ids=_names)
def test_the_change_is_told_as_it_is(change: dict[str, Any], links: list[Link], revision: Revision) -> None:
    for key in change["old"]:
        link = fates(links)[key]
        assert (link.kind, sorted(link.new)) == (change["kind"], sorted(change["new"])), link.reason
        assert revision.truth()[key] == tuple(sorted(change["new"]))
    if not change["old"]:
        (new,) = change["new"]
        assert [link.kind for link in links if new in link.new] == [Kind.NEW]


def test_no_other_provision_is_linked_wrongly(links: list[Link], revision: Revision) -> None:
    told = {key: tuple(sorted(link.new)) for key, link in fates(links).items()}
    assert told == revision.truth()


def test_what_is_new_has_no_origin_and_all_else_has_its_own(links: list[Link], revision: Revision) -> None:
    true_origins: dict[str, set[str]] = {key: set() for key in placed(revision.document)}
    for old, heirs in revision.truth().items():
        for heir in heirs:
            true_origins[heir].add(old)
    assert {key: set(found) for key, found in origins(links).items()} == true_origins


def test_no_comment_is_lost_and_each_stands_under_the_right_provision(
    first: Document, links: list[Link], revision: Revision
) -> None:
    places, after, by_key, truth = placed(first), placed(revision.document), fates(links), revision.truth()
    for key in places:
        shown = follow(by_key, places, key)
        assert set(shown.keys) <= after.keys(), key
        if truth[key]:
            assert (sorted(shown.keys), shown.mark) == (sorted(truth[key]), "")
        else:
            assert shown.mark


@pytest.mark.parametrize(
    ("gone", "shown_at", "mark"),
    [
        ("dieu-46/khoan-4", "dieu-46", "Khoản này không còn"),
        ("dieu-5/khoan-1/diem-d", "dieu-6/khoan-1", "Điểm này không còn"),
        ("dieu-40", "chuong-v", "Điều này không còn"),
    ],
)
def test_a_comment_on_what_is_gone_goes_to_what_was_around_it(
    first: Document, links: list[Link], gone: str, shown_at: str, mark: str
) -> None:
    shown = follow(fates(links), placed(first), gone)
    assert (shown.keys, shown.mark) == ((shown_at,), mark)


def test_the_reader_sees_which_articles_are_not_as_they_were(
    first: Document, links: list[Link], revision: Revision
) -> None:
    changed = changed_within(links, placed(first), placed(revision.document))
    assert {"dieu-1", "dieu-3", "dieu-5/khoan-2", "dieu-5", "chuong-i", "dieu-46", "chuong-v"} <= changed
    assert not {"dieu-9", "dieu-12", "dieu-27", "dieu-63", "dieu-5/khoan-1"} & changed, "moved or untouched only"


def test_the_drafter_reads_why(links: list[Link]) -> None:
    reasons = {link.old or link.new: link.reason for link in links}
    assert reasons["dieu-8",] == "Điều 8 nay là Điều 9; lời văn giữ nguyên."
    assert reasons["dieu-36/khoan-2",] == "Cùng vị trí, chỉ khác con số hoặc số điều được dẫn chiếu."
    assert reasons["dieu-12",] == "Nội dung Điều 12 nay nằm ở Điều 13 và Điều 14."
    assert reasons["dieu-28", "dieu-29"] == "Điều 28 và Điều 29 nay cùng nằm trong Điều 31."
    assert reasons["dieu-50/khoan-4",] == "Khoản 4 Điều 50 nay là Điều 53; chỉ khác tên."
    assert reasons["dieu-13/khoan-1",] == "Lời văn giữ nguyên; theo điều, khoản chứa nó, nay là khoản 1 Điều 15."
    assert reasons["dieu-40",].startswith("Không tìm thấy nội dung này trong bản mới.")


def test_the_proposal_can_be_confirmed_as_it_is(first: Document, links: list[Link], revision: Revision) -> None:
    assert check(links, first, revision.document) == []
    assert corrected(links, [], first, revision.document) == links


def test_a_version_compared_with_itself_is_the_same_everywhere(first: Document) -> None:
    assert {link.kind for link in propose(first, the_code())} == {Kind.SAME}
