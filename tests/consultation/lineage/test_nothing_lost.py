"""Whatever is done to a text: every provision has one fate, every comment a place, the answer is always one."""

import copy
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.comparing.corrections import check, corrected
from consultation.comparing.following import follow
from consultation.comparing.items import Features
from consultation.comparing.keys import WHOLE, placed
from consultation.comparing.lineage import propose
from consultation.comparing.links import fates
from consultation.comparing.matching import Matching
from consultation.structure.nodes import Document, Level, Node
from tests.consultation.lineage.random_trees import random_document, random_revision

seeds = st.integers(0, 1 << 32)


def two_versions(seed: int) -> tuple[Document, Document]:
    chance = random.Random(seed)
    old = random_document(chance)
    return old, random_revision(chance, old) if chance.random() < 0.8 else random_document(chance)


@settings(max_examples=150)
@given(seeds)
def test_every_provision_has_one_fate_and_every_comment_a_place(seed: int) -> None:
    old, new = two_versions(seed)
    links = propose(old, new)
    assert check(links, old, new) == []
    by_key, places, after = fates(links), placed(old), placed(new)
    for key in places:
        shown = follow(by_key, places, key)
        assert shown.keys
        assert all(one in after or one == WHOLE for one in shown.keys)
        assert bool(shown.mark) == (not by_key[key].new)


@settings(max_examples=50)
@given(seeds)
def test_the_same_versions_give_the_same_links(seed: int) -> None:
    old, new = two_versions(seed)
    links = propose(old, new)
    assert propose(copy.deepcopy(old), copy.deepcopy(new)) == links
    assert corrected(links, [], old, new) == links


@settings(max_examples=60)
@given(seeds)
def test_addresses_are_never_shared(seed: int) -> None:
    old, _ = two_versions(seed)
    places = placed(old)
    assert [place.node for place in places.values()] == list(old.walk())
    assert all(place.parent == WHOLE or place.parent in places for place in places.values())


def test_a_text_of_near_copies_is_not_compared_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    words = [chance.choice("abcdefghij") for _ in range(60)]

    def near_copies(many: int) -> Document:
        texts = [" ".join(word if chance.random() > 0.1 else "k" for word in words) for _ in range(many)]
        return Document(children=[Node(Level.ARTICLE, str(at), "", text) for at, text in enumerate(texts)])

    asked = []
    alike = Matching.alike_features

    def counted(matching: Matching, one: Features, other: Features) -> float:
        asked.append(1)
        return alike(matching, one, other)

    monkeypatch.setattr(Matching, "alike_features", counted)
    propose(near_copies(400), near_copies(400))
    assert 400 <= len(asked) < 400 * 60, "all with all would be 160,000 in each of several rounds"


def test_an_empty_version_and_an_emptied_one() -> None:
    empty, one = Document(), Document(children=[Node(Level.ARTICLE, "1", "Tên", "Lời văn của điều này.")])
    assert propose(empty, empty) == []
    assert [link.kind for link in propose(empty, one)] == ["new"]
    (dropped,) = propose(one, empty)
    assert dropped.kind == "dropped"
    assert follow(fates([dropped]), placed(one), "dieu-1").keys == (WHOLE,)
    assert follow({}, placed(one), "dieu-99").keys == (WHOLE,)
