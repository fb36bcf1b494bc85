"""What is a label, how long it may be, and how one name written in two ways is one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import labels
from search.models import LabelName
from search.models.label import LONGEST_LABEL


@pytest.mark.parametrize("name", ["Thanh tra  Bộ", "THANH TRA BỘ", " thanh tra bộ ", "Thanh tra Bộ"])
def test_case_spacing_and_composition_do_not_part_a_name(name: str) -> None:
    assert labels.key_of(name) == "thanh tra bộ"


def test_other_accents_are_another_person() -> None:
    assert labels.key_of("Trần Văn Hùng") != labels.key_of("Trần Văn Hưng")


@pytest.mark.parametrize("facet", ["", "kind", "year", "policy_field", "Tỉnh", "a.b", "a:b", "x" * 31, "1a"])
def test_a_strange_or_taken_facet_is_refused(facet: str) -> None:
    with pytest.raises(ValueError, match="no name of a facet"):
        labels.label(facet, "1")


@pytest.mark.parametrize("wrong", ["province", "province:", ":38", "kind:answer", "province:" + "3" * 300])
def test_what_is_no_label_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"no label|no name"):
        labels.checked([wrong])


@given(key=st.text(min_size=1, max_size=400))
def test_every_key_makes_a_label_that_is_kept(key: str) -> None:
    made = labels.label("signer", key)
    assert len(made) <= LONGEST_LABEL
    assert labels.checked([made, made]) == [made]


def test_long_names_with_one_beginning_stay_two() -> None:
    assert labels.label("entity", "a" * 250) != labels.label("entity", "a" * 250 + "b")


def test_so_many_labels_and_no_more_are_kept() -> None:
    assert len(labels.checked(f"entity:{number}" for number in range(500))) == labels.MOST_LABELS


@pytest.mark.django_db
def test_the_name_that_was_written_last_is_remembered() -> None:
    labels.remember({"agency:thanh tra bộ": "Thanh tra  Bộ", "signer:a": "A"})
    labels.remember({"agency:thanh tra bộ": "THANH TRA BỘ"})
    assert labels.names_of(["agency:thanh tra bộ", "signer:a", "signer:b"]) == {
        "agency:thanh tra bộ": "THANH TRA BỘ",
        "signer:a": "A",
    }
    assert LabelName.objects.count() == 2
