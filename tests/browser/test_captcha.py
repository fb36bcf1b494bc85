"""Who cannot read the picture hears it or takes another one, by the keyboard alone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from base import spoken
from tests.browser.people import Visitor
from tests.browser.tour import QUESTION
from tests.processes.running import Portal

pytestmark = pytest.mark.browser


# Resolves with the length of the sound once it is playing.
HEARD = """() => new Promise((done, failed) => {
  const sound = document.querySelector("audio");
  setInterval(() => sound.currentTime > 0.2 && done(sound.duration), 100);
  setTimeout(() => failed("no sound"), 15000);
})"""


@pytest.fixture
def visitor(chromium: Browser, portal: Portal) -> Visitor:
    """Chị Hoa before the last step."""
    hoa = Visitor(chromium, portal.address)
    hoa.start_asking(QUESTION)
    hoa.go_on("Tiếp tục")
    hoa.go_on("Tôi vẫn muốn hỏi")
    hoa.say_who()
    hoa.go_on("Tiếp tục")
    return hoa


def tab_to(page: Page, selector: str) -> None:
    """Go on from field to field until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_letters_are_heard_by_the_keyboard(visitor: Visitor) -> None:
    if not spoken.is_available():
        pytest.skip("no voice is installed; install Debian's package `espeak-ng`")
    tab_to(visitor.page, "audio")
    expect(visitor.page.locator("audio")).to_have_attribute("aria-label", "Nghe các ký tự")
    visitor.page.keyboard.press("Space")
    assert visitor.page.evaluate(HEARD) > 4, "seconds"
    assert not visitor.complaints


def test_another_picture_has_another_sound_and_is_taken(visitor: Visitor) -> None:
    page = visitor.page
    first = page.locator("[name=captcha_0]").input_value()
    tab_to(page, "[data-captcha-again]")
    page.keyboard.press("Enter")
    expect(page.locator("[name=captcha_0]")).not_to_have_value(first)
    key = page.locator("[name=captcha_0]").input_value()
    for shown in page.locator(".captcha img, .captcha audio").all():
        assert key in (shown.get_attribute("src") or "")
    visitor.type_what_the_picture_shows()
    visitor.go_on("Gửi câu hỏi")
    assert visitor.codes()
    assert not visitor.complaints
