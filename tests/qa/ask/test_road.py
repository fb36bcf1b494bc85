"""Chị Hoa asks: question → answers that may help → details and consent → check → code, by plain posts alone."""

from html import unescape

from django.test import Client

from base.models import OutboxMessage
from casework import codes
from casework.models import Case, ConsentText, Sender
from qa.models import AskDraft
from tests.qa.ask.asker import DETAILS, ENTERPRISE, QUESTION, URL, Asker


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


def test_what_the_sender_agreed_to_is_what_was_shown(asker: Asker) -> None:
    """A new wording comes into force while chị Hoa is filling in the form."""
    asker.send(QUESTION)
    assert "Tôi đồng ý." in asker.text
    ConsentText.objects.create(version="2", text="Tôi đồng ý với mọi thứ.")
    asker.send(DETAILS)
    asker.submit()
    assert Sender.objects.get().consent_text.version == "1"


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
