"""What is written is read back: the tree, the list of lines, and each correction keeps every word."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.structure import markdown
from consultation.structure.building import build
from consultation.structure.lines import ReadLine, Role, from_json, to_json
from consultation.structure.nodes import Document
from consultation.structure.reading import read
from consultation.structure.write import write
from tests.consultation.trees import documents


@given(documents())
@settings(deadline=None, max_examples=40)
def test_a_written_tree_is_read_back(document: Document) -> None:
    assert build(read(markdown.paragraphs(write(document)))) == document


def test_the_faulty_draft_is_read_back(law: Document) -> None:
    assert build(read(markdown.paragraphs(write(law)))) == law


def test_the_list_of_lines_is_kept_as_json(faulty: list[ReadLine]) -> None:
    assert from_json(to_json(faulty)) == faulty


LINE = [1, "provision", "article", "1", "Điều 1.", "Tên", []]


@pytest.mark.parametrize(
    "changed",
    [
        {0: "1"}, {0: True}, {1: "king"}, {1: "text"}, {2: None}, {2: "planet"}, {3: 1}, {3: "1" * 41}, {5: None},
        {6: ["gap", "hole"]}, {6: "gap"}, {6: [[]]}, {2: []},
    ],
)  # fmt: skip
def test_a_changed_list_is_refused(changed: dict[int, object]) -> None:
    assert from_json(json.dumps([LINE]))
    with pytest.raises(ValueError, match=r"."):
        from_json(json.dumps([[changed.get(place, value) for place, value in enumerate(LINE)]]))


@pytest.mark.parametrize("text", ["", "{}", "[1]", "[[]]", "[" * 100_000, "null"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text)


@given(st.lists(st.tuples(st.sampled_from(list(Role)), st.text(max_size=5)), max_size=20))
def test_any_roles_make_a_tree(rows: list[tuple[Role, str]]) -> None:
    lines = [
        ReadLine(at, text, role if role is not Role.PROVISION else Role.TEXT) for at, (role, text) in enumerate(rows)
    ]
    assert build(lines).children == []
