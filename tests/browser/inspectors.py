"""What those who inspect do in their browsers, in the words of the story."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.people import Officer


@dataclass(frozen=True)
class Conclusion:
    """A conclusion as its inspector has it on the desk."""

    title: str
    doc_number: str
    signed: str
    entity: str
    tax_code: str
    summary: str
    behaviour: str
    file: Path
    file_title: str


class Inspector(Officer):
    """Somebody of the inspection, at a desk, or on a phone."""

    def begin(self) -> None:
        """Come to an empty conclusion by the menu and the register."""
        self.open_register("Kết luận")
        self.page.get_by_role("link", name="Thêm", exact=True).first.click()
        expect(self.page.locator("[name=doc_number]")).to_be_visible()

    def open_register(self, name: str) -> None:
        """Go to a register of the section “Thanh tra” by the menu."""
        menu = self.page.locator("nav.sidebar-main-menu")
        section = menu.get_by_role("button", name="Thanh tra", exact=True)
        register = menu.get_by_role("link", name=name, exact=True)
        if not register.is_visible():
            section.click()
        register.click()
        expect(self.page.locator("form.desk-filters")).to_be_visible()

    def write(self, conclusion: Conclusion) -> None:
        """Fill in the whole page: the document, whom it is about, what was found, the public file, what is withheld."""
        fill = self._fill
        fill("title", conclusion.title)
        fill("doc_number", conclusion.doc_number)
        fill("issued_on", conclusion.signed)
        fill("issuing_agency", "Thanh tra Bộ")
        fill("signer", "Nguyễn Minh Thu")
        self._choose("unit", "Thanh tra Bộ")
        self._choose("field", "Bảo hiểm thất nghiệp")
        fill("entities-0-name", conclusion.entity)
        fill("entities-0-tax_code", conclusion.tax_code)
        fill("summary", conclusion.summary)
        self._add_row("violations")
        self.page.locator("[name=violations-0-group]").select_option(index=1)
        fill("violations-0-behaviour", conclusion.behaviour)
        fill("violations-0-amount", "120000000")
        self.choose_file(conclusion.file, conclusion.file_title)
        self._add_row("redactions")
        fill("redactions-0-page_number", "2")
        self._choose("redactions-0-ground", "dữ liệu cá nhân")

    def choose_file(self, file: Path, title: str) -> None:
        """Upload a public file in the chooser, and choose it."""
        self._add_row("conclusion_files")
        self.page.locator("#id_conclusion_files-0-document-chooser").get_by_role("button").first.click()
        dialog = self.page.locator(".modal-dialog")
        dialog.get_by_role("tab", name="Tải lên").click()
        dialog.locator("[type=file]").set_input_files(file)
        dialog.locator("[name$=title]").fill(title)
        dialog.get_by_role("button", name="Tải lên").click()
        expect(self.page.locator("#id_conclusion_files-0-document-chooser")).to_contain_text(title)

    def open_conclusion_to_approve(self, title: str) -> None:
        """Open the conclusion that waits for this officer's approval, from the front page of the admin."""
        self.page.goto("/admin/")
        expect(self.page.get_by_role("heading", name="Đang chờ bạn duyệt")).to_be_visible()
        self.page.get_by_role("link", name=title).first.click()
        expect(self.page.locator("[name=doc_number]")).to_be_visible()

    def open_conclusion(self, doc_number: str) -> None:
        """Find a conclusion in the register."""
        self.open_register("Kết luận")
        self.page.locator(".desk-filters [name=q]").fill(doc_number)
        self.page.get_by_role("button", name="Lọc", exact=True).click()
        self.page.get_by_role("link", name=doc_number).first.click()
        expect(self.page.get_by_role("heading", name=re.compile("^Yêu cầu, kiến nghị"))).to_be_visible()

    def add_requirement(self, target: str, content: str, amount: str) -> None:
        """Write down what the conclusion that is open requires."""
        self.page.get_by_role("link", name="Ghi yêu cầu, kiến nghị").click()
        self._choose("kind", "Thu hồi tiền")
        self._fill("target", target)
        self._fill("content", content)
        self._fill("amount", amount)
        self.page.locator("main form").get_by_role("button", name="Lưu").click()
        self.see_success()

    def follow_up(self, verb: str, **given: str) -> None:
        """Use a verb on the requirement that is open."""
        self.page.locator(".desk-buttons").get_by_role("link", name=verb, exact=True).click()
        form = self.page.locator(".desk-form")
        for name, value in given.items():
            form.locator(f"[name={name}]").fill(value)
        form.get_by_role("button", name=verb, exact=True).click()
        expect(self.page.get_by_text(f"{verb}: đã ghi.")).to_be_visible()

    def state(self, term: str) -> Locator:
        """Return what stands beside a term of the requirement that is open."""
        return self.page.locator("dt", has_text=re.compile(f"^{term}$")).locator("+ dd")

    def _fill(self, name: str, value: str) -> None:
        self.page.locator(f"[name={name}]").fill(value)

    def _choose(self, name: str, label: str) -> None:
        self.page.locator(f"[name={name}]").select_option(label=label)

    def _add_row(self, part: str) -> None:
        self.page.locator(f"#id_{part}-ADD").click()
        expect(self.page.locator(f"#inline_child_{part}-0")).to_be_visible()
