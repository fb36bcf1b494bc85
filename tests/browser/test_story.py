"""The story of the portal in a real browser: chị Hoa asks, five officers work, the next person finds the answer."""

import re
from dataclasses import dataclass

import pytest
from django.core import mail
from playwright.sync_api import Browser, expect

from base import worker
from base.models import OutboxMessage
from tests.browser.people import Codes, Officer, Question, Visitor
from tests.processes.running import Portal

pytestmark = pytest.mark.browser

DOMESTIC = Question(
    title="Mẹ tôi đi giúp việc gia đình thì có được đóng bảo hiểm thất nghiệp không?",
    content=(
        "Mẹ tôi 48 tuổi, giúp việc cho một gia đình ở Thanh Hóa đã hai năm, có hợp đồng viết tay.\n"
        "Chủ nhà muốn đóng bảo hiểm cho mẹ. Vậy bảo hiểm thất nghiệp có đóng được không?"
    ),
)
SEASONAL = Question(
    title="Hợp đồng mùa vụ hai tháng ở xưởng hạt điều có phải đóng bảo hiểm thất nghiệp?",
    content=(
        "Em làm bóc vỏ hạt điều theo mùa ở Thanh Hóa, hợp đồng mùa vụ hai tháng một lần.\n"
        "Xưởng bảo em không thuộc diện đóng. Như vậy có đúng không?"
    ),
)


@dataclass(frozen=True)
class Telling:
    """One telling of the story: what is asked and answered, and how the next person looks for it, without accents."""

    javascript: bool
    asked: Question
    edited: str
    short: str
    paragraph: str
    corrected: str
    comment: str
    looked_for: str


TELLINGS = [
    Telling(
        javascript=True,
        asked=DOMESTIC,
        edited="Người giúp việc gia đình có được đóng bảo hiểm thất nghiệp không?",
        short="Người giúp việc gia đình không thuộc diện tham gia bảo hiểm thất nghiệp.",
        paragraph="Chủ nhà trả thêm tiền cùng với tiền lương.",
        corrected="Theo khoản 2 Điều 43 Luật Việc làm, người giúp việc gia đình không phải tham gia.",
        comment="Cần ghi rõ khoản 2 Điều 43.",
        looked_for="giup viec gia dinh dong bao hiem that nghiep",
    ),
    Telling(
        javascript=False,
        asked=SEASONAL,
        edited="Hợp đồng mùa vụ hai tháng có phải đóng bảo hiểm thất nghiệp không?",
        short="Hợp đồng mùa vụ dưới ba tháng không thuộc diện đóng bảo hiểm thất nghiệp.",
        paragraph="Xưởng nói đúng.",
        corrected="Chỉ hợp đồng mùa vụ từ đủ ba tháng trở lên mới thuộc diện đóng, theo Điều 43.",
        comment="Cần nói rõ từ mấy tháng.",
        looked_for="hop dong mua vu hai thang xuong hat dieu",
    ),
]


@pytest.mark.parametrize("telling", TELLINGS, ids=["with-javascript", "without-javascript"])
def test_a_question_is_asked_answered_approved_and_found_by_the_next_person(
    chromium: Browser, portal: Portal, officers: dict[str, Officer], telling: Telling
) -> None:
    hoa = Visitor(chromium, portal.address, javascript=telling.javascript)
    codes = _hoa_asks(hoa, telling)
    assert "Đang tiếp nhận" in hoa.follow(codes)
    _the_worker_works()
    assert codes.secret in _letter_to_hoa("Đã nhận", codes)

    hanh, lan, nam, minh = (officers[name] for name in ("hanh", "lan", "nam", "minh"))
    hanh.open_case(codes.number)
    hanh.use("Tiếp nhận")
    hanh.use("Chuyển đơn vị")
    lan.open_case(codes.number)
    lan.use("Phân công", handler="Nguyễn Hải Nam")
    assert "Đang xử lý" in hoa.follow(codes)

    nam.open_case(codes.number)
    nam.compose()
    nam.write_answer(question=telling.edited, short_answer=telling.short, paragraph=telling.paragraph)
    nam.submit_for_approval()
    lan.open_task(telling.asked.title)
    lan.send_back(telling.comment)

    nam.open_case(codes.number)
    expect(nam.page.locator(".desk-events")).to_contain_text(telling.comment)
    nam.open_draft()
    nam.write_answer(question=telling.edited, short_answer=telling.short, paragraph=telling.corrected)
    nam.submit_for_approval()
    lan.open_task(telling.asked.title)
    lan.approve()
    assert telling.short not in hoa.follow(codes)
    minh.open_task(telling.asked.title)
    minh.approve()

    _the_worker_works()
    assert telling.short in _letter_to_hoa("đã có trả lời", codes)
    _hoa_reads_the_answer(hoa, codes, telling)
    _the_next_person_finds_it(chromium, portal, telling)
    assert hoa.complaints == []
    assert hoa.context.cookies() == []
    assert [error for officer in (hanh, lan, nam, minh) for error in officer.errors] == []


def _hoa_asks(hoa: Visitor, telling: Telling) -> Codes:
    """Search without success, then go through every stage of asking."""
    assert telling.asked.title not in hoa.search(telling.looked_for)
    hoa.start_asking(telling.asked)
    if telling.javascript:
        expect(hoa.page.locator("[data-suggest-status]")).to_contain_text("câu trả lời có thể giúp ông/bà")
    hoa.go_on("Tiếp tục")
    expect(hoa.page.locator("details.peek").first).to_be_visible()
    hoa.go_on("Tôi vẫn muốn hỏi")
    hoa.go_on("Tiếp tục")  # too early: the own name is still missing
    expect(hoa.page.locator("#id_sender_name_error")).to_contain_text("Mục này cần được điền.")
    hoa.say_who()
    hoa.go_on("Tiếp tục")
    hoa.page.get_by_label("Nhập các ký tự trong hình").fill("sai")
    hoa.go_on("Gửi câu hỏi")
    expect(hoa.page.get_by_role("alert")).to_contain_text("Các ký tự chưa đúng.")
    hoa.type_what_the_picture_shows()
    hoa.go_on("Gửi câu hỏi")
    codes = hoa.codes()
    hoa.page.reload()  # the form goes once more: the same case, the same codes
    assert hoa.codes() == codes
    return codes


def _letter_to_hoa(subject: str, codes: Codes) -> str:
    """Return the text of the one letter with such a subject about chị Hoa's case."""
    wanted = [letter for letter in mail.outbox if subject in letter.subject and codes.number in letter.subject]
    assert [letter.to for letter in wanted] == [["hoa@nguoidan.example"]]
    return str(wanted[0].body)


def _hoa_reads_the_answer(hoa: Visitor, codes: Codes, telling: Telling) -> None:
    shown = hoa.follow(codes)
    assert "Đã trả lời" in shown
    assert telling.short in shown
    assert telling.corrected in shown
    assert telling.paragraph not in shown
    assert telling.comment not in shown, "what officers tell each other is not for the sender"
    hoa.page.get_by_role("link", name="Xem bản công khai của câu trả lời").click()
    expect(hoa.page).to_have_url(re.compile(r"/hoi-dap/\d+-"))
    public = hoa.page.locator("body").inner_text()
    assert telling.short in public
    for private in ("Hoa", "0912", "nguoidan", codes.number, codes.secret):
        assert private not in public


def _the_next_person_finds_it(chromium: Browser, portal: Portal, telling: Telling) -> None:
    """By the search box without accents, and by the question as it is typed, before it is asked."""
    visitor = Visitor(chromium, portal.address, javascript=telling.javascript)
    assert visitor.search(telling.looked_for)[0] == telling.asked.title
    visitor.page.goto("/hoi/")
    visitor.page.get_by_label("Ông/bà muốn hỏi về việc gì?").fill(telling.looked_for)
    if telling.javascript:
        found = visitor.page.locator("[data-suggest-list] summary").first
    else:
        visitor.page.get_by_label("Xin kể rõ hơn").fill(telling.looked_for)
        visitor.go_on("Tiếp tục")
        found = visitor.page.locator("details.peek summary").first
    expect(found).to_have_text(telling.asked.title)
    if not telling.javascript:
        visitor.go_on("Đã giải đáp được")
    assert visitor.complaints == []
    assert visitor.context.cookies() == []


def _the_worker_works() -> None:
    """Drain every queue in this process, as `manage.py worker` does in its own."""
    while worker.drain_all():
        pass
    assert not OutboxMessage.objects.waiting().exists()
