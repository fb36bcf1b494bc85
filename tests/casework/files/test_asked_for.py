"""The sender is asked for more, and sends files with her words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework import procedure
from casework.models import Attachment, Case
from ministry.models import User
from tests.casework.files.opening import own
from tests.uploads import samples

pytestmark = pytest.mark.django_db


def test_asked_for_more_she_sends_a_file_with_her_words(case: Case, hanh: User, stranger: Client) -> None:
    procedure.request_supplement(case, hanh, note="Xin gửi quyết định nghỉ việc.")
    assert 'type="file"' in stranger.post("/theo-doi/", own(case, "")).content.decode()
    given = own(case, "") | {"supplement": "Tôi gửi kèm đây ạ.", "files": SimpleUploadedFile("qd.pdf", samples.pdf())}
    page = stranger.post("/theo-doi/bo-sung/", given).content.decode()
    assert "Tôi gửi kèm đây ạ." in page
    assert [file.name for file in case.files.all()] == ["qd.pdf"]
    assert "Tệp ông/bà đã gửi kèm" in page


def test_a_bad_file_holds_the_supplement_back_and_nothing_is_lost(case: Case, hanh: User, stranger: Client) -> None:
    procedure.request_supplement(case, hanh, note="Xin gửi quyết định nghỉ việc.")
    two = [SimpleUploadedFile("qd.pdf", samples.pdf()), SimpleUploadedFile("qd.exe", samples.EXE)]
    given = own(case, "") | {"supplement": "Tôi gửi kèm đây ạ."}
    page = stranger.post("/theo-doi/bo-sung/", given | {"files": two}).content.decode()
    case.refresh_from_db()
    assert case.awaits_supplement
    assert "qd.exe</strong> – Chỉ nhận tệp PDF" in page
    assert "Tôi gửi kèm đây ạ.</textarea>" in page
    waiting = Attachment.objects.of_draft(case.token).get()
    stranger.post("/theo-doi/bo-sung/", given | {"go": f"remove-{waiting.pk}"})
    assert not Attachment.objects.exists()
    case.refresh_from_db()
    assert case.awaits_supplement


def test_what_an_officer_writes_down_hands_in_nothing(case: Case, hanh: User, stranger: Client) -> None:
    procedure.request_supplement(case, hanh, note="Ngày nào?")
    half = own(case, "") | {"go": "add-files", "files": SimpleUploadedFile("qd.pdf", samples.pdf())}
    stranger.post("/theo-doi/bo-sung/", half)
    procedure.supplement(case, hanh, content="Gọi điện: ngày 5/5.")
    assert not case.files.exists()
    assert Attachment.objects.of_draft(case.token).count() == 1


def test_nobody_asked_no_file_is_taken(case: Case, stranger: Client) -> None:
    given = own(case, "") | {"supplement": "Thêm nữa.", "files": SimpleUploadedFile("qd.pdf", samples.pdf())}
    assert stranger.post("/theo-doi/bo-sung/", given).status_code == 200
    assert not Attachment.objects.exists()
