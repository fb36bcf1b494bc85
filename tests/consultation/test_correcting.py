"""The drafter corrects what was read; the tree follows."""

import pytest

from consultation.structure import correcting, markdown
from consultation.structure.building import build
from consultation.structure.checking import find
from consultation.structure.correcting import CannotCorrect
from consultation.structure.doubts import DoubtKind
from consultation.structure.lines import ReadLine, Role
from consultation.structure.nodes import Level
from consultation.structure.reading import read

LAW = """# LUẬT A

Điều 1. Tên một

1. Câu thứ nhất bị ngắt

ở đây. Điều 9. Không phải điều.

Điều 2 - Tên hai

Nội dung của điều hai.

3. Khoản đánh số sai.

12

Điều 3. Tên ba

Nội dung.
"""


@pytest.fixture
def lines() -> list[ReadLine]:
    return read(markdown.paragraphs(LAW))


def at(lines: list[ReadLine], words: str) -> int:
    return next(index for index, line in enumerate(lines) if words in line.whole)


def outline(lines: list[ReadLine]) -> list[str]:
    return [f"{node.level.value} {node.number}: {node.heading or node.text}" for node in build(lines).walk()]


def test_a_drafter_puts_a_draft_right(lines: list[ReadLine]) -> None:
    assert {doubt.kind for doubt in find(lines)} == {
        DoubtKind.JOINED, DoubtKind.MAYBE_ARTICLE, DoubtKind.MAYBE_BROKEN, DoubtKind.GAP, DoubtKind.PAGE_NUMBER
    }  # fmt: skip
    lines = correcting.change_role(lines, at(lines, "Tên hai"), Role.PROVISION, Level.ARTICLE)
    lines = correcting.renumber(lines, at(lines, "đánh số sai"), "1")
    lines = correcting.join(lines, at(lines, "ở đây."))
    lines = correcting.change_role(lines, at(lines, "12"), Role.TEXT)
    lines = correcting.confirm(lines, at(lines, "Nội dung của"))
    assert outline(lines) == [
        "article 1: Tên một",
        "clause 1: Câu thứ nhất bị ngắt ở đây. Điều 9. Không phải điều.",
        "article 2: Tên hai",
        "clause 1: Khoản đánh số sai.\n12",
        "article 3: Tên ba",
    ]
    assert find(lines) == []


def test_a_provision_becomes_text_and_again_a_provision(lines: list[ReadLine]) -> None:
    index = at(lines, "Tên ba")
    as_text = correcting.change_role(lines, index, Role.TEXT)
    assert as_text[index].words == "Điều 3. Tên ba"
    assert correcting.change_role(as_text, index, Role.PROVISION, Level.ARTICLE)[index] == lines[index]


def test_a_line_without_a_label_becomes_a_clause(lines: list[ReadLine]) -> None:
    index = at(lines, "Nội dung của")
    changed = correcting.change_role(lines, index, Role.PROVISION, Level.CLAUSE, "1")
    assert (changed[index].whole, changed[index].number) == ("1. Nội dung của điều hai.", "1")


def test_a_point_is_moved_to_another_level(lines: list[ReadLine]) -> None:
    index = at(lines, "đánh số sai")
    changed = correcting.change_role(lines, index, Role.PROVISION, Level.POINT, "đ")
    assert changed[index].whole == "đ) Khoản đánh số sai."


def test_a_line_is_parted_where_an_article_begins(lines: list[ReadLine]) -> None:
    index = at(lines, "ở đây.")
    parted = correcting.split(lines, index, lines[index].words.index("Điều 9"))
    assert [(line.role, line.number, line.words) for line in parted[index : index + 2]] == [
        (Role.JOINED, "", "ở đây."), (Role.PROVISION, "9", "Không phải điều.")
    ]  # fmt: skip


def test_a_doubt_goes_with_the_correction(lines: list[ReadLine]) -> None:
    index = at(lines, "12")
    kept = correcting.change_role(lines, index, Role.DROPPED)
    assert DoubtKind.PAGE_NUMBER not in [doubt.kind for doubt in find(kept)]


def test_words_are_mended(lines: list[ReadLine]) -> None:
    index = at(lines, "Nội dung của")
    assert correcting.reword(lines, index, "  Nội  dung mới.\n")[index].words == "Nội dung mới."


def test_the_given_list_stays_as_it_was(lines: list[ReadLine]) -> None:
    before = list(lines)
    correcting.join(lines, 4)
    correcting.change_role(lines, 1, Role.DROPPED)
    assert lines == before


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("no_line", lambda lines: correcting.change_role(lines, 99, Role.TEXT)),
        ("no_line", lambda lines: correcting.join(lines, -1)),
        ("no_level", lambda lines: correcting.change_role(lines, 1, Role.PROVISION)),
        ("no_level", lambda lines: correcting.renumber(lines, 0, "1")),
        ("no_number", lambda lines: correcting.change_role(lines, 0, Role.PROVISION, Level.ARTICLE)),
        ("bad_number", lambda lines: correcting.renumber(lines, 1, "mười hai")),
        ("bad_number", lambda lines: correcting.renumber(lines, 1, "1" * 50)),
        ("nothing_above", lambda lines: correcting.join(lines, 0)),
        ("cut_outside", lambda lines: correcting.split(lines, 0, 0)),
        ("cut_outside", lambda lines: correcting.split(lines, 0, 10_000)),
        ("cut_outside", lambda lines: correcting.split(lines, 0, -3)),
        ("no_words", lambda lines: correcting.reword(lines, 0, " \n ")),
        ("too_much", lambda lines: correcting.reword(lines, 0, "a" * 5_000_001)),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(lines: list[ReadLine], code: str, call: object) -> None:
    with pytest.raises(CannotCorrect) as told:
        call(lines)  # type: ignore[operator]
    assert told.value.code == code
    assert "{" not in told.value.message
