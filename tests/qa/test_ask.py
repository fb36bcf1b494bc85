"""Chị Hoa asks: question → answers that may help → details and consent → check → code, by plain posts alone."""

import datetime
import json
import logging
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from base.models import OutboxMessage
from casework import codes
from casework.models import Case, ConsentText, Sender
from ministry.models import PolicyField, Province
from qa.models import AskDraft
from qa.models.drafts import LIFETIME
from search import indexing, reports
from search.models import Entry, Place, SearchLog
from tests.at_once import at_once, shared_database

URL = "/hoi/"
QUESTION = {
    "stage": "question",
    "title": "Nghỉ việc bao lâu thì được nhận trợ cấp?",
    "content": "Tôi nghỉ việc ở công ty may từ tháng trước.\nBao giờ tôi được nhận?",
    "policy_field": "bao-hiem-that-nghiep",
}
DETAILS = {
    "stage": "details",
    "sender_type": "individual",
    "sender_name": "Nguyễn Thị Hoa",
    "phone": "0912 345 678",
    "email": "hoa@nguoidan.test",
    "province": "38",
    "ward": "Xã Vân Du",
    "consent": "on",
}
ENTERPRISE = {
    "sender_type": "enterprise",
    "org_name": "Công ty TNHH May Hoa Sen",
    "tax_code": "0101234567-001",
    "representative_name": "Lê Văn Bảy",
    "representative_title": "Giám đốc",
}


class Asker:
    """Somebody who asks with a browser without JavaScript: fills in the form on the page and sends it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.page = ""
        self.status = 0

    def send(self, fields: dict[str, Any], **headers: str) -> str:
        response = self.client.post(URL, {"token": self.token} | fields, headers=headers)
        self.status, self.page = response.status_code, response.content.decode()
        assert not response.cookies
        return self.page

    @property
    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def stage(self) -> str:
        found = re.search(r'name="stage" value="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def captcha(self) -> dict[str, str]:
        """The key of the picture on the page, with the answer that a person reads from it."""
        found = re.search(r'name="captcha_0" value="(\w+)"', self.page)
        assert found, "no picture on this page"
        answer = CaptchaStore.objects.get(hashkey=found[1]).challenge
        return {"captcha_0": found[1], "captcha_1": answer}

    @property
    def text(self) -> str:
        """The page as it is read: entities resolved, spaces joined."""
        return " ".join(unescape(self.page).split())

    def typed(self, name: str) -> str:
        """What stands in a field of the page."""
        found = re.search(rf'name="{name}"[^>]*? value="([^"]*)"', self.page) or re.search(
            rf'<textarea name="{name}"[^>]*>\s?([^<]*)</textarea>', self.page
        )
        return unescape(found[1]) if found else ""

    def to_check(self, **changes: str) -> "Asker":
        """Go on to the last stage."""
        self.send(QUESTION | {name: value for name, value in changes.items() if name in QUESTION})
        if self.stage == "answers":
            self.send({"stage": "answers", "go": "still"})
        self.send(DETAILS | {name: value for name, value in changes.items() if name not in QUESTION})
        assert self.stage == "check", self.page
        return self

    def submit(self, **changes: Any) -> str:
        return self.send({"stage": "check", "go": "next"} | self.captcha | changes)

    def receipt(self) -> tuple[str, str]:
        number = re.search(r'id="number">([^<]+)<', self.page)
        secret = re.search(r'id="secret">([^<]+)<', self.page)
        assert number, self.text
        assert secret
        return number[1], secret[1]


@pytest.fixture
def asker(stranger: Client, rules: None, insurance: PolicyField, province: Province) -> Asker:
    return Asker(stranger)


@pytest.fixture
def known_answer(asker: Asker, write_answer: Callable[..., Any]) -> Any:
    """The archive holds an answer to nearly the same question, and the search knows it."""
    page = write_answer()
    indexing.drain()
    return page


def outcomes() -> dict[str, int]:
    """How asking fared, of what came about at all."""
    names = ("shown", "opened", "solved", "still")
    return {name: row.counts[name] for row in reports.funnel(None).by_month for name in names if row.counts[name]}


def test_the_whole_road(asker: Asker, stranger: Client) -> None:
    asker.page = stranger.get(URL).content.decode()
    assert asker.stage == "question"
    asker.send(QUESTION)
    assert asker.stage == "details"
    assert "Tôi đồng ý." in asker.text
    asker.send(DETAILS)
    assert asker.stage == "check"
    for told in (QUESTION["title"], "Bao giờ tôi được nhận?", "Nguyễn Thị Hoa", "0912345678", "Thanh Hóa", "Cá nhân"):
        assert told in asker.text
    assert not Case.objects.exists()
    asker.submit()
    case = Case.objects.get()
    assert asker.receipt() == (case.number, codes.secret_for(case.token, 1))
    assert (case.title, case.content) == (QUESTION["title"], QUESTION["content"])
    assert case.policy_field is not None
    assert case.due_on is not None
    assert f"{case.due_on:%d/%m/%Y}" in asker.page
    sender = case.sender
    assert (sender.sender_name, sender.phone, sender.email) == ("Nguyễn Thị Hoa", "0912345678", "hoa@nguoidan.test")
    assert (sender.province.name, sender.ward) == ("Thanh Hóa", "Xã Vân Du")
    assert sender.consent_text.version == "1"
    assert OutboxMessage.objects.get().payload["letter"] == "received"
    assert not AskDraft.objects.exists(), "nothing is kept between the stages any more"


def test_the_receipt_tells_how_the_day_was_counted_and_no_remark_of_the_office(asker: Asker) -> None:
    asker.to_check().submit()
    assert "Bộ trả lời trong 10 ngày làm việc tính từ sau ngày" in asker.text
    assert "Căn cứ" not in asker.text


def test_the_receipt_opens_the_case(asker: Asker, stranger: Client) -> None:
    asker.to_check().submit()
    number, secret = asker.receipt()
    assert QUESTION["title"] in stranger.post("/theo-doi/", {"number": number, "secret": secret}).content.decode()


def test_an_enterprise_asks(asker: Asker) -> None:
    asker.to_check(**ENTERPRISE).submit()
    sender = Sender.objects.get()
    assert {name: getattr(sender, name) for name in ENTERPRISE} == ENTERPRISE


def test_what_a_person_left_in_the_enterprises_boxes_is_neither_judged_nor_kept(asker: Asker) -> None:
    """With JavaScript these boxes are hidden from a person; an error in them could not be seen."""
    asker.to_check(**ENTERPRISE | {"sender_type": "individual", "tax_code": "chưa có"}).submit()
    sender = Sender.objects.get()
    assert (sender.org_name, sender.tax_code, sender.representative_name) == ("", "", "")


def test_without_a_field_and_with_a_telephone_alone(asker: Asker) -> None:
    asker.to_check(policy_field="", email="").submit()
    case = Case.objects.get()
    assert case.policy_field is None
    assert case.sender.email == ""
    assert "gửi vào thư điện tử" not in asker.text


def test_an_answer_that_exists_is_shown_and_helps(known_answer: Any, asker: Asker) -> None:
    asker.send(QUESTION)
    assert asker.stage == "answers"
    assert known_answer.title in asker.text
    assert known_answer.short_answer in asker.text
    assert known_answer.address in asker.page
    assert outcomes() == {"shown": 1}
    asker.send({"stage": "answers", "go": "solved"})
    assert "Cảm ơn ông/bà" in asker.text
    assert outcomes() == {"shown": 1, "solved": 1}
    assert [row.field_name for row in reports.funnel(None).by_field] == ["Bảo hiểm thất nghiệp"]
    assert not AskDraft.objects.exists()
    assert not Case.objects.exists()


def test_the_answers_did_not_help(known_answer: Any, asker: Asker) -> None:
    asker.to_check().submit()
    assert Case.objects.count() == 1
    assert outcomes() == {"shown": 1, "still": 1}


def test_going_back_and_forth_counts_once(known_answer: Any, asker: Asker) -> None:
    for _ in range(3):
        asker.send(QUESTION)
        asker.send({"stage": "answers", "go": "still"})
        asker.send(DETAILS | {"go": "back"})
        assert asker.stage == "question"
    assert outcomes() == {"shown": 1, "still": 1}


def test_an_answer_that_was_opened_in_place(known_answer: Any, asker: Asker, stranger: Client) -> None:
    asker.send(QUESTION)
    log = re.search(r'data-log="([^"]+)"', asker.page)
    entry = re.search(r'data-entry="([0-9]+)"', asker.page)
    assert log
    assert entry
    assert log[1] != asker.token, "the token of the draft becomes the case's"
    assert "js/opened.js" in asker.page
    assert int(entry[1]) == Entry.objects.get().pk
    stranger.post("/tim-kiem/da-mo/", f"{log[1]} {entry[1]}", content_type="text/plain")
    asker.send({"stage": "answers", "go": "still"})
    assert outcomes() == {"shown": 1, "opened": 1, "still": 1}
    [use] = reports.not_enough(None)
    assert (use.title, use.counts["opened_still"]) == (known_answer.title, 1)


def test_the_last_word_is_counted(known_answer: Any, asker: Asker) -> None:
    asker.send(QUESTION)
    asker.send({"stage": "answers", "go": "still"})
    asker.send(DETAILS | {"go": "back"})
    asker.send(QUESTION)
    asker.send({"stage": "answers", "go": "solved"})
    assert outcomes() == {"shown": 1, "solved": 1}


def test_the_log_tells_nothing_of_who_asks(known_answer: Any, asker: Asker) -> None:
    """A short question is logged without what could tell; of a long one, a story, its title alone."""
    asker.to_check(content="Tôi là Nguyễn Thị Hoa, gọi 0912 345 678 giúp tôi với.").submit()
    row = SearchLog.objects.get()
    assert row.place == Place.ASK
    assert row.query == f"{QUESTION['title']} Tôi là … , gọi … giúp tôi với."
    case = Case.objects.get()
    assert str(case.token) not in str(SearchLog.objects.values())
    asker.send(QUESTION | {"token": "", "content": "Chuyện của tôi dài lắm. " * 20})
    assert SearchLog.objects.latest("asked_at").query == QUESTION["title"]


def test_a_question_that_nothing_answers_is_logged_as_such(asker: Asker) -> None:
    indexing.rebuild("embedded")
    asker.send(QUESTION)
    row = SearchLog.objects.get()
    assert (row.place, row.found, row.shown) == (Place.ASK, 0, [])
    assert outcomes() == {}
    asker.send(QUESTION | {"title": "Nghỉ việc bao lâu thì được lĩnh tiền?"})
    assert SearchLog.objects.count() == 1


def test_while_the_search_is_away_nothing_is_said_to_be_missing(asker: Asker) -> None:
    asker.send(QUESTION)
    assert asker.stage == "details"
    assert not SearchLog.objects.exists()


def test_without_a_log_asking_goes_on(known_answer: Any, asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.usage.record", lambda *args, **kwargs: "")
    asker.send(QUESTION)
    assert asker.stage == "answers"
    assert "data-log" not in asker.page
    asker.send({"stage": "answers", "go": "still"})
    assert asker.stage == "details"


def test_suggestions_while_typing(known_answer: Any, stranger: Client) -> None:
    response = stranger.post("/hoi/goi-y/", {"text": "trợ cấp thất nghiệp"}, content_type="application/json")
    assert response.json() == {
        "items": [
            {"title": known_answer.title, "url": known_answer.address, "lines": known_answer.short_answer},
        ]
    }
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b'{"text": 5}', 400),
        (b'{"text": "\\u0000"}', 400),
        (b'{"text": "\\ud800"}', 400),
        (b"\xff\xfe\xfa", 400),
        (b"[" * 100_000, 400),
        (b'{"text": "' + b"a" * 100_000 + b'"}', 200),
        (json.dumps({"text": "\"' OR 1=1; * ~ ^ : ( [ {"}).encode(), 200),
        (b"{}", 200),
    ],
)
def test_hostile_suggestions_break_nothing(body: bytes, status: int, asker: Asker, stranger: Client) -> None:
    response = stranger.post("/hoi/goi-y/", body, content_type="application/json")
    assert (response.status_code, response.json()) == (status, {"items": []})


def test_back_to_the_question_everything_typed_is_kept(asker: Asker) -> None:
    asker.send(QUESTION)
    asker.send(DETAILS | {"go": "back", "phone": "chưa nhớ", "email": "", "consent": ""})
    assert asker.stage == "question"
    assert asker.typed("title") == QUESTION["title"]
    assert asker.typed("content") == QUESTION["content"]
    assert '<option value="bao-hiem-that-nghiep" selected>' in asker.page
    asker.send(QUESTION | {"title": "Nghỉ việc bao lâu thì được lĩnh tiền?"})
    assert asker.stage == "details"
    assert asker.typed("sender_name") == "Nguyễn Thị Hoa"
    assert asker.typed("phone") == "chưa nhớ"
    assert asker.typed("ward") == "Xã Vân Du"
    assert '<option value="38" selected>' in asker.page
    assert AskDraft.objects.count() == 1


def test_on_the_last_stage_each_part_can_be_changed(asker: Asker) -> None:
    asker.to_check()
    asker.send({"stage": "check", "go": "edit-question"})
    assert asker.stage == "question"
    assert asker.typed("title") == QUESTION["title"]
    asker.send(QUESTION | {"title": "Nghỉ việc bao lâu thì được lĩnh tiền?"})
    assert asker.typed("email") == "hoa@nguoidan.test"
    asker.send(DETAILS)
    asker.send({"stage": "check", "go": "edit-details"})
    assert asker.stage == "details"
    assert asker.typed("sender_name") == "Nguyễn Thị Hoa"
    assert "checked" in asker.page
    asker.send(DETAILS | {"sender_name": "Nguyễn Thị Hoa Mai"})
    asker.submit()
    case = Case.objects.get()
    assert (case.title, case.sender.sender_name) == ("Nghỉ việc bao lâu thì được lĩnh tiền?", "Nguyễn Thị Hoa Mai")


def test_from_the_answers_back_to_the_question(known_answer: Any, asker: Asker) -> None:
    asker.send(QUESTION)
    asker.send({"stage": "answers", "go": "back"})
    assert (asker.stage, asker.typed("title")) == ("question", QUESTION["title"])


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Mục này cần được điền."),
        ("title", "Hỏi?", "Mục này cần ít nhất 8 ký tự (hiện có 4)."),
        ("title", "x" * 201, "Mục này dài quá 200 ký tự (hiện có 201)."),
        ("title", "\u202e\x07\x1b" * 9, "Mục này cần được điền."),
        ("content", "", "Mục này cần được điền."),
        ("content", "Bao giờ?", "Mục này cần ít nhất 15 ký tự (hiện có 8)."),
        ("content", "x" * 10_001, "Mục này dài quá 10000 ký tự (hiện có 10001)."),
        ("policy_field", "khong-co", "Xin chọn một mục trong danh sách."),
    ],
)
def test_what_is_wrong_with_a_question_is_said_beside_the_field(
    field: str, value: str, message: str, asker: Asker
) -> None:
    asker.send(QUESTION | {field: value})
    assert asker.stage == "question"
    assert message in asker.text
    assert f'id="id_{field}_error"' in asker.page
    kept = "content" if field == "title" else "title"
    assert asker.typed(kept) == QUESTION[kept]
    assert not AskDraft.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"sender_name": ""}, "sender_name", "Mục này cần được điền."),
        ({"sender_name": "x" * 151}, "sender_name", "Mục này dài quá 150 ký tự (hiện có 151)."),
        ({"sender_type": "robot"}, "sender_type", "Xin chọn một mục trong danh sách."),
        ({"phone": "", "email": ""}, "phone", "Xin cho ít nhất một cách liên lạc"),
        ({"phone": "không có"}, "phone", "Số điện thoại chỉ gồm chữ số, từ 8 đến 15 số."),
        ({"phone": "1234567"}, "phone", "Số điện thoại chỉ gồm chữ số, từ 8 đến 15 số."),
        ({"phone": "٠٩١٢٣٤٥٦٧٨"}, "phone", "Số điện thoại chỉ gồm chữ số"),
        ({"email": "hoa.nguoidan"}, "email", "Địa chỉ thư chưa đúng. Ví dụ đúng: ten@example.vn"),
        ({"email": "hoa@nguoidan.test\r\nBcc: a@b.test"}, "email", "Địa chỉ thư chưa đúng."),
        ({"email": f"{'a' * 250}@b.test"}, "email", "ký tự (hiện có 257)"),
        ({"province": ""}, "province", "Mục này cần được điền."),
        ({"province": "99"}, "province", "Xin chọn một mục trong danh sách."),
        ({"ward": "x" * 121}, "ward", "Mục này dài quá 120 ký tự"),
        ({"consent": ""}, "consent", "Cần đánh dấu đồng ý thì Bộ mới được xử lý câu hỏi."),
        (ENTERPRISE | {"org_name": ""}, "org_name", "Xin ghi tên doanh nghiệp."),
        (ENTERPRISE | {"tax_code": "12345"}, "tax_code", "Mã số thuế gồm 10, 12 hoặc 13 chữ số."),
    ],
)
def test_what_is_wrong_with_the_details_is_said_beside_the_field(
    changes: dict[str, str], field: str, message: str, asker: Asker
) -> None:
    asker.send(QUESTION)
    asker.send(DETAILS | changes)
    assert asker.stage == "details"
    assert message in asker.text
    assert f'id="id_{field}_error"' in asker.page
    if field != "ward":
        assert asker.typed("ward") == "Xã Vân Du"
    assert "sender_name" not in AskDraft.objects.get().data.get("details", {})


def test_a_province_that_is_no_more_is_not_offered(asker: Asker) -> None:
    Province.objects.create(
        code="00", name="Hà Tây", valid_from=datetime.date(1991, 8, 12), valid_to=datetime.date(2008, 7, 31)
    )
    asker.send(QUESTION)
    assert "Hà Tây" not in asker.page
    asker.send(DETAILS | {"province": "00"})
    assert asker.stage == "details"


def test_what_the_sender_agreed_to_is_what_was_shown(asker: Asker) -> None:
    """A new wording comes into force while chị Hoa is filling in the form."""
    asker.send(QUESTION)
    assert "Tôi đồng ý." in asker.text
    ConsentText.objects.create(version="2", text="Tôi đồng ý với mọi thứ.")
    asker.send(DETAILS)
    asker.submit()
    assert Sender.objects.get().consent_text.version == "1"


def test_a_wrong_picture_is_asked_anew_and_everything_is_kept(asker: Asker) -> None:
    asker.to_check()
    first = asker.captcha
    asker.submit(captcha_1="xxxxx")
    assert asker.stage == "check"
    assert "Các ký tự chưa đúng. Xin ông/bà nhập lại theo hình mới." in asker.text
    assert asker.captcha["captcha_0"] != first["captcha_0"]
    assert QUESTION["title"] in asker.text
    assert not Case.objects.exists()
    asker.send({"stage": "check", "go": "next"} | first)
    assert asker.stage == "check", "nobody guesses twice at one picture"
    asker.submit()
    assert asker.receipt()


@pytest.mark.parametrize("answer", ["", "   ", "passed", "PASSED", "\u202e"])
def test_no_answer_is_no_answer(answer: str, asker: Asker) -> None:
    asker.to_check().submit(captcha_1=answer)
    assert asker.stage == "check"
    assert not Case.objects.exists()


def test_small_letters_and_spaces_do_not_matter(asker: Asker) -> None:
    asker.to_check()
    asker.submit(captcha_1=" ".join(asker.captcha["captcha_1"].lower()))
    assert asker.receipt()


def test_a_picture_is_used_once(asker: Asker, stranger: Client) -> None:
    asker.to_check()
    used = asker.captcha
    asker.submit()
    other = Asker(stranger).to_check(title="Câu hỏi thứ hai của một người khác")
    other.send({"stage": "check", "go": "next"} | used)
    assert other.stage == "check"
    assert Case.objects.count() == 1


def test_an_old_picture_is_no_use(asker: Asker) -> None:
    asker.to_check()
    given = asker.captcha
    CaptchaStore.objects.update(expiration=timezone.now() - datetime.timedelta(seconds=1))
    asker.send({"stage": "check", "go": "next"} | given)
    assert asker.stage == "check"
    assert "Hình trước đã hết hạn. Xin ông/bà nhập các ký tự trong hình mới." in asker.text
    assert not Case.objects.exists()


def test_the_same_form_sent_twice_is_one_case_with_the_same_codes(asker: Asker) -> None:
    asker.to_check()
    sent = {"stage": "check", "go": "next", "token": asker.token} | asker.captcha
    asker.send(sent)
    first = asker.receipt()
    asker.send(sent)
    assert asker.receipt() == first
    assert Case.objects.count() == 1
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sent_many_times_at_the_same_moment_it_is_one_case(asker: Asker, tmp_path: Path) -> None:
    with shared_database(tmp_path):
        asker.to_check()
        sent = {"stage": "check", "go": "next", "token": asker.token} | asker.captcha
        many = [Asker(Client()) for _ in range(40)]
        results = at_once(*(lambda each=each: each.send(sent) for each in many))
        assert not [result for result in results if isinstance(result, Exception)]
        assert len({each.receipt() for each in many}) == 1
        assert (Case.objects.count(), Sender.objects.count(), OutboxMessage.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_picture_for_many_at_the_same_moment_lets_one_through(asker: Asker, tmp_path: Path) -> None:
    with shared_database(tmp_path):
        many = [Asker(Client()).to_check(title=f"Câu hỏi số {number} của tôi") for number in range(40)]
        one = many[0].captcha
        at_once(*(lambda each=each: each.send({"stage": "check", "go": "next"} | one) for each in many))
        assert Case.objects.count() == 1
        assert sorted(each.stage for each in many) == ["", *["check"] * 39]


def test_when_the_portal_fails_at_the_last_moment_nothing_is_half_done(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker.to_check()
    sent = {"stage": "check", "go": "next", "token": asker.token} | asker.captcha
    with monkeypatch.context() as broken:
        broken.setattr("casework.procedure.intake.queue_letter", lambda *args: 1 / 0)
        asker.client.raise_request_exception = False
        assert "Traceback" not in asker.send(sent)
        assert asker.status == 500
    assert not Case.objects.exists()
    assert AskDraft.objects.count() == 1
    assert not CaptchaStore.objects.exists(), "a fault revives no captcha that was used"
    asker.send(sent)
    assert asker.receipt(), "what was solved is not asked again"


def test_after_a_day_a_draft_is_gone(asker: Asker) -> None:
    asker.to_check()
    AskDraft.objects.update(created_at=timezone.now() - LIFETIME)
    token = asker.token
    for fields in (DETAILS, {"stage": "answers", "go": "still"}, {"stage": "check", "go": "next"} | asker.captcha):
        asker.send(fields | {"token": token})
        assert asker.status == 410
        assert "Câu hỏi viết dở không còn" in asker.text
    assert not Case.objects.exists()
    asker.send(QUESTION | {"token": token})
    assert (asker.stage, asker.token == token) == ("details", False)


def test_after_a_day_the_codes_are_not_shown_again(asker: Asker) -> None:
    asker.to_check()
    sent = {"stage": "check", "go": "next", "token": asker.token} | asker.captcha
    asker.send(sent)
    Case.objects.update(submitted_at=timezone.now() - LIFETIME)
    asker.send(sent)
    assert asker.status == 410


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "0" * 32,
        "8f14e45f-ceea-467f-a9c2-5d1f2c3b4a59",
        "../../etc/passwd",
        "' OR 1=1 --",
        "9" * 10_000,
        "{}" * 20,
    ],
)
@pytest.mark.parametrize("stage", ["question", "answers", "details", "check", "receipt", "", "<script>"])
def test_a_hostile_token_or_stage_opens_nothing(token: str, stage: str, asker: Asker) -> None:
    asker.send({"stage": stage, "token": token, "go": "next"})
    assert asker.status in (200, 410)
    assert asker.stage in ("question", "")
    assert not Case.objects.exists()
    assert not AskDraft.objects.exists()


def test_stages_cannot_be_skipped(asker: Asker) -> None:
    asker.send(QUESTION)
    token = asker.token
    asker.send({"stage": "check", "go": "next", "token": token})
    assert asker.stage == "details"
    assert not Case.objects.exists()
    asker.send({"stage": "nonsense", "go": "next", "token": token})
    assert asker.stage == "details"


def test_what_is_much_too_long_is_refused_and_not_kept(asker: Asker) -> None:
    asker.send(QUESTION)
    asker.send(DETAILS | {"sender_name": "x" * 1_000_000, "go": "back"})
    assert asker.stage == "question"
    assert len(json.dumps(AskDraft.objects.get().data)) < 20_000


def test_markup_is_text(asker: Asker) -> None:
    nasty = "<script>alert('Hoa')</script> {{ 7*7 }} {% now %}"
    asker.to_check(title=nasty, content=nasty, sender_name=nasty)
    assert "<script>alert" not in asker.page
    assert nasty in unescape(asker.page)
    asker.submit()
    case = Case.objects.get()
    assert (case.title, case.content, case.sender.sender_name) == (nasty, nasty, nasty), "stored as typed"


def test_a_title_is_one_line(asker: Asker) -> None:
    asker.to_check(title="Hỏi về lương\r\nBcc: a@b.test\x0b\x1b[31m").submit()
    assert Case.objects.get().title == "Hỏi về lương Bcc: a@b.test[31m"


def test_every_language_and_sign_passes_the_door(asker: Asker) -> None:
    title = "Tiền lương 5.000.000₫/tháng – “đúng” hay sai? 😀 工资 Đ̣"
    asker.to_check(title=title).submit()
    assert Case.objects.get().title == title


@pytest.mark.parametrize("field", ["title", "content", "website", "token", "stage", "x\x00y"])
def test_a_null_byte_is_refused_at_the_door(field: str, asker: Asker) -> None:
    asker.send(QUESTION | {field: "a\x00b"})
    assert asker.status == 400
    assert not AskDraft.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"stage=question&title=%ED%A0%80abcdefgh", "application/x-www-form-urlencoded"),
        (b"title=\xff\xfe\xfd", "application/x-www-form-urlencoded"),
        (b"title=abc", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"title=%2BAAA-", "application/x-www-form-urlencoded; charset=utf-7"),
        (
            b"--x\r\nContent-Disposition: form-data; name=title\r\n\r\n+2AA-\r\n--x--",
            "multipart/form-data; boundary=x; charset=utf-7",
        ),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"broken", "multipart/form-data"),
        (b"&".join(b"a%d=1" % number for number in range(5000)), "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)
def test_a_broken_body_is_never_a_500(body: bytes, content_type: str, asker: Asker) -> None:
    for method in ("POST", "GET"):
        response = asker.client.generic(method, f"{URL}?q=abc", body, content_type=content_type)
        assert response.status_code in (200, 400)
    assert not AskDraft.objects.exists()


def test_a_robot_that_fills_in_the_trap_gets_no_further(asker: Asker) -> None:
    asker.send(QUESTION | {"website": "http://spam.test"})
    assert asker.stage == "question"
    assert "Biểu mẫu chưa gửi được. Xin ông/bà bấm gửi lần nữa." in asker.text
    asker.send(QUESTION)
    asker.send(DETAILS | {"website": "x"})
    assert asker.stage == "details"
    asker.send(DETAILS)
    asker.submit(website="x")
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://xau.test"}, {"origin": "null"}]
)
def test_a_post_from_another_site_is_refused(headers: dict[str, str], asker: Asker) -> None:
    asker.send(QUESTION, **headers)
    assert asker.status == 403
    assert not AskDraft.objects.exists()


def test_looking_at_the_form_writes_no_row_and_may_be_cached(asker: Asker, stranger: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = stranger.get(URL)
    assert not [query["sql"] for query in queries if re.match(r"\s*(INSERT|UPDATE|DELETE)", query["sql"])]
    assert response["Cache-Control"].startswith("public, max-age=60")
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    assert stranger.head(URL).status_code == 200
    assert stranger.put(URL).status_code == 405
    assert stranger.get("/hoi/goi-y/").status_code == 405


@pytest.mark.parametrize(
    "url", ["/", "/hoi/", "/theo-doi/", "/tim-kiem/", "/tim-kiem/?q=luong", "/hoi-dap/", "/khong-co/"]
)
def test_no_public_page_sets_a_cookie(url: str, asker: Asker, known_answer: Any, stranger: Client) -> None:
    for address in (url, known_answer.address):
        response = stranger.get(address)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_answers_to_a_post_are_never_cached(asker: Asker, stranger: Client) -> None:
    for fields in (QUESTION, {}):
        response = stranger.post(URL, fields)
        assert "no-store" in response["Cache-Control"]
        assert "public" not in response["Cache-Control"]


def test_nothing_of_the_sender_is_in_a_url_or_a_log(asker: Asker, caplog: pytest.LogCaptureFixture) -> None:
    pages = []
    with caplog.at_level(logging.DEBUG):
        asker.to_check()
        pages.append(asker.page)
        asker.submit(captcha_1="sai")
        pages.append(asker.page)
        asker.submit()
        pages.append(asker.page)
    addresses = " ".join(re.findall(r'(?:href|src|action)="([^"]*)"', " ".join(pages)))
    number, secret = asker.receipt()
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    for personal in ("Hoa", "0912345678", "0912 345 678", "hoa@", "Vân Du", "công ty may", secret, secret.lower()):
        assert personal not in addresses
        assert personal not in logged
    assert number not in addresses
    assert asker.token not in addresses or asker.token == ""


def test_captcha_test_mode_is_off(settings: SettingsWrapper) -> None:
    assert settings.CAPTCHA_TEST_MODE is False
