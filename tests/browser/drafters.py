"""What those who draft do in their browsers, in the words of the story."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.people import Officer


class Drafter(Officer):
    """Somebody of the unit that drafts, or an approver of what it drafts."""

    def open_desk(self) -> None:
        """Go to the consultations by the menu."""
        self.page.locator("nav.sidebar-main-menu").get_by_role("link", name=re.compile("^Lấy ý kiến")).first.click()
        expect(self.page.get_by_role("heading", name="Đang lấy ý kiến")).to_be_visible()

    def write_consultation(self, title: str, summary: str, starts: str, ends: str) -> None:
        """Write a consultation down and save it as a draft."""
        self.open_desk()
        self.page.get_by_role("link", name="Soạn đợt lấy ý kiến mới").click()
        fill = self.fill
        fill("title", title)
        self.page.locator("[name=document_kind]").select_option(label="Luật")
        self.page.locator("[name=unit]").select_option(label="Vụ Pháp chế")
        self.page.locator("[name=field]").select_option(label="Bảo hiểm thất nghiệp")
        fill("summary", summary)
        fill("starts_on", starts)
        fill("ends_on", ends)
        self.save()

    def save(self) -> None:
        """Save the page as a draft."""
        self.page.locator("footer.footer").get_by_role("button", name="Lưu bản nháp").first.click()
        self.see_success()

    def bring_in(self, title: str, file: Path, label: str) -> None:
        """Bring a Word file in, look at what was read, and save it as a text of the consultation."""
        self.open_section(title, "Bản dự thảo")
        self.page.get_by_role("link", name="Nhập dự thảo").first.click()
        self.page.locator("main [type=file]").set_input_files(file)
        self.page.locator("main [name=label]").fill(label)
        self.page.get_by_role("button", name="Đọc tệp").click()
        expect(self.page.get_by_role("heading", name=f"Xem trước “{label}”")).to_be_visible()

    def keep_text(self) -> None:
        self.page.get_by_role("button", name="Lưu thành bản dự thảo").first.click()

    def choose_for_publication(self, place: str) -> None:
        """Let a page publish the text that is open."""
        self.page.get_by_label(re.compile(re.escape(place))).check()
        self.page.get_by_role("button", name="Đặt làm bản công bố").click()
        self.see_success()

    def open_section(self, title: str, section: str) -> None:
        """Go to a screen of a consultation by the desk."""
        self.open_desk()
        row = self.page.locator("tr", has=self.page.get_by_role("link", name=title, exact=True))
        row.get_by_role("link", name=re.compile(f"^{section}")).first.click()
        expect(self.page.locator("h1")).to_be_visible()

    def open_to_approve(self, title: str) -> None:
        """Open the page that waits for this officer's approval, from the front page of the admin."""
        self.page.goto("/admin/")
        expect(self.page.get_by_role("heading", name="Đang chờ bạn duyệt")).to_be_visible()
        self.page.get_by_role("link", name=title).first.click()
        expect(self.page.locator("[name=title]")).to_be_visible()

    def answer(self, words: str, kind: str, explanation: str) -> None:
        """Answer the comment that says these words, on the desk of answering."""
        row = self.page.locator(".reception-rows li", has_text=words)
        row.get_by_role("link", name="Trả lời").click()
        self.page.get_by_label(kind, exact=True).check()
        self.fill("explanation", explanation)
        self.page.get_by_role("button", name="Ghi", exact=True).click()
        self.see_success()

    def fill(self, name: str, value: str) -> None:
        self.page.locator(f"main [name={name}]").fill(value)
