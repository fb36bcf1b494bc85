"""What a reader sees of a change: phrases, not crumbs; nothing of either text is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.comparing.differences import Op, Segments, difference, inline, side_by_side
from consultation.comparing.edits import MAX_EDITS, changed_blocks
from consultation.structure.nodes import Level, Node
from search.text import compose

texts = st.lists(
    st.sampled_from(["lương", "tháng", "giờ", ",", ".", "\n", "  ", "60", "1.260", "đ", "và"]), max_size=30
).map(" ".join) | st.text(max_size=60)


def marked(segments: Segments) -> str:
    signs = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "[+{}+]"}
    return "".join(signs[segment.op].format(segment.text) for segment in segments)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Nghỉ 12 ngày.", "Nghỉ 12 ngày.", "Nghỉ 12 ngày."),
        ("Nghỉ 12 ngày.", "Nghỉ 14 ngày.", "Nghỉ [-12 -][+14 +]ngày."),
        ("", "Điều mới.", "[+Điều mới.+]"),
        ("Điều cũ.", "", "[-Điều cũ.-]"),
        ("lương tháng, thưởng", "lương tháng, phụ cấp, thưởng", "lương tháng, [+phụ cấp, +]thưởng"),
        (
            "theo Nghị định 38/2013/NĐ-CP",
            "theo Nghị định 12/2022/NĐ-CP",
            "theo Nghị định [-38/2013/NĐ-CP-][+12/2022/NĐ-CP+]",
        ),
        ("trong một tháng và một năm", "trong một tháng, một năm", "trong một tháng[- và -][+, +]một năm"),
        ("trả lương hằng tháng", "trả tiền lương tháng", "trả [-lương hằng -][+tiền lương +]tháng"),
        (
            "phải báo trước ba ngày làm việc",
            "có trách nhiệm thông báo bằng văn bản trước năm ngày",
            "[-phải báo trước ba ngày làm việc-][+có trách nhiệm thông báo bằng văn bản trước năm ngày+]",
        ),
        ("hoà giải", "hòa giải", "[-hoà -][+hòa +]giải"),
        ("Tie\u0302\u0300n lương", "Tiền lương", "Tiền lương"),
    ],
)
def test_a_change_reads_as_a_phrase(old: str, new: str, shown: str) -> None:
    assert marked(inline(old, new)) == shown


@given(texts, texts)
def test_nothing_of_either_text_is_lost(old: str, new: str) -> None:
    segments = inline(old, new)
    after = "".join(one.text for one in segments if one.op != Op.DELETE)
    before = "".join(one.text for one in segments if one.op != Op.INSERT)
    assert after == compose(new).strip()
    assert before.split() == compose(old).split() or "".join(before.split()) == "".join(compose(old).split())
    assert all(one.op != other.op for one, other in pairwise(segments))
    assert (old != new) or all(one.op == Op.EQUAL for one in segments)


@given(texts, texts)
def test_side_by_side_holds_both_texts_whole(old: str, new: str) -> None:
    rows = side_by_side(old, new)
    assert "".join(one.text for row in rows for one in row.old) == compose(old).strip()
    assert "".join(one.text for row in rows for one in row.new) == compose(new).strip()
    assert all(row.old or row.new for row in rows)
    assert {one.op for row in rows for one in row.old} <= {Op.EQUAL, Op.DELETE}
    assert {one.op for row in rows for one in row.new} <= {Op.EQUAL, Op.INSERT}


def test_sentences_stand_beside_those_they_became() -> None:
    old = "Lương trả bằng tiền. Câu này bị bỏ hẳn đi.\nĐoạn hai nói về thưởng tết."
    new = "Lương trả bằng tiền.\nĐoạn hai nói về thưởng lễ tết. Một câu mới tinh tươm."
    assert [(marked(row.old).strip(), marked(row.new).strip()) for row in side_by_side(old, new)] == [
        ("Lương trả bằng tiền.", "Lương trả bằng tiền."),
        ("[-Câu này bị bỏ hẳn đi.\n-]", ""),
        ("Đoạn hai nói về thưởng tết.", "Đoạn hai nói về thưởng [+lễ +]tết."),
        ("", "[+Một câu mới tinh tươm.+]"),
    ]


def test_a_split_provision_is_compared_with_its_parts_together() -> None:
    old = [Node(Level.ARTICLE, "1", "Lương và thưởng", "Lương trả hằng tháng. Thưởng trả cuối năm.")]
    new = [
        Node(Level.ARTICLE, "1", "Lương", "Lương trả hằng tháng."),
        Node(Level.ARTICLE, "2", "Thưởng", "Thưởng trả cuối năm."),
    ]
    found = difference(old, new)
    assert marked(found.text) == "Lương trả hằng tháng.\nThưởng trả cuối năm."
    assert {one.op for one in found.heading} != {Op.EQUAL}
    assert len(found.rows) == 2


@given(st.lists(st.sampled_from("abc"), max_size=20), st.lists(st.sampled_from("abc"), max_size=20))
def test_between_the_changes_both_sides_are_equal(old: list[str], new: list[str]) -> None:
    x = y = 0
    for old_from, old_to, new_from, new_to in [*changed_blocks(old, new), (len(old), len(old), len(new), len(new))]:
        assert old[x:old_from] == new[y:new_from]
        x, y = old_to, new_to


def test_texts_that_have_too_little_in_common_count_as_replaced() -> None:
    old, new = [f"a{at}" for at in range(MAX_EDITS)], [f"b{at}" for at in range(MAX_EDITS)]
    old.insert(300, "chung")
    new.insert(300, "chung")
    assert changed_blocks(["đầu", *old, "cuối"], ["đầu", *new, "cuối"]) == [(1, MAX_EDITS + 2, 1, MAX_EDITS + 2)]
