"""What the people of the story do in their browsers, in the words of the story."""

import re
from dataclasses import dataclass

from captcha.models import CaptchaStore
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, expect

from tests.processes.running import OFFICERS_PASSWORD

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Question:
    """A question that no sample answer answers, as its sender types it."""

    title: str
    content: str
    field: str = "bao-hiem-that-nghiep"


@dataclass(frozen=True)
class Codes:
    """What a sender holds in the hand."""

    number: str
    secret: str


class Visitor:
    """Somebody without an account, on a phone; `complaints` is what the browser complained of on the way."""

    def __init__(self, browser: Browser, address: str, *, javascript: bool = True, size: ViewportSize = PHONE) -> None:
        self.javascript = javascript
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=address,
            java_script_enabled=javascript,
            viewport=size,
            locale="vi-VN",
        )
        self.context.set_default_timeout(60_000)
        self.page: Page = self.context.new_page()
        listen(self.page, self.complaints)

    def search(self, text: str) -> list[str]:
        """Search from the front page and return the titles that are found."""
        self.page.goto("/")
        self.page.locator("form.search [name=q]").first.fill(text)
        self.page.get_by_role("button", name="Tìm", exact=True).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Tìm kiếm")
        return self.page.locator(".card-title a").all_inner_texts()

    def start_asking(self, question: Question) -> None:
        """Fill in the first stage and send it."""
        self.page.goto("/")
        self.page.get_by_role("navigation", name="Trang chính").get_by_role("link", name="Gửi câu hỏi").click()
        self.page.get_by_label("Ông/bà muốn hỏi về việc gì?").fill(question.title)
        self.page.get_by_label("Xin kể rõ hơn").fill(question.content)
        self.page.get_by_label("Lĩnh vực").select_option(question.field)

    def go_on(self, label: str) -> None:
        """Press a button that leads to another page, and wait for that page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label, exact=True).click()

    def say_who(self) -> None:
        """Fill in the stage of one's own details, as chị Hoa."""
        self.page.get_by_label("Cá nhân").check()
        self.page.get_by_label("Họ và tên").fill("Nguyễn Thị Hoa")
        self.page.get_by_label("Số điện thoại").fill("0912 345 678")
        self.page.get_by_label("Thư điện tử").fill("hoa@nguoidan.example")
        self.page.get_by_label("Tỉnh, thành phố").select_option(label="Thanh Hóa")
        self.page.get_by_label("Tôi đã đọc và đồng ý").check()

    def type_what_the_picture_shows(self) -> None:
        """Type the letters of the captcha; who sees the picture can, a test reads the database."""
        picture = self.page.get_by_role("img", name="Hình có các ký tự cần gõ lại")
        expect(picture).to_be_visible()
        assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
        key = self.page.locator("[name=captcha_0]").input_value()
        self.page.locator("[name=captcha_1]").fill(CaptchaStore.objects.get(hashkey=key).response.upper())

    def codes(self) -> Codes:
        """Read the number and the secret from the receipt."""
        shown = self.page.locator("main").inner_text()
        number = re.search(r"\b20\d\d-\d{6}\b", shown)
        secret = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b", shown)
        assert number, shown
        assert secret, shown
        return Codes(number.group(), secret.group())

    def ask(self, question: Question) -> Codes:
        """Ask, through all the stages, and return the codes."""
        self.start_asking(question)
        self.go_on("Tiếp tục")
        self.go_on("Tôi vẫn muốn hỏi")
        self.say_who()
        self.go_on("Tiếp tục")
        self.type_what_the_picture_shows()
        self.go_on("Gửi câu hỏi")
        return self.codes()

    def follow(self, codes: Codes) -> str:
        """Open the own case by its codes, as typed from paper, and return what the page says."""
        self.page.goto("/theo-doi/")
        self.page.get_by_label("Mã số hồ sơ").fill(codes.number)
        self.page.get_by_label("Mã bí mật").fill(codes.secret.lower().replace("-", " "))
        self.go_on("Xem câu hỏi")
        return self.page.locator("main").inner_text()

    def change_secret(self) -> Codes:
        """Change the secret of the case that is open, and return the codes of the new receipt."""
        self.page.get_by_text("Mã bí mật bị lộ?").click()
        self.go_on("Đổi mã bí mật")
        return self.codes()


class Officer:
    """Somebody of the ministry, at a desk, logged in to the admin."""

    def __init__(self, browser: Browser, address: str, username: str, size: ViewportSize = DESK) -> None:
        self.errors: list[str] = []
        self.context: BrowserContext = browser.new_context(base_url=address, viewport=size, locale="vi-VN")
        self.context.set_default_timeout(60_000)
        self.page: Page = self.context.new_page()
        # Not what the console says: Wagtail's autosave is answered 400 there as long as the form is half filled in.
        self.page.on("pageerror", lambda error: self.errors.append(f"{self.page.url}: {error}"))
        self.page.goto("/admin/")
        self.page.locator("[name=username]").fill(username)
        self.page.locator("[name=password]").fill(OFFICERS_PASSWORD)
        self.page.locator("[name=password]").press("Enter")
        expect(self.page.get_by_role("main")).to_be_visible()
        expect(self.page.locator("nav.sidebar-main-menu")).to_be_attached()

    def open_case(self, number: str) -> None:
        """Go to the case by the menu “Hồ sơ” and the queue in which it waits."""
        self.page.get_by_role("link", name=re.compile(r"^Hồ sơ")).first.click()
        self.page.get_by_role("link", name=number).click()
        expect(self.page.get_by_role("heading", name="Diễn biến")).to_be_visible()

    def use(self, verb: str, **given: str) -> None:
        """Use a verb of the case: press its button, fill in its form, press again."""
        self.page.locator(".desk-buttons").get_by_role("link", name=verb, exact=True).click()
        form = self.page.locator(".desk-form")
        for name, value in given.items():
            field = form.locator(f"[name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        form.get_by_role("button", name=verb, exact=True).click()
        expect(self.page.get_by_text(f"{verb}: đã ghi vào hồ sơ")).to_be_visible()

    def compose(self) -> None:
        """Press “Soạn câu trả lời” and come to Wagtail's editor."""
        self.page.get_by_role("button", name="Soạn câu trả lời").click()
        expect(self.page.locator("[name=short_answer]")).to_be_visible()

    def write_answer(self, *, question: str, short_answer: str, paragraph: str) -> None:
        """Write the public edition in Wagtail's editor: edited question, short answer, one paragraph of rich text."""
        self.page.locator("[name=question]").fill(question)
        self.page.locator("[name=short_answer]").fill(short_answer)
        body = self.page.locator("#panel-child-noi_dung-body-section")
        if not body.locator(".public-DraftEditor-content").count():
            body.get_by_title("Chèn khối").first.click()
            self.page.get_by_role("option", name="Đoạn văn").click()
        body.locator(".public-DraftEditor-content").first.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(paragraph)
        # The editor puts what was typed into the form a quarter of a second later; people are slower, a test is not.
        expect(body.locator("[name=body-0-value]")).to_have_value(re.compile(re.escape(paragraph)))

    def press_in_menu(self, button: str) -> None:
        """Press a button of the menu beside “Lưu bản nháp”, and see that it was done."""
        footer = self.page.locator("footer.footer")
        footer.get_by_role("button", name="Thao tác khác").click()
        footer.locator(button).click()

    def submit_for_approval(self) -> None:
        self.press_in_menu("[name=action-submit]")
        self.see_success()

    def see_success(self) -> None:
        expect(self.page.locator(".messages .success")).to_be_visible()

    def open_task(self, title: str) -> None:
        """Open the page that waits for this officer's approval, from the front page of the admin."""
        self.page.goto("/admin/")
        expect(self.page.get_by_role("heading", name="Đang chờ bạn duyệt")).to_be_visible()
        self.page.get_by_role("link", name=title).first.click()
        expect(self.page.locator("[name=short_answer]")).to_be_visible()

    def open_draft(self) -> None:
        """Open the page on which the case that is shown is answered."""
        self.page.locator("#drafts + ul a").click()
        expect(self.page.locator("[name=short_answer]")).to_be_visible()

    def approve(self) -> None:
        self.press_in_menu("[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
        self.see_success()

    def send_back(self, comment: str) -> None:
        self.press_in_menu("[data-workflow-action-name=reject]")
        dialog = self.page.locator(".modal-content").filter(has=self.page.locator("[name=comment]"))
        dialog.locator("[name=comment]").fill(comment)
        dialog.locator("[type=submit]").click()
        self.see_success()


def listen(page: Page, complaints: list[str]) -> None:
    """Write down errors of scripts, of the console, and of what was loaded."""
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("requestfailed", lambda request: _note_failure(request, complaints))


def _note_failure(request: Request, complaints: list[str]) -> None:
    if request.failure != "net::ERR_ABORTED":  # the visitor went on before it was loaded
        complaints.append(f"{request.url}: {request.failure}")
