"""Chị Hoài puts right what was read of her file, line by line; everything can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from consultation.importing.corrections import LINE_CHANGED, NOTHING_TO_UNDO, SAVED
from consultation.models import ConsultationPage, DraftImport
from consultation.structure.doubts import DoubtKind
from consultation.structure.lines import Role
from consultation.structure.nodes import Level
from ministry.models import User
from tests.consultation.drafting import (
    Officer,
    address,
    bring_in_file,
    change,
    find,
    lines_of,
    press,
    save,
    shown,
    told,
)

TEXT = """# THÔNG TƯ
Về nhà trẻ

## Điều 1. Phạm vi

1. Thông tư này quy định về nhà trẻ. 2. Không áp dụng với trường tư.

Trẻ em dưới ba tuổi được nhận vào nhà trẻ.

## Điều 3. Hiệu lực

Thông tư này có hiệu lực từ ngày ký,

và thay thế Thông tư cũ.
"""


@pytest.fixture
def desk(hoai: User, as_officer: Officer) -> Client:
    return as_officer(hoai)


@pytest.fixture
def draft(write_consultation: Callable[..., ConsultationPage], desk: Client) -> DraftImport:
    return bring_in_file(desk, write_consultation(""), TEXT)


def test_a_wrong_number_is_put_right(draft: DraftImport, desk: Client) -> None:
    assert DoubtKind.GAP in {doubt.kind for doubt in lines_of(draft).doubts()}
    response = change(desk, draft, find(draft, "Hiệu lực"), number="2")
    assert response.status_code == 302
    assert response.url.endswith(f"#dong-{find(draft, 'Hiệu lực')}")
    line = lines_of(draft).lines[find(draft, "Hiệu lực")]
    assert (line.label, line.number) == ("Điều 2.", "2")
    assert DoubtKind.GAP not in {doubt.kind for doubt in lines_of(draft).doubts()}


def test_enter_parts_a_line_and_what_comes_behind_is_read_anew(draft: DraftImport, desk: Client) -> None:
    at = find(draft, "2. Không")
    change(desk, draft, at, words="Thông tư này quy định về nhà trẻ.\r\n\r\n2. Không áp dụng với trường tư thục.")
    first, second = lines_of(draft).lines[at : at + 2]
    assert (first.whole, second.whole) == (
        "1. Thông tư này quy định về nhà trẻ.",
        "2. Không áp dụng với trường tư thục.",
    )
    assert (second.level, second.number) == (Level.CLAUSE, "2")
    assert len(DraftImport.objects.get().corrections) == 1, "one post is one correction"


def test_a_paragraph_becomes_a_clause(draft: DraftImport, desk: Client) -> None:
    at = find(draft, "dưới ba tuổi")
    change(desk, draft, at, kind="provision-clause", number="2")
    assert lines_of(draft).lines[at].whole == "2. Trẻ em dưới ba tuổi được nhận vào nhà trẻ."
    article = lines_of(draft).document().children[0]
    assert [child.number for child in article.children] == ["1", "2"]


def test_a_line_is_joined_dropped_and_taken_as_it_is(draft: DraftImport, desk: Client) -> None:
    at = find(draft, "thay thế Thông tư cũ")
    press(desk, draft, "join", at)
    assert lines_of(draft).lines[at - 1].whole.endswith("từ ngày ký, và thay thế Thông tư cũ.")
    at = find(draft, "dưới ba tuổi")
    press(desk, draft, "drop", at)
    assert lines_of(draft).lines[at].role is Role.DROPPED
    at = find(draft, "Hiệu lực")
    press(desk, draft, "confirm", at)
    assert at not in {doubt.index for doubt in lines_of(draft).doubts()}, "a gap that is meant is no doubt any more"
    assert find(draft, "Hiệu lực") in {doubt.index for doubt in _doubts_after(draft, desk, at)}


def _doubts_after(draft: DraftImport, desk: Client, at: int) -> list[Any]:
    """Return the doubts when the line that was confirmed is another one."""
    change(desk, draft, at, number="7")
    return lines_of(draft).doubts()


def test_undo_and_start_over(draft: DraftImport, desk: Client) -> None:
    as_read = lines_of(draft).lines
    press(desk, draft, "drop", 3)
    once = lines_of(draft).lines
    press(desk, draft, "drop", 4)
    last = lines_of(draft).last
    desk.post(address(draft, "undo"), {"last": last})
    assert lines_of(draft).lines == once
    desk.post(address(draft, "undo"), {"last": last})
    assert NOTHING_TO_UNDO in told(desk, draft.consultation), "pressed twice is undone once"
    assert lines_of(draft).lines == once
    desk.post(address(draft, "start_over"), {"last": lines_of(draft).last})
    assert lines_of(draft).lines == as_read
    assert save(desk, draft).nodes.count() == 3


def test_two_windows(draft: DraftImport, desk: Client) -> None:
    at = find(draft, "dưới ba tuổi")
    old = lines_of(draft).digest(at)
    change(desk, draft, at, words="Trẻ em dưới bốn tuổi được nhận vào nhà trẻ.")
    response = change(desk, draft, at, words="Trẻ em dưới năm tuổi được nhận.", digest=old)
    assert response.status_code == 200
    assert LINE_CHANGED in shown(response)
    assert "Trẻ em dưới năm tuổi được nhận." in shown(response), "what was typed is kept"
    assert "dưới bốn tuổi" in lines_of(draft).lines[at].whole
    far = find(draft, "THÔNG TƯ")
    assert change(desk, draft, far, words="Thông tư", digest=lines_of(draft).digest(far)).status_code == 302


def test_nothing_is_corrected_once_it_is_saved(draft: DraftImport, desk: Client) -> None:
    do = f"drop 3 {lines_of(draft).digest(3)}"
    save(desk, draft)
    desk.post(address(draft, "correct"), {"do": do})
    assert SAVED in told(desk, draft.consultation)
    assert not DraftImport.objects.get().corrections


def test_saving_in_a_window_that_is_behind(draft: DraftImport, desk: Client) -> None:
    press(desk, draft, "drop", 3)
    desk.post(address(draft, "save"), {"last": ""})
    assert "vừa được sửa ở một cửa sổ khác" in told(desk, draft.consultation)
    assert DraftImport.objects.get().document is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": "provision-article", "number": ""}, "Xin ghi số của điều."),
        ({"kind": "provision-article", "number": "mười"}, "Không hiểu số “mười” của điều."),
        ({"words": "  "}, "Dòng không thể để trống."),
        ({"kind": "chuong"}, "chuong"),
        ({"number": "1" * 60}, "60"),
    ],
)
def test_what_makes_no_sense_is_told_beside_the_field(
    draft: DraftImport, desk: Client, typed: dict[str, str], said: str
) -> None:
    before = lines_of(draft)
    response = change(desk, draft, find(draft, "dưới ba tuổi"), **typed)
    assert response.status_code == 200
    assert said in shown(response)
    assert lines_of(draft) == before


@pytest.mark.parametrize("do", ["", "drop", "drop x y", "drop -1 y", "eat 3 y", "role 3 y", "drop 99999999 y"])
def test_a_made_up_button_is_not_there(draft: DraftImport, desk: Client, do: str) -> None:
    assert desk.post(address(draft, "correct"), {"do": do}).status_code == 404


def test_a_line_that_is_gone(draft: DraftImport, desk: Client) -> None:
    desk.post(address(draft, "correct"), {"do": "drop 4000 abc"})
    assert "không còn trong danh sách" in told(desk, draft.consultation)
    assert desk.get(address(draft, "line", 4000)).status_code == 302


def test_no_article_left_is_no_text(draft: DraftImport, desk: Client) -> None:
    for words in ("Phạm vi", "Hiệu lực"):
        press(desk, draft, "drop", find(draft, words))
    desk.post(address(draft, "save"), {"last": lines_of(draft).last})
    assert "Không còn điều nào để lưu" in told(desk, draft.consultation)
