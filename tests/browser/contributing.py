"""A walk through the stages of commenting on a draft, and past one's own page."""

import re
from collections.abc import Iterator

from django.template.loader import render_to_string
from playwright.sync_api import Page

from base.context import portal_context
from consultation.models import Comment
from consultation.states import CommentState
from tests.browser import drafts
from tests.browser.people import Visitor

WORDS = "Mức đóng này còn cao so với lương công nhân may."
HTML = "text/html; charset=utf-8"
CLAUSE = "Góp ý của ông/bà về khoản 1 Điều 2"


def stages(visitor: Visitor) -> Iterator[str]:
    """Bring the visitor to each stage in turn and give its name."""
    consultation = drafts.consultation()
    page = visitor.page
    page.goto(f"{consultation.address}gop-y/?dieu=dieu-2/khoan-1")
    yield "contribute-what"
    visitor.go_on("Tiếp tục")
    yield "contribute-wrong"
    page.get_by_label("Chọn điều, khoản").select_option(index=5)
    visitor.go_on("Thêm ô góp ý")
    page.get_by_label(CLAUSE).fill(WORDS)
    yield "contribute-more"
    visitor.go_on("Tiếp tục")
    page.get_by_label("Tổ chức", exact=True).check()
    yield "contribute-who"
    visitor.go_on("Tiếp tục")
    yield "contribute-who-wrong"
    say_who(page)
    visitor.go_on("Tiếp tục")
    yield "contribute-check"
    visitor.type_what_the_picture_shows()
    visitor.go_on("Gửi góp ý")
    number, secret = codes(page)
    yield "contribute-receipt"
    open_own(visitor, number, secret)
    yield "own-contribution"
    page.goto("/du-thao/gop-y-cua-toi/mat-ma/")
    yield "own-lost-secret"
    yield from _supporting(visitor, consultation.pk)


def _supporting(visitor: Visitor, consultation: int) -> Iterator[str]:
    comment = Comment.objects.filter(consultation=consultation).order_by("-pk")[0]
    Comment.objects.filter(pk=comment.pk).update(state=CommentState.SHOWN)
    button = render_to_string("consultation/support.html", {"comment": comment, "portal": portal_context()})
    visitor.page.route("**/ung-ho-thu/", lambda route: route.fulfill(body=button, content_type=HTML))
    visitor.page.goto("/ung-ho-thu/")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=re.compile("Ủng hộ góp ý này")).click()
    yield "support"
    visitor.type_what_the_picture_shows()
    visitor.go_on("Ủng hộ")
    yield "support-done"


def say_who(page: Page) -> None:
    """Fill in the stage of one's own details, as chị Hoa."""
    page.get_by_label("Cá nhân").check()
    page.get_by_label("Họ và tên", exact=True).fill("Nguyễn Thị Hoa")
    page.get_by_label("Tỉnh, thành phố").select_option(label="Thanh Hóa")
    page.get_by_label("Thư điện tử").fill("hoa@nguoidan.example")
    page.get_by_label("Tôi đã đọc và đồng ý").check()


def codes(page: Page) -> tuple[str, str]:
    """Read the number and the secret from the receipt."""
    return page.locator("#number").inner_text(), page.locator("#secret").inner_text()


def open_own(visitor: Visitor, number: str, secret: str) -> None:
    visitor.page.goto("/du-thao/gop-y-cua-toi/")
    visitor.page.get_by_label("Mã góp ý").fill(number)
    visitor.page.get_by_label("Mã bí mật").fill(secret)
    visitor.go_on("Xem góp ý")
