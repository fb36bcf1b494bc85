"""What would give a sender away is stopped before a public answer goes to approval."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import Case
from ministry.models import User
from qa.anonymity import traces_of_anybody, traces_of_senders
from qa.compose import compose
from qa.models import AnswerPage

Officer = Callable[[User], Client]
Form = Callable[..., dict[str, str]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi cho tôi số 0912 345 678 nhé.", ["một số điện thoại hoặc số giấy tờ"]),
        ("Số của tôi: 0912.345.678", ["một số điện thoại hoặc số giấy tờ"]),
        ("Căn cước 038190001234", ["một số điện thoại hoặc số giấy tờ"]),
        ("Thư: hoa@nguoidan.test", ["một địa chỉ thư điện tử"]),
        ("Theo Nghị định 145/2020/NĐ-CP ngày 14/12/2020, lương 4.960.000 đồng.", []),
        ("Từ 01/01/2020 đến 31/12/2025 tôi đóng bảo hiểm.", []),
        ("Tổng 1.234.567.890 đồng", []),
    ],
)
def test_numbers_and_addresses_of_anybody(text: str, found: list[str]) -> None:
    assert traces_of_anybody(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tôi là NGUYEN THI HOA ở Thanh Hóa.", ["họ tên người gửi"]),
        ("Xin trả lời về 0912-345-678.", ["số điện thoại của người gửi"]),
        ("Viết về hoa@nguoidan.test", ["thư điện tử của người gửi"]),
        ("Bà Nguyễn Thị Hoàng hỏi về hoa hồng.", []),
    ],
)
def test_data_of_the_sender_whatever_the_accents(text: str, found: list[str], case: Case) -> None:
    assert traces_of_senders(text, [case.sender]) == found


def test_a_public_answer_with_the_senders_name_is_not_sent_on(
    assigned: Case, nam: User, as_officer: Officer, edit_form: Form
) -> None:
    page = AnswerPage.objects.get(pk=compose(nam, assigned).pk)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    typed = {"question": "Tôi là Nguyễn Thị Hoa, hỏi về trợ cấp.", "short_answer": "Trong ba tháng."}
    shown = as_officer(nam).post(url, edit_form(page, **typed) | {"action-submit": "1"}).content.decode()
    assert "Bản công khai còn họ tên người gửi. Xin bỏ đi rồi gửi duyệt." in shown
    assert typed["question"] in shown, "nothing typed is lost"
    assert not AnswerPage.objects.get(pk=page.pk).workflow_in_progress
    as_officer(nam).post(url, edit_form(page, **typed))
    latest = AnswerPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert latest.question == typed["question"], "a draft may still hold it"
    private = {"publication_mode": "not_public", "publication_reason": "Chuyện riêng."}
    as_officer(nam).post(url, edit_form(page, **typed, **private) | {"action-submit": "1"})
    assert AnswerPage.objects.get(pk=page.pk).workflow_in_progress, "what is not for the public may name its sender"


def test_without_traces_it_is_sent_on(assigned: Case, nam: User, as_officer: Officer, edit_form: Form) -> None:
    page = AnswerPage.objects.get(pk=compose(nam, assigned).pk)
    typed = {"question": "Tôi nghỉ việc, hỏi về trợ cấp.", "short_answer": "Trong ba tháng."}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    as_officer(nam).post(url, edit_form(page, **typed) | {"action-submit": "1"})
    assert AnswerPage.objects.get(pk=page.pk).workflow_in_progress
