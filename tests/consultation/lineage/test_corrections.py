"""The drafter puts right what was proposed, and is told in words what does not fit."""

import pytest

from consultation.comparing.corrections import CONFIRMED, Correction, LineageError, check, corrected
from consultation.comparing.lineage import propose
from consultation.comparing.links import Kind, Link, fates
from consultation.structure.nodes import Document
from tests.consultation.lineage.plain import read_plain

OLD = """Điều 1. Tiền lương
1. Tiền lương được trả đủ và đúng hạn vào ngày cuối tháng.
2. Người làm thêm giờ được trả thêm ít nhất một nửa tiền lương của giờ đó.
Điều 2. Nghỉ phép
Người làm đủ mười hai tháng được nghỉ mười hai ngày phép có lương."""
NEW = """Điều 1. Tiền lương
1. Tiền lương được trả đủ và đúng hạn vào ngày cuối tháng.
2. Chủ sử dụng lao động lập bảng kê và gửi cho từng người.
Điều 2. Làm thêm giờ
Ai làm quá giờ thì hưởng phụ cấp bằng năm mươi phần trăm."""


@pytest.fixture
def old() -> Document:
    return read_plain(OLD)


@pytest.fixture
def new() -> Document:
    return read_plain(NEW)


@pytest.fixture
def proposed(old: Document, new: Document) -> list[Link]:
    return propose(old, new)


def correct(proposed: list[Link], old: Document, new: Document, *corrections: Correction) -> dict[str, Link]:
    return fates(corrected(proposed, corrections, old, new))


def test_the_words_alone_do_not_tell_it(proposed: list[Link]) -> None:
    assert {key: link.kind for key, link in fates(proposed).items()} == {
        "dieu-1": Kind.SAME,
        "dieu-1/khoan-1": Kind.SAME,
        "dieu-1/khoan-2": Kind.DROPPED,
        "dieu-2": Kind.DROPPED,
    }


def test_the_drafter_names_the_heir_and_the_kind_follows(proposed: list[Link], old: Document, new: Document) -> None:
    after = correct(proposed, old, new, Correction(("dieu-1/khoan-2",), ("dieu-2",)))
    link = after["dieu-1/khoan-2"]
    assert (link.kind, link.new, link.confidence, link.reworded) == (Kind.RENUMBERED, ("dieu-2",), 1.0, True)
    assert link.reason.startswith(CONFIRMED)
    assert after["dieu-1/khoan-1"] == fates(proposed)["dieu-1/khoan-1"], "what nobody spoke of stays as it was"


def test_dropped_new_split_and_merged(proposed: list[Link], old: Document, new: Document) -> None:
    after = correct(proposed, old, new, Correction(("dieu-1/khoan-1",), ()))
    assert after["dieu-1/khoan-1"].kind == Kind.DROPPED
    links = corrected(proposed, [Correction((), ("dieu-1/khoan-1",), Kind.NEW)], old, new)
    assert fates(links)["dieu-1/khoan-1"].kind == Kind.DROPPED
    assert next(link.new for link in links if link.kind == Kind.NEW) == ("dieu-1/khoan-1",)
    after = correct(proposed, old, new, Correction(("dieu-1/khoan-2",), ("dieu-1/khoan-2", "dieu-2"), Kind.SPLIT))
    assert after["dieu-1/khoan-2"].kind == Kind.SPLIT
    after = correct(proposed, old, new, Correction(("dieu-1/khoan-2", "dieu-2"), ("dieu-2",), Kind.MERGED))
    assert after["dieu-2"] is after["dieu-1/khoan-2"]
    assert after["dieu-2"].kind == Kind.MERGED


def test_two_corrections_that_name_one_heir_are_a_merger(proposed: list[Link], old: Document, new: Document) -> None:
    said = [Correction(("dieu-1/khoan-2",), ("dieu-2",)), Correction(("dieu-2",), ("dieu-2",))]
    assert correct(proposed, old, new, *said)["dieu-2"].kind == Kind.MERGED


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ([Correction(("dieu-9",), ())], "Bản cũ không có “dieu-9”."),
        ([Correction(("dieu-1",), ("dieu-9",))], "Bản mới không có “dieu-9”."),
        ([Correction((), ())], "Có một dòng chưa chọn điều, khoản nào."),
        (
            [Correction(("dieu-1/khoan-2",), ()), Correction(("dieu-1/khoan-2",), ("dieu-2",))],
            "Khoản 2 Điều 1 (bản cũ) được nói đến hai lần.",
        ),
        (
            [Correction(("dieu-1/khoan-2",), ("dieu-1/khoan-1",))],
            "Khoản 1 Điều 1 (bản mới) đã nối với khoản 1 Điều 1 (bản cũ); "
            "hãy chọn gộp, hoặc nói rõ nội dung đó đi về đâu.",
        ),
        (
            [Correction(("dieu-1/khoan-2",), ("dieu-2",), Kind.SAME)],
            "Khoản 2 Điều 1: đã chọn “Giữ nguyên”, nhưng theo hai bản thì là “Đổi số hoặc chuyển chỗ”.",
        ),
        (
            [Correction(("dieu-1/khoan-2",), ("dieu-2",), Kind.DROPPED)],
            "Khoản 2 Điều 1: đã chọn “Bỏ”, nhưng theo hai bản thì là “Đổi số hoặc chuyển chỗ”.",
        ),
    ],
)
def test_what_does_not_fit_is_said(
    proposed: list[Link], old: Document, new: Document, said: list[Correction], problem: str
) -> None:
    with pytest.raises(LineageError) as refused:
        corrected(proposed, said, old, new)
    assert problem in refused.value.problems


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda links: links[1:], "Chưa nói Điều 1 (bản cũ) đi về đâu."),
        (lambda links: [link for link in links if link.kind != Kind.NEW], "Chưa nói Điều 2 (bản mới) từ đâu mà có."),
        (
            lambda links: [*links[:2], Link(Kind.CHANGED, ("dieu-1/khoan-2",), ("dieu-1/khoan-1",)), *links[3:]],
            "Khoản 1 Điều 1 (bản mới) được nối với hai nơi; hãy chọn một, hoặc gộp lại.",
        ),
        (
            lambda links: [Link(Kind.SPLIT, ("dieu-1",), ("dieu-1",)), *links[1:]],
            "“Tách ra” không khớp với số điều, khoản đã chọn cho Điều 1.",
        ),
    ],
)
def test_links_that_do_not_hold_together_are_found(
    proposed: list[Link], old: Document, new: Document, change: object, problem: str
) -> None:
    assert callable(change)
    assert problem in check(change(proposed), old, new)
