"""The story of a draft law in a real browser: put to the public, commented on, revised, answered and closed."""

import datetime
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from base import worker
from consultation.models import ConsultationPage, OutcomeLetter
from tests.browser import contributing
from tests.browser.drafters import Drafter
from tests.browser.people import Visitor
from tests.consultation import words
from tests.processes.running import Portal

pytestmark = pytest.mark.browser

TITLE = "Dự thảo Luật Việc làm trong xưởng may"
ARTICLES = 220
SAID = "Thời gian nghỉ giữa ca này ngắn quá, đề nghị 45 phút."
ARTICLES_TOLD = "Điều 220"
BECAUSE = "Đã nâng lên 45 phút tại Điều 121."


def law(*, revised: bool) -> bytes:
    """Return a law of 220 articles as a Word file; revised, a new one stands before article 100, and 120 says more."""
    made = [words.paragraph("LUẬT", centred=True, bold=True), words.paragraph("Việc làm trong xưởng may", centred=True)]
    number = 0
    for article in range(1, ARTICLES + 1):
        if article % 22 == 1:
            made.append(words.paragraph(f"Nhóm quy định {article // 22 + 1}", item=(1, 0), centred=True, bold=True))
        if revised and article == 100:
            number += 1
            made.append(words.paragraph(f"Điều {number}. Phòng vắt sữa", bold=True))
            made.append(words.paragraph("Xưởng có từ 100 lao động nữ bố trí một phòng vắt sữa, trữ sữa mẹ."))
        number += 1
        minutes = 45 if revised and article == 120 else 15 + article % 7
        made.append(words.paragraph(f"Điều {number}. Chuyền may số {article}", bold=True))
        made.append(words.paragraph(f"1. Chuyền may số {article} có tổ trưởng do {article + 3} công nhân bầu ra."))
        made.append(words.paragraph(f"2. Công nhân chuyền số {article} nghỉ giữa ca {minutes} phút."))
    return words.docx(*made)


def test_a_law_is_put_to_the_public_and_comes_back_answered(chromium: Browser, portal: Portal, tmp_path: Path) -> None:
    first, second = tmp_path / "du-thao-1.docx", tmp_path / "du-thao-2.docx"
    first.write_bytes(law(revised=False))
    second.write_bytes(law(revised=True))
    yen, phuc, minh = (Drafter(chromium, portal.address, name) for name in ("yen.pc", "phuc.pc", "minh.tttt"))
    hoa = Visitor(chromium, portal.address)
    today = timezone.localdate()

    last = today + datetime.timedelta(days=60)
    yen.write_consultation(TITLE, "Giờ nghỉ và tổ trưởng của từng chuyền may.", f"{today:%d/%m/%Y}", f"{last:%d/%m/%Y}")
    yen.bring_in(TITLE, first, "Dự thảo 1")
    expect(yen.page.get_by_text(f"{ARTICLES} điều").first).to_be_visible()
    yen.keep_text()
    yen.choose_for_publication(TITLE)
    page = ConsultationPage.objects.get(title=TITLE)
    _send_on(yen, page)
    for approver in (phuc, minh):
        approver.open_to_approve(TITLE)
        approver.approve()

    codes = _hoa_comments(hoa)
    minh.open_section(TITLE, "Góp ý")
    minh.page.get_by_label("Chọn").first.check()
    with minh.page.expect_navigation():
        minh.page.get_by_role("button", name="Công khai", exact=True).click()
    hoa.page.goto(f"{_address()}y-kien/?dieu=dieu-120/khoan-2")
    expect(hoa.page.locator(".opinion-text")).to_have_text(SAID)

    # Sixty days later.
    ConsultationPage.objects.filter(pk=page.pk).update(
        starts_on=today - datetime.timedelta(days=61), closes_on=today - datetime.timedelta(days=1)
    )
    yen.bring_in(TITLE, second, "Dự thảo 2")
    expect(yen.page.get_by_text(f"{ARTICLES + 1} điều").first).to_be_visible()
    yen.keep_text()
    expect(yen.page.get_by_text("Phòng vắt sữa").first).to_be_visible()
    yen.page.get_by_role("button", name="Xác nhận bảng đối chiếu").click()
    yen.see_success()
    yen.open_section(TITLE, "Tiếp thu, giải trình")
    yen.answer(SAID, "Tiếp thu", BECAUSE)
    _write_outcome(yen, page)
    for approver in (phuc, minh):
        approver.open_to_approve("Bản tổng hợp ý kiến")
        approver.approve()

    while worker.drain_all():
        pass
    _reads_what_became_of_it(hoa, *codes)
    assert hoa.complaints == []
    assert hoa.context.cookies() == []
    assert [error for officer in (yen, phuc, minh) for error in officer.errors] == []
    assert OutcomeLetter.objects.filter(contribution__number=codes[0]).count() == 1


def _address() -> str:
    return ConsultationPage.objects.get(title=TITLE).address


def _send_on(yen: Drafter, page: ConsultationPage) -> None:
    yen.page.goto(f"/admin/pages/{page.pk}/edit/")
    expect(yen.page.locator("[name=document] option:checked")).to_contain_text("Dự thảo 1")
    yen.submit_for_approval()


def _hoa_comments(hoa: Visitor) -> tuple[str, str]:
    """Find the draft from the front page, comment on one clause, and return number and secret."""
    page = hoa.page
    page.goto("/du-thao/")
    page.get_by_role("link", name=TITLE).click()
    assert ARTICLES_TOLD in page.locator("main").inner_text()
    page.goto(f"{_address()}#dieu-120-khoan-2")
    with page.expect_navigation():
        page.locator("#dieu-120-khoan-2").get_by_role("link", name="Góp ý").first.click()
    page.get_by_label("Góp ý của ông/bà về khoản 2 Điều 120").fill(SAID)
    hoa.go_on("Tiếp tục")
    contributing.say_who(page)
    hoa.go_on("Tiếp tục")
    hoa.type_what_the_picture_shows()
    hoa.go_on("Gửi góp ý")
    return contributing.codes(page)


def _write_outcome(yen: Drafter, consultation: ConsultationPage) -> None:
    """Write the page of the outcome, with the revised text, and send it on."""
    yen.page.get_by_role("link", name="Trang kết quả").first.click()
    yen.page.get_by_role("link", name="Tạo trang trả lời hoặc bản tổng hợp").click()
    yen.fill("title", "Bản tổng hợp ý kiến về Luật Việc làm trong xưởng may")
    yen.page.locator("[name=kind]").select_option(label="Bản tổng hợp ý kiến, tiếp thu, giải trình")
    yen.page.locator("[name=document]").select_option(index=2)
    yen.fill("consulted", "63")
    yen.fill("agency", "Bộ Lao động - Thương binh và Xã hội")
    yen.fill("signer", "Bùi Văn Phúc")
    yen.submit_for_approval()


def _reads_what_became_of_it(hoa: Visitor, number: str, secret: str) -> None:
    """Read the answer in three places: the own page, the public table, and beside the clause in the second version."""
    contributing.open_own(hoa, number, secret)
    own = hoa.page.locator("main")
    expect(own).to_contain_text("khoản 2 Điều 121", ignore_case=True)
    expect(own).to_contain_text(BECAUSE)
    hoa.page.goto(f"{_address()}ket-qua/1/")
    row = hoa.page.locator(".reception-table tbody tr")
    expect(row).to_contain_text(SAID)
    expect(row).to_contain_text("Tiếp thu.")
    with hoa.page.expect_download() as started:
        hoa.page.get_by_role("link", name="Tải về (DOCX)").click()
    assert started.value.path().read_bytes()[:2] == b"PK"
    hoa.page.goto(f"{_address()}so-sanh/?tu=1&den=2")
    expect(hoa.page.locator("main")).to_contain_text("Phòng vắt sữa")
    hoa.page.goto(f"{_address()}y-kien/?dieu=dieu-121/khoan-2")
    expect(hoa.page.locator(".opinion-text")).to_have_text(SAID)
