"""A receipt on paper: one sheet of A4, with both codes and the QR code on it; and what becomes of its secret."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from casework.models import Case
from tests.browser.people import DESK, PHONE, Codes, Question, Visitor
from tests.browser.tour import QUESTION
from tests.processes.running import Portal

pytestmark = pytest.mark.browser

# The longest that the form takes, in one word that breaks nowhere.
LONGEST = Question(title="Ễ" * 200, content=QUESTION.content)


def sheets(page: Page) -> int:
    """Print the page to A4 as Chromium does and return how many sheets come out."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
@pytest.mark.parametrize("question", [QUESTION, LONGEST], ids=["a question", "the longest title"])
def test_the_receipt_is_one_sheet(chromium: Browser, portal: Portal, question: Question, javascript: bool) -> None:
    visitor = Visitor(chromium, portal.address, javascript=javascript)
    visitor.page.goto("/hoi/")
    assert sheets(visitor.page) >= 1
    _ask(visitor, question)
    assert sheets(visitor.page) == 1
    visitor.page.emulate_media(media="print")
    for selector in ("#number", "#secret", "svg.qr", ".receipt dt:has-text('Hạn trả lời')"):
        expect(visitor.page.locator(selector)).to_be_visible()
    for selector in ("nav", "button", "footer", ".call-actions"):
        for each in visitor.page.locator(selector).all():
            expect(each).to_be_hidden()


def _ask(visitor: Visitor, question: Question) -> Codes:
    visitor.start_asking(question)
    visitor.go_on("Tiếp tục")
    still = visitor.page.get_by_role("button", name="Tôi vẫn muốn hỏi")
    if still.count():
        visitor.go_on("Tôi vẫn muốn hỏi")
    visitor.say_who()
    visitor.go_on("Tiếp tục")
    visitor.type_what_the_picture_shows()
    visitor.go_on("Gửi câu hỏi")
    return visitor.codes()


def test_a_page_of_two_sheets_is_counted_as_two(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<p>một</p><p style='break-before: page'>hai</p>")
    assert sheets(page) == 2


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_qr_code_is_big_enough_for_a_telephone(chromium: Browser, portal: Portal, size: dict[str, int]) -> None:
    """Twenty-nine modules with the margin; a module of 3 pixels is read from a screen, one of 1 mm from paper."""
    visitor = Visitor(chromium, portal.address, size=size)  # type: ignore[arg-type]
    _ask(visitor, QUESTION)
    box = visitor.page.locator("svg.qr").bounding_box()
    assert box
    assert box["width"] >= 29 * 3
    assert abs(box["width"] - box["height"]) < 1
    visitor.page.emulate_media(media="print")
    box = visitor.page.locator("svg.qr").bounding_box()
    assert box
    assert box["width"] >= 29 * 96 / 25.4


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_leaked_secret_is_changed_and_the_new_receipt_is_one_sheet(
    chromium: Browser, portal: Portal, javascript: bool
) -> None:
    hoa = Visitor(chromium, portal.address, javascript=javascript)
    old = _ask(hoa, QUESTION)
    hoa.follow(old)
    new = hoa.change_secret()
    assert (new.number, new.secret != old.secret) == (old.number, True)
    assert sheets(hoa.page) == 1
    hoa.page.reload()  # the form goes once more: the same secret
    assert hoa.codes() == new
    assert "Không tìm thấy hồ sơ" in hoa.follow(old)
    assert QUESTION.title in hoa.follow(new)
    assert Case.objects.get(number=old.number).secret_version == 2
    assert hoa.complaints == []
    assert hoa.context.cookies() == []
