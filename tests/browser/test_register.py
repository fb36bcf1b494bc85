"""A citizen looks up what became of an inspection, on a phone and on a desk, with and without JavaScript."""

import csv
import io

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser import register
from tests.browser.people import DESK, PHONE, Visitor
from tests.processes.running import Portal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_from_the_front_page_to_the_sums(
    chromium: Browser, portal: Portal, size: ViewportSize, *, javascript: bool
) -> None:
    wanted = register.conclusion()
    visitor = Visitor(chromium, portal.address, javascript=javascript, size=size)
    page = visitor.page
    page.goto("/")
    page.get_by_role("navigation", name="Trang chính").get_by_role("link", name="Kết luận thanh tra").click()
    if not page.get_by_label("Đối tượng thanh tra").is_visible():
        page.get_by_text("Lọc danh sách").click()
    page.get_by_label("Đối tượng thanh tra").fill("dệt may Sông Chu")
    page.get_by_label("Năm ký").select_option(str(wanted.issued_on.year))
    visitor.go_on("Lọc")
    expect(page.locator(".card-title a")).to_have_text([wanted.title])
    page.get_by_role("link", name="Bỏ điều kiện Năm ký").click()
    expect(page.locator(".card-title a")).to_have_count(2)
    page.get_by_role("link", name=wanted.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(wanted.title)
    expect(page.get_by_role("progressbar", name="Yêu cầu đã xong")).to_be_visible()
    expect(page.get_by_text("1 yêu cầu quá hạn")).to_be_visible()
    expect(page.get_by_role("heading", name="Kết luận khác về cùng đối tượng")).to_be_visible()
    page.get_by_role("navigation", name="Đường dẫn").get_by_role("link", name="Kết luận thanh tra").click()
    page.get_by_role("link", name="Số liệu thực hiện").click()
    expect(page.locator("svg.chart").first).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("link", name="Tải các bảng này (CSV)").click()
    rows = list(csv.reader(io.StringIO(started.value.path().read_text(encoding="utf-8-sig"))))
    assert rows[1][0] == "Năm"
    assert not visitor.complaints
