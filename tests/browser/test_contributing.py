"""Chị Hoa comments on one clause with her telephone; she edits it; Minh makes it public at his desk."""

import pytest
from playwright.sync_api import Browser, Page, expect

from consultation.models import Comment, Contribution
from consultation.states import CommentState
from tests.browser import contributing, drafts
from tests.browser.contributing import CLAUSE, WORDS
from tests.browser.people import Officer, Visitor
from tests.browser.test_receipt import sheets
from tests.processes.running import Portal

pytestmark = pytest.mark.browser

EDITED = "Nên giảm xuống 0,5% cho công nhân may."


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_hoa_comments_and_minh_makes_it_public(
    chromium: Browser, portal: Portal, officers: dict[str, Officer], javascript: bool
) -> None:
    consultation = drafts.consultation()
    hoa = Visitor(chromium, portal.address, javascript=javascript)
    page = hoa.page
    page.goto(f"{consultation.address}gop-y/?dieu=dieu-2/khoan-1")
    expect(page.get_by_text("Người lao động đóng bằng 1% tiền lương tháng.")).to_be_visible()
    page.get_by_label(CLAUSE).fill(WORDS)
    hoa.go_on("Tiếp tục")
    expect(page.get_by_label("Tên doanh nghiệp, tổ chức, cơ quan")).to_be_visible(visible=not javascript)
    contributing.say_who(page)
    hoa.go_on("Tiếp tục")
    expect(page.get_by_text("Một người dân, Thanh Hóa")).to_be_visible()
    hoa.type_what_the_picture_shows()
    hoa.go_on("Gửi góp ý")
    number, secret = contributing.codes(page)
    assert sheets(page) == 1
    contributing.open_own(hoa, number, secret)
    page.get_by_text("Sửa góp ý này").click()
    page.get_by_label("Góp ý của ông/bà").fill(EDITED)
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu góp ý").click()
    expect(page.get_by_text("Đã sửa góp ý.")).to_be_visible()
    comment = Comment.objects.get(contribution__number=number)
    assert (comment.content, comment.state) == (EDITED, CommentState.WAITING)
    desk = officers["minh"].page
    desk.goto(f"/admin/lay-y-kien/{consultation.pk}/gop-y/")
    desk.locator(f"#chon-{comment.pk}").check()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Công khai", exact=True).click()
    assert list(Comment.objects.public().filter(pk=comment.pk)) == [comment]
    contributing.open_own(hoa, number, secret)
    expect(page.get_by_text("Đang hiện trên trang dự thảo.")).to_be_visible()
    assert hoa.complaints == []
    assert hoa.context.cookies() == []


def test_with_the_keyboard_alone(chromium: Browser, portal: Portal) -> None:
    before = Contribution.objects.count()
    hoa = Visitor(chromium, portal.address)
    page = hoa.page
    page.goto(f"{drafts.consultation().address}gop-y/?dieu=dieu-2/khoan-1")
    reach(page, "textarea[name^=comment_]")
    page.keyboard.type(WORDS)
    press_enter_on(page, "button[value=next]:not(.sr)")
    reach(page, "[name=name]")
    page.keyboard.type("Nguyễn Thị Hoa")
    reach(page, "[name=province]")
    page.keyboard.type("Thanh H")
    reach(page, "[name=consent]")
    page.keyboard.press("Space")
    press_enter_on(page, "button[value=next]:not(.sr)")
    hoa.type_what_the_picture_shows()
    reach(page, "[name=captcha_1]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert contributing.codes(page)[0].startswith("GY-")
    assert Contribution.objects.count() == before + 1


def reach(page: Page, selector: str) -> None:
    """Press Tab until the thing has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def press_enter_on(page: Page, selector: str) -> None:
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
