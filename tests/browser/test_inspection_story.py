"""The story of a conclusion in a real browser: written, approved twice, read by a stranger, and followed to its end."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from base import worker
from tests.browser.inspectors import Conclusion, Inspector
from tests.browser.people import PHONE, Visitor
from tests.processes.running import Portal
from tests.uploads import redacted

pytestmark = pytest.mark.browser

TITLE = "Việc chi trả phụ cấp độc hại tại Công ty Gạch ngói Đồng Lầm"
REQUIRED = "Truy trả phụ cấp độc hại cho 60 công nhân tổ sấy."
ONLY_IN_THE_FILE = "quan trac moi truong lo nung tuynel"


@pytest.fixture
def conclusion(tmp_path: Path) -> Conclusion:
    """What Khánh has on the desk: the facts, and a PDF in which a name on page 2 is gone from under its box."""
    file = tmp_path / "88-KL-TTr.pdf"
    words = f"BT /F1 12 Tf 20 200 Td ({ONLY_IN_THE_FILE}) Tj ET\n".encode()
    file.write_bytes(redacted.pdf(words, redacted.OPEN + redacted.BLACK_BOX))
    return Conclusion(
        title=TITLE,
        doc_number="888/KL-TTr",
        signed=f"{timezone.localdate():%d/%m/%Y}",
        entity="Công ty CP Gạch ngói Đồng Lầm",
        tax_code="3300456789",
        summary="Công ty không trả phụ cấp độc hại cho 60 công nhân; phải truy trả đủ.",
        behaviour="Không trả phụ cấp độc hại",
        file=file,
        file_title="Kết luận 888 (bản công khai)",
    )


def test_a_conclusion_is_written_approved_read_and_followed_to_its_end(
    chromium: Browser, portal: Portal, conclusion: Conclusion
) -> None:
    khanh = Inspector(chromium, portal.address, "khanh.ttr")
    thu = Inspector(chromium, portal.address, "thu.ttr", PHONE)
    minh = Inspector(chromium, portal.address, "minh.tttt")
    stranger = Visitor(chromium, portal.address)

    khanh.begin()
    khanh.write(conclusion)
    khanh.submit_for_approval()
    khanh.open_conclusion(conclusion.doc_number)
    khanh.add_requirement(conclusion.entity, REQUIRED, "120000000")
    thu.open_conclusion_to_approve(TITLE)
    thu.approve()
    assert _found_in_the_register(stranger, conclusion.entity) == [], "the editor has not approved it yet"
    minh.open_conclusion_to_approve(TITLE)
    minh.approve()

    while worker.drain_all():
        pass
    assert stranger.search(ONLY_IN_THE_FILE)[0] == TITLE
    assert _found_in_the_register(stranger, conclusion.tax_code) == [TITLE]
    stranger.page.get_by_role("link", name=TITLE).click()
    _reads_and_downloads(stranger, conclusion)
    _sees_progress(stranger, percent="0", state="Chưa thực hiện")

    khanh.open_conclusion(conclusion.doc_number)
    khanh.page.get_by_role("link", name=f"Thu hồi tiền: {conclusion.entity}").click()
    expect(khanh.state("Bước")).to_have_text("Theo dõi")
    khanh.follow_up("Đôn đốc", note="Công văn số 12 yêu cầu báo cáo.")
    expect(khanh.state("Bước")).to_have_text("Đôn đốc")
    khanh.follow_up("Kiểm tra", note="Công ty đã trả cho 60 công nhân.")
    expect(khanh.state("Bước")).to_have_text("Kiểm tra")
    khanh.follow_up("Ghi kết quả thực hiện", amount="120000000", evidence="Ủy nhiệm chi số 5")
    _sees_progress(stranger, percent="0", state="Đang thực hiện")
    thu.page.goto(khanh.page.url)
    thu.follow_up("Xác nhận đã xong", note="Đã đủ chứng từ.")
    expect(thu.state("Tình trạng")).to_have_text("Đã thực hiện xong")
    _sees_progress(stranger, percent="100", state="Đã thực hiện xong")

    assert stranger.complaints == []
    assert stranger.context.cookies() == []
    assert [error for officer in (khanh, thu, minh) for error in officer.errors] == []


def _found_in_the_register(stranger: Visitor, entity: str) -> list[str]:
    """Look a company up in the register, and return the titles that are found; a browser keeps a list for a minute."""
    stranger.page.goto("/ket-luan-thanh-tra/")
    stranger.page.get_by_text("Lọc danh sách").click()
    stranger.page.get_by_label("Đối tượng thanh tra").fill(entity)
    stranger.go_on("Lọc")
    return stranger.page.locator(".card-title a").all_inner_texts()


def _reads_and_downloads(stranger: Visitor, conclusion: Conclusion) -> None:
    page = stranger.page
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    for told in (conclusion.summary, conclusion.behaviour, conclusion.entity, REQUIRED, "dữ liệu cá nhân"):
        expect(page.locator("main")).to_contain_text(told)
    with page.expect_download() as started:
        page.get_by_role("link", name=conclusion.file_title).click()
    assert started.value.path().read_bytes() == conclusion.file.read_bytes()


def _sees_progress(stranger: Visitor, *, percent: str, state: str) -> None:
    """Load the page anew, and read the bar and the state of the one requirement."""
    stranger.page.reload()
    expect(stranger.page.get_by_role("progressbar", name="Yêu cầu đã xong")).to_have_attribute("value", percent)
    expect(stranger.page.locator(".finding .state")).to_have_text(state)
