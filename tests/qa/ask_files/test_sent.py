"""Files beside the question: taken with what she typed, taken away again, handed in, gone with the draft."""

import datetime
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from casework import files
from casework.models import Attachment, Case, ScanState
from qa.models import AskDraft
from qa.models.drafts import LIFETIME
from tests.qa.ask.asker import DETAILS, QUESTION, Asker
from tests.qa.ask_files.sent import PDF, PHOTO, names, on_disk, upload

pytestmark = pytest.mark.django_db


def test_the_whole_road_with_two_files(asker: Asker, settings: SettingsWrapper) -> None:
    asker.send(DETAILS | upload(PDF, PHOTO))
    assert asker.stage == "check"
    assert PDF[0] in asker.text
    assert PHOTO[0] in asker.text
    asker.submit()
    case = Case.objects.get()
    assert [(file.name, file.kind, file.draft) for file in case.files.all()] == [
        (PDF[0], "pdf", None),
        (PHOTO[0], "jpg", None),
    ]
    assert not AskDraft.objects.exists()
    first = case.files.first()
    assert first is not None
    assert first.path.read_bytes() == PDF[1]
    assert len(on_disk(settings)) == 4, "each with what an officer is shown of it"


def test_the_form_takes_files_without_javascript(asker: Asker) -> None:
    assert 'enctype="multipart/form-data"' in asker.page
    assert re.search(r'<input type="file" name="files"[^>]* multiple', asker.page)
    assert "Nhiều nhất 5 tệp, mỗi tệp không quá 10 MB" in asker.text


def test_added_one_by_one_nothing_typed_is_lost_and_nothing_is_scolded(asker: Asker) -> None:
    half = {"stage": "details", "sender_name": "Hoa", "go": "add-files", "phone": "chưa nhớ"}
    asker.send(half | upload(PDF))
    asker.send(half | upload(PHOTO))
    assert asker.stage == "details"
    assert names(asker) == [PDF[0], PHOTO[0]]
    assert (asker.typed("sender_name"), asker.typed("phone")) == ("Hoa", "chưa nhớ")
    assert "Cần sửa" not in asker.text
    assert "Chọn thêm tệp" in asker.text


def test_with_a_mistake_in_a_field_the_files_are_kept_all_the_same(asker: Asker) -> None:
    asker.send(DETAILS | {"phone": "chưa nhớ"} | upload(PDF))
    assert asker.stage == "details"
    assert "Số điện thoại chỉ gồm chữ số" in asker.text
    assert names(asker) == [PDF[0]]
    asker.send(DETAILS | {"go": "back"})
    asker.send(QUESTION)
    assert PDF[0] in asker.text, "back and forth, they are still there"


def test_the_same_file_twice_is_kept_once(asker: Asker) -> None:
    """A form that is posted twice brings the same bytes twice; a picture is known by what came, not by what is kept."""
    asker.send(DETAILS | {"go": "add-files"} | upload(PDF, PHOTO))
    asker.send(DETAILS | {"go": "add-files"} | upload(PDF, PHOTO))
    assert names(asker) == [PDF[0], PHOTO[0]]


@pytest.mark.django_db(transaction=True)
def test_a_file_taken_away_is_gone(asker: Asker, settings: SettingsWrapper) -> None:
    asker.send(DETAILS | {"go": "add-files"} | upload(PDF, PHOTO))
    first = Attachment.objects.first()
    assert first is not None
    asker.send(DETAILS | {"go": f"remove-{first.pk}", "phone": "chưa nhớ"})
    assert names(asker) == [PHOTO[0]]
    assert not first.path.exists()
    assert not first.preview_path.exists()
    assert asker.typed("phone") == "chưa nhớ"
    assert "Cần sửa" not in asker.text


@pytest.mark.parametrize("key", ["", "0", "abc", "-1", "9" * 30, "1 OR 1=1", "٣"])
def test_taking_away_what_is_not_there_breaks_nothing(key: str, asker: Asker) -> None:
    asker.send(DETAILS | {"go": "add-files"} | upload(PDF))
    asker.send(DETAILS | {"go": f"remove-{key}"})
    assert (asker.status, names(asker)) == (200, [PDF[0]])


def test_nobody_takes_away_or_sees_a_file_of_another_draft(asker: Asker, client: Client) -> None:
    asker.send(DETAILS | {"go": "add-files"} | upload(PDF))
    mine = Attachment.objects.get()
    other = Asker(Client())
    other.send(QUESTION)
    other.send(DETAILS | {"go": f"remove-{mine.pk}"})
    assert PDF[0] not in other.text
    assert Attachment.objects.get() == mine


def test_a_draft_that_is_gone_takes_no_file(asker: Asker, settings: SettingsWrapper) -> None:
    AskDraft.objects.update(created_at=timezone.now() - LIFETIME - datetime.timedelta(minutes=1))
    asker.send(DETAILS | upload(PDF))
    assert asker.status == 410
    assert not Attachment.objects.exists()
    assert not on_disk(settings)


def test_a_file_that_comes_while_the_draft_goes_is_not_kept(asker: Asker, settings: SettingsWrapper) -> None:
    [refused] = files.take(AskDraft.objects.get().pk, [SimpleUploadedFile(*PDF)], AskDraft.objects.filter(pk="0" * 32))
    assert refused.reason == "Biểu mẫu đã quá hạn nên tệp chưa được nhận."
    assert not on_disk(settings)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", ["solved", "forgotten"])
def test_files_go_with_the_draft(
    end: str, asker: Asker, settings: SettingsWrapper, django_capture_on_commit_callbacks: Any
) -> None:
    asker.send(DETAILS | {"go": "add-files"} | upload(PDF))
    if end == "solved":
        asker.send({"stage": "answers", "go": "solved"})
    else:
        AskDraft.objects.update(created_at=timezone.now() - LIFETIME - datetime.timedelta(minutes=1))
        AskDraft.objects.expired().delete()
    assert not Attachment.objects.exists()
    assert not on_disk(settings)


def test_without_a_scanner_nothing_waits(asker: Asker) -> None:
    asker.send(DETAILS | upload(PDF))
    assert Attachment.objects.get().scan == ScanState.UNSCANNED
