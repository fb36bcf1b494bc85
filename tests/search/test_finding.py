"""Chị Hoa looks for an answer: with slips, with other words, for something that nobody has answered yet."""

from collections.abc import Callable

import pytest
from django.test import Client

from qa.models import AnswerPage
from search import finding, indexing
from search.engines import SearchQuery
from search.models import Promotion, SearchLog

Write = Callable[..., AnswerPage]


@pytest.fixture
def answers(rules: None, write_answer: Write) -> list[AnswerPage]:
    """A small archive about one matter, and one answer about another."""
    pages = [write_answer(title=f"Trợ cấp thất nghiệp lần {number}: hưởng thế nào?") for number in range(1, 6)]
    apart = write_answer(
        title="Thai sản được nghỉ mấy tháng?",
        question="Tôi sắp sinh con.",
        short_answer="Lao động nữ nghỉ sáu tháng.",
        body=[],
    )
    indexing.drain_whole()
    return [*pages, apart]


def shown(stranger: Client, words: str, page: int = 1) -> str:
    return stranger.get("/tim-kiem/", {"q": words, "trang": str(page)}).content.decode()


def test_what_was_typed_with_the_input_method_off_is_read(answers: list[AnswerPage], stranger: Client) -> None:
    page = shown(stranger, "trowj caaps thaats nghieepj")
    assert "Đã hiểu" in page
    assert "trợ cấp thất nghiệp" in page
    assert answers[0].title in page


def test_another_wording_is_proposed_in_the_archives_own_words(answers: list[AnswerPage], stranger: Client) -> None:
    page = shown(stranger, "tro cap that ngiep")
    assert "Có phải ông/bà tìm" in page
    assert "trợ cấp thất nghiệp" in page


@pytest.mark.parametrize("known", ["trợ cấp thất nghiệp", "tro cap that nghiep", "TCTN"])
def test_nothing_is_proposed_for_what_is_well_said(answers: list[AnswerPage], stranger: Client, known: str) -> None:
    page = shown(stranger, known)
    assert "Có phải ông/bà tìm" not in page
    assert "Đã hiểu" not in page
    assert "thật sát" not in page


def test_a_page_that_holds_nothing_to_the_point_says_so_and_counts_as_not_found(
    answers: list[AnswerPage], stranger: Client
) -> None:
    page = shown(stranger, "bảo dưỡng máy kéo nông nghiệp ở vùng cao nguyên")
    assert "thật sát" in page
    assert "/hoi/" in page
    assert SearchLog.objects.get().found == 0


@pytest.mark.parametrize(
    ("words", "first_page_says_so"),
    [("trợ cấp thất nghiệp khi học nghề lái xe nâng", False), ("trợ cấp khi bảo dưỡng máy kéo cao nguyên", True)],
)
def test_whether_anything_fits_is_told_by_what_stands_first_and_not_on_later_pages(
    rules: None, write_answer: Write, stranger: Client, words: str, first_page_says_so: bool
) -> None:
    for number in range(12):
        write_answer(title=f"Trợ cấp thất nghiệp lần {number}: hưởng thế nào?")
    write_answer(title="Trợ cấp thất nghiệp khi học nghề lái xe nâng")
    indexing.drain_whole()
    assert ("thật sát" in shown(stranger, words)) is first_page_says_so
    second = shown(stranger, words, page=2)
    assert "Trợ cấp thất nghiệp lần" in second
    assert "thật sát" not in second


def test_the_answer_that_editors_chose_stands_first_once(answers: list[AnswerPage], stranger: Client) -> None:
    chosen = answers[-1]
    assert finding.find(SearchQuery("trợ cấp thất nghiệp")).cards[0]["title"] != chosen.title
    Promotion.objects.create(queries="trợ cấp thất nghiệp", page=chosen)
    cards = finding.find(SearchQuery("tro cap that nghiep")).cards
    assert [card["title"] for card in cards].count(chosen.title) == 1
    assert cards[0]["title"] == chosen.title
    assert cards[0]["promoted"]
    assert "Bộ chọn cho câu hỏi này" in shown(stranger, "trợ cấp thất nghiệp")
    filtered = finding.find(SearchQuery("tro cap that nghiep", kind="answer")).cards
    assert filtered[0]["title"] != chosen.title
    chosen.unpublish()
    assert chosen.title not in shown(stranger, "trợ cấp thất nghiệp")


def test_an_outdated_answer_is_marked_and_ranks_below_its_like(
    rules: None, write_answer: Write, stranger: Client
) -> None:
    old = write_answer(title="Mức lương tối thiểu vùng là bao nhiêu?", outdated=True)
    new = write_answer(title="Mức lương tối thiểu vùng là bao nhiêu?")
    indexing.drain_whole()
    found = finding.find(SearchQuery("mức lương tối thiểu vùng")).cards
    assert [card["url"] for card in found] == [new.address, old.address]
    assert [card["outdated"] for card in found] == [False, True]


def test_the_short_answer_is_shown_when_it_holds_the_words(answers: list[AnswerPage]) -> None:
    (card,) = [card for card in finding.find(SearchQuery("nghỉ sáu tháng")).cards if "Thai sản" in card["title"]]
    assert card["highlight"].startswith("Lao động nữ <mark>nghỉ sáu tháng</mark>")
