"""The five letters to a sender, and the ways in which letters go wrong."""

import datetime
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from base import outbox
from base.models import OutboxMessage
from casework import codes, procedure
from casework.models import Case, Pause, Sender, TransferBody
from casework.procedure import ApprovedText
from ministry.models import User

PostBox = Callable[[], list[Any]]
NASTY = "<script>alert('x')</script> & \"Nguyễn\"\r\nBcc: everybody@nguoidan.test"


def html_of(letter: Any) -> str:
    (part,) = letter.alternatives
    assert part.mimetype == "text/html"
    return str(part.content)


def secret_of(case: Case) -> str:
    return codes.secret_for(case.token, case.secret_version)


def only(letters: list[Any]) -> Any:
    (letter,) = letters
    return letter


def test_received(case: Case, post_box: PostBox) -> None:
    letter = only(post_box())
    assert letter.to == ["hoa@nguoidan.test"]
    assert letter.subject == f"Đã nhận câu hỏi {case.number}"
    assert case.due_on is not None
    for part in (letter.body, html_of(letter)):
        assert "Kính gửi ông/bà" in part
        assert case.number in part
        assert secret_of(case) in part
        assert f"{case.due_on:%d/%m/%Y}" in part
        assert "http://localhost:8000/theo-doi/" in part
    assert letter.message()["Auto-Submitted"] == "auto-generated"


def test_a_supplement_is_asked_for(case: Case, hanh: User, post_box: PostBox) -> None:
    post_box()
    procedure.request_supplement(case, hanh, note="Xin ghi rõ ngày nghỉ việc.")
    letter = only(post_box())
    assert letter.subject == f"Câu hỏi {case.number}: cần ông/bà bổ sung thông tin"
    for part in (letter.body, html_of(letter)):
        assert "Xin ghi rõ ngày nghỉ việc." in part
        assert "thời hạn trả lời tạm dừng" in part


def test_rejected_with_the_reason(case: Case, hanh: User, post_box: PostBox) -> None:
    post_box()
    procedure.reject(case, hanh, reason="complaint_or_denunciation", note="Xin gửi đơn đến Thanh tra tỉnh.")
    letter = only(post_box())
    assert case.number in letter.subject
    for part in (letter.body, html_of(letter)):
        assert "Nội dung khiếu nại, tố cáo" in part
        assert "Xin gửi đơn đến Thanh tra tỉnh." in part


def test_transferred(case: Case, hanh: User, post_box: PostBox) -> None:
    post_box()
    procedure.transfer(case, hanh, body=TransferBody.objects.get(), note="Việc chi trả do cơ quan này làm.")
    letter = only(post_box())
    assert letter.subject == f"Câu hỏi {case.number} đã chuyển tới Bảo hiểm xã hội Việt Nam"
    for part in (letter.body, html_of(letter)):
        assert "Bảo hiểm xã hội Việt Nam" in part
        assert "Việc chi trả do cơ quan này làm." in part


def test_answered(
    assigned: Case, minh: User, approved_text: Callable[..., ApprovedText], write_answer: Any, post_box: PostBox
) -> None:
    page = write_answer()
    post_box()
    procedure.answer(assigned, approved_text(page_id=page.pk), minh)
    letter = only(post_box())
    assert letter.subject == f"Câu hỏi {assigned.number} đã có trả lời"
    for part in (letter.body, html_of(letter)):
        assert "Nộp hồ sơ trong ba tháng kể từ ngày nghỉ việc." in part
        assert secret_of(assigned) in part
        assert f"http://localhost:8000{page.address}" in part, "the portal's own address, not the machine's"


def test_an_answer_that_is_not_public_names_no_public_address(
    assigned: Case, minh: User, approved_text: Callable[..., ApprovedText], write_answer: Any, post_box: PostBox
) -> None:
    page = write_answer(live=False)
    post_box()
    procedure.answer(assigned, approved_text(page_id=page.pk), minh)
    letter = only(post_box())
    assert "/hoi-dap/" not in letter.body
    assert "/hoi-dap/" not in html_of(letter)


def test_what_officers_tell_each_other_is_in_no_letter(
    case: Case, hanh: User, lan: User, nam: User, insurance: Any, employment_unit: Any, post_box: PostBox
) -> None:
    post_box()
    procedure.receive(case, hanh, kind=case.kind, policy_field=insurance)
    procedure.dispatch(case, hanh, unit=employment_unit, note="Người này hay hỏi.")
    procedure.assign(case, lan, handler=nam, note="Làm nhanh.")
    procedure.return_case(case, lan, note="Nhầm.")
    assert post_box() == []


def test_who_left_only_a_telephone_number_gets_no_letter(
    ask: Callable[..., Case], hoa: dict[str, Any], post_box: PostBox
) -> None:
    ask(sender=hoa | {"email": ""})
    assert post_box() == []
    assert not OutboxMessage.objects.waiting().exists()


def test_hostile_names_and_texts_stay_text(
    ask: Callable[..., Case], hoa: dict[str, Any], hanh: User, post_box: PostBox
) -> None:
    case = ask(title=NASTY, sender=hoa | {"sender_name": NASTY})
    procedure.request_supplement(case, hanh, note=NASTY)
    for letter in post_box():
        assert "<script>" not in html_of(letter)
        assert "&lt;script&gt;" in html_of(letter)
        assert "<script>" in letter.body, "plain text shows it as it was typed"
        sent = letter.message()
        assert sent["Bcc"] is None
        assert sent["To"] == "hoa@nguoidan.test"


def test_a_body_with_a_line_end_in_its_name_writes_no_header(case: Case, hanh: User, post_box: PostBox) -> None:
    post_box()
    TransferBody.objects.update(name="Cơ quan\r\nBcc: everybody@nguoidan.test")
    procedure.transfer(case, hanh, body=TransferBody.objects.get())
    letter = only(post_box())
    assert "\n" not in letter.subject
    assert letter.message()["Bcc"] is None


def test_an_address_with_a_line_end_is_never_used(case: Case, post_box: PostBox) -> None:
    Sender.objects.update(email="hoa@nguoidan.test\r\nBcc: everybody@nguoidan.test")
    assert post_box() == []
    message = OutboxMessage.objects.get()
    assert message.last_error == "BadHeaderError"


def test_a_letter_sent_again_is_recognised_as_the_same(case: Case, post_box: PostBox) -> None:
    """The worker dies between the server's yes and its own commit: the letter goes twice, with one Message-ID."""
    first = only(post_box())
    OutboxMessage.objects.update(done_at=None)
    second = only(post_box())
    message = OutboxMessage.objects.get()
    assert first.message()["Message-ID"] == second.message()["Message-ID"] == f"<{message.uuid}@localhost>"


def test_two_letters_have_two_message_ids(case: Case, hanh: User, post_box: PostBox) -> None:
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    first, second = post_box()
    assert first.message()["Message-ID"] != second.message()["Message-ID"]


def test_while_one_worker_sends_another_does_not(
    case: Case, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    send = mail.EmailMultiAlternatives.send

    def slow(self: Any, *args: Any) -> int:
        assert outbox.drain() == 0, "a second worker finds nothing to take"
        return send(self, *args)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", slow)
    assert outbox.drain() == 1
    assert len(mailoutbox) == 1


def test_a_mail_server_that_is_away(
    case: Case, settings: SettingsWrapper, caplog: pytest.LogCaptureFixture, mailoutbox: list[Any]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with caplog.at_level(logging.DEBUG):
        assert outbox.drain() == 1
    message = OutboxMessage.objects.get()
    assert (message.attempts, message.last_error, message.done_at) == (1, "ConnectionRefusedError", None)
    assert message.due_at > timezone.now() + datetime.timedelta(seconds=5)
    for personal in ("hoa@", "Hoa", "0912345678", case.number, secret_of(case), case.title):
        assert personal not in caplog.text
        assert personal not in message.last_error
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    OutboxMessage.objects.update(due_at=timezone.now())
    assert outbox.drain() == 1
    assert len(mailoutbox) == 1, "nothing was lost"


def test_a_letter_in_a_transaction_that_fails_is_never_sent(
    case: Case, hanh: User, post_box: PostBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    post_box()
    monkeypatch.setattr(Pause.objects, "create", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        procedure.request_supplement(case, hanh, note="Ngày nào?")
    assert post_box() == []
