"""Pictures of every public page and of the main screens of the admin, to be looked at by people.

    SCREENSHOTS=/tmp/pictures .venv/bin/python -m pytest tests/browser/screenshots.py

It is no test of its own (its name keeps it out of the suite) but uses the fixtures of the tests beside it. The folder
is made; without SCREENSHOTS it is `var/screenshots`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, ViewportSize

from base import worker
from tests.browser.people import DESK, PHONE, Officer, Question, Visitor
from tests.browser.tour import walk
from tests.processes.running import Portal

TO = Path(os.environ.get("SCREENSHOTS", Path(settings.BASE_DIR) / "var" / "screenshots"))
ASKED = Question(
    title="Mẹ tôi đi giúp việc gia đình thì có được đóng bảo hiểm thất nghiệp không?",
    content="Mẹ tôi 48 tuổi, giúp việc cho một gia đình ở Thanh Hóa đã hai năm, có hợp đồng viết tay.",
)


@pytest.mark.parametrize(("folder", "size"), [("phone", PHONE), ("desk", DESK)])
def test_public_pages(chromium: Browser, portal: Portal, folder: str, size: ViewportSize) -> None:
    visitor = Visitor(chromium, portal.address, size=size)
    for name in walk(visitor):
        take(visitor.page, f"{folder}/{name}")


def test_print(chromium: Browser, portal: Portal) -> None:
    """The receipt, an answer and a conclusion as they come out of the printer."""
    visitor = Visitor(chromium, portal.address, size=DESK)
    for name in walk(visitor):
        if name in ("answer", "conclusion", "register-figures", "ask-receipt", "follow-answered"):
            (TO / "print").mkdir(parents=True, exist_ok=True)
            visitor.page.pdf(path=TO / "print" / f"{name}.pdf", format="A4")


def test_admin(chromium: Browser, portal: Portal, officers: dict[str, Officer]) -> None:
    for number, (name, page) in enumerate(_at_the_desks(chromium, portal, officers)):
        page.wait_for_load_state("networkidle")
        take(page, f"admin/{number:02}-{name}", whole=False)


def take(page: Page, name: str, *, whole: bool = True) -> None:
    path = TO / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state()
    page.screenshot(path=path, full_page=whole)


def _at_the_desks(chromium: Browser, portal: Portal, officers: dict[str, Officer]) -> Iterator[tuple[str, Page]]:
    """Go the road of one question and give each screen that an officer meets on it."""
    codes = Visitor(chromium, portal.address).ask(ASKED)
    hanh, lan, nam, minh = (officers[name] for name in ("hanh", "lan", "nam", "minh"))
    stranger = chromium.new_page(base_url=portal.address, viewport=DESK, locale="vi-VN")
    stranger.goto("/admin/")
    yield "login", stranger
    for name, officer in officers.items():
        officer.page.goto("/admin/")
        yield f"front-{name}", officer.page
    hanh.page.goto("/admin/ho-so/")
    yield "queue-hanh", hanh.page
    hanh.open_case(codes.number)
    yield "case-hanh", hanh.page
    for verb in ("receive", "reject", "transfer"):
        hanh.page.goto(f"/admin/ho-so/{codes.number}/viec/{verb}/")
        yield f"verb-{verb}", hanh.page
    hanh.page.goto(f"/admin/ho-so/{codes.number}/viec/reject/")
    hanh.page.locator(".desk-form [type=submit]").click()
    yield "verb-reject-wrong", hanh.page
    hanh.page.goto(f"/admin/ho-so/{codes.number}/")
    hanh.use("Tiếp nhận")
    yield "case-received", hanh.page
    hanh.use("Chuyển đơn vị")
    lan.open_case(codes.number)
    yield "case-lan", lan.page
    lan.page.goto(f"/admin/ho-so/{codes.number}/viec/assign/")
    yield "verb-assign", lan.page
    lan.page.goto(f"/admin/ho-so/{codes.number}/")
    lan.use("Phân công", handler="Nguyễn Hải Nam")
    nam.open_case(codes.number)
    yield "case-nam", nam.page
    nam.compose()
    yield "editor-empty", nam.page
    nam.write_answer(
        question="Người giúp việc gia đình có được đóng bảo hiểm thất nghiệp không?",
        short_answer="Người giúp việc gia đình không thuộc diện tham gia bảo hiểm thất nghiệp.",
        paragraph="Theo khoản 2 Điều 43 Luật Việc làm, người giúp việc gia đình không phải tham gia.",
    )
    nam.page.locator("footer.footer").get_by_role("button", name="Thao tác khác").click()
    yield "editor-written", nam.page
    nam.page.keyboard.press("Escape")
    nam.submit_for_approval()
    yield "submitted-nam", nam.page
    nam.open_case(codes.number)
    yield "case-in-review", nam.page
    lan.page.goto("/admin/")
    yield "front-lan-with-task", lan.page
    lan.open_task(ASKED.title)
    lan.page.locator("footer.footer").get_by_role("button", name="Thao tác khác").click()
    yield "review-lan", lan.page
    lan.page.locator("[data-workflow-action-name=reject]").click()
    lan.page.locator(".modal-content [name=comment]").wait_for()
    yield "send-back-lan", lan.page
    lan.open_task(ASKED.title)
    lan.send_back("Cần ghi rõ khoản 2 Điều 43.")
    yield "sent-back-lan", lan.page
    nam.open_case(codes.number)
    yield "case-sent-back", nam.page
    nam.open_draft()
    yield "editor-sent-back", nam.page
    nam.submit_for_approval()
    for officer in (lan, minh):
        officer.open_task(ASKED.title)
        officer.approve()
    yield "approved-minh", minh.page
    worker.drain_all()
    nam.page.goto(f"/admin/ho-so/{codes.number}/")
    yield "case-answered", nam.page
    for name, address in {"explorer": "/admin/pages/", "reports": "/admin/reports/workflow/"}.items():
        minh.page.goto(address)
        yield f"{name}-minh", minh.page
    son = Officer(chromium, portal.address, "son.te")
    son.page.goto(f"/admin/ho-so/{codes.number}/")
    yield "case-of-another-unit", son.page
    administrator = Officer(chromium, portal.address, "quantri")
    yield "front-administrator", administrator.page
    telephone = Officer(chromium, portal.address, "lan.vl", size=PHONE)
    telephone.page.goto(f"/admin/ho-so/{codes.number}/")
    yield "case-on-a-telephone", telephone.page
    telephone.page.goto("/admin/ho-so/hang-doi/tat-ca/")
    yield "queue-on-a-telephone", telephone.page
