"""What holds on every public page: no cookie, no complaint of the browser, and everything can be done by keyboard."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import DESK, Visitor
from tests.browser.tour import QUESTION, STATES, case_in, plain_pages, walk
from tests.processes.running import Portal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_no_cookie_and_no_console_error(chromium: Browser, portal: Portal, javascript: bool) -> None:
    visitor = Visitor(chromium, portal.address, javascript=javascript)
    names = list(walk(visitor))
    assert len(names) == len(set(names)) > len(plain_pages())
    assert visitor.context.cookies() == []
    expected = "/khong-co-trang-nay/"  # Chromium reports the 404 that was asked for
    assert [complaint for complaint in visitor.complaints if expected not in complaint] == []


def test_a_question_is_sent_by_keyboard_alone(chromium: Browser, portal: Portal) -> None:
    """From the front page to the receipt with Tab, Space, Enter, arrows and letters; the focus is always to be seen."""
    visitor = Visitor(chromium, portal.address, size=DESK)
    visitor.page.goto("/")
    _tab_to(visitor, "a[href='/hoi/']")
    visitor.page.keyboard.press("Enter")
    _tab_to(visitor, "[name=title]")
    visitor.page.keyboard.type(QUESTION.title)
    _tab_to(visitor, "[name=content]")
    visitor.page.keyboard.type(QUESTION.content)
    _press(visitor, "[name=go][value=next], main form button:not([name])")
    _press(visitor, "[name=go][value=still]")
    _tab_to(visitor, "[name=sender_name]")
    visitor.page.keyboard.type("Nguyễn Thị Hoa")
    _tab_to(visitor, "[name=email]")
    visitor.page.keyboard.type("hoa@nguoidan.example")
    _tab_to(visitor, "[name=province]")
    visitor.page.keyboard.type("Thanh")
    _tab_to(visitor, "[name=consent]")
    visitor.page.keyboard.press("Space")
    _press(visitor, "[name=go][value=next]")
    visitor.type_what_the_picture_shows()
    visitor.page.locator("[name=captcha_1]").press("Enter")
    expect(visitor.page.locator("main")).to_contain_text("Mã bí mật")
    visitor.codes()


def test_a_case_is_followed_by_keyboard_alone(chromium: Browser, portal: Portal) -> None:
    """From the front page to the answer of the own case; a wrong code first, which is told where the focus is led."""
    codes = case_in(STATES["answered"])
    visitor = Visitor(chromium, portal.address)
    visitor.page.goto("/")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.locator(":focus").inner_text() == "Đến nội dung chính"
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()
    _press(visitor, "a[href='/theo-doi/']")
    _tab_to(visitor, "[name=number]")
    visitor.page.keyboard.type(codes.number)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("alert")).to_contain_text("Mã bí mật")
    _tab_to(visitor, "[name=secret]")
    visitor.page.keyboard.type(codes.secret)
    _press(visitor, "main form [type=submit]")
    expect(visitor.page.locator("main")).to_contain_text("Đã trả lời")


def test_the_folds_of_the_guide_open_by_keyboard(chromium: Browser, portal: Portal) -> None:
    visitor = Visitor(chromium, portal.address, javascript=False)
    visitor.page.goto("/huong-dan-gui-cau-hoi/")
    answer = visitor.page.locator(".peek-body").first
    expect(answer).to_be_hidden()
    _tab_to(visitor, ".peek summary")
    visitor.page.keyboard.press("Enter")
    expect(answer).to_be_visible()


def _press(visitor: Visitor, selector: str) -> None:
    _tab_to(visitor, selector)
    visitor.page.keyboard.press("Enter")


def _tab_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until the focus is on the element; it must come there and be seen there."""
    visitor.page.locator(selector).first.wait_for()
    for _ in range(80):
        visitor.page.keyboard.press("Tab")
        focused = visitor.page.locator(":focus")
        if focused.count() and focused.evaluate("(element, selector) => element.matches(selector)", selector):
            style = focused.evaluate("element => getComputedStyle(element).outlineStyle")
            assert style != "none", f"nobody sees that the focus is on {selector}"
            return
    raise AssertionError(f"the keyboard does not reach {selector}")
