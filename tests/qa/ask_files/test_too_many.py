"""Too many files, too heavy, too often, at once: what is not taken, and that the portal lives on."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from base import stored_files
from base.uploads import checking
from base.uploads.limits import MB, Limits
from casework import files
from casework.models import Attachment
from qa.models import AskDraft
from tests.at_once import at_once, shared_database
from tests.qa.ask.asker import DETAILS, Asker
from tests.qa.ask_files.sent import PDF, PHOTO, names, upload
from tests.uploads import samples

pytestmark = pytest.mark.django_db


def test_a_sixth_file_is_refused_by_name(asker: Asker) -> None:
    six = [(f"tep-{number}.pdf", samples.pdf(f"Trang {number}")) for number in range(1, 7)]
    asker.send(DETAILS | upload(*six))
    assert names(asker) == [f"tep-{number}.pdf" for number in range(1, 6)]
    assert "tep-6.pdf</strong> – Chỉ gửi kèm được 5 tệp." in asker.text
    assert 'type="file"' not in asker.page
    asker.send(DETAILS)
    assert asker.stage == "check"


def test_after_one_that_is_too_heavy_the_rest_is_not_looked_at(asker: Asker, settings: SettingsWrapper) -> None:
    """One post costs the limit of one file at most, however many heavy ones it brings."""
    settings.UPLOAD_MEMORY_MB = 90
    asker.send(DETAILS | upload(("to.jpg", samples.picture(5000, 5000)), PDF))
    assert "to.jpg</strong> – Tệp quá nặng, kiểm tra mãi không xong." in asker.text
    assert f"{PDF[0]}</strong> – Tệp này chưa được kiểm tra vì tệp trước quá nặng." in asker.text


def test_while_many_send_at_once_she_is_asked_to_send_again(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_seats", threading.Semaphore(0))
    monkeypatch.setattr(stored_files, "limits", lambda: Limits(wall_seconds=0))
    asker.send(DETAILS | upload(PDF, PHOTO))
    for name, _ in (PDF, PHOTO):
        assert f"{name}</strong> – Hiện có nhiều người gửi tệp cùng lúc. Xin chờ một phút rồi gửi lại" in asker.text


def test_who_sends_files_too_often_waits(asker: Asker, settings: SettingsWrapper) -> None:
    settings.LIMITS = settings.LIMITS | {"files": [1, 1, 900]}
    asker.send(DETAILS | {"go": "add-files"} | upload(PDF))
    assert asker.status == 200
    response = asker.client.post("/hoi/", DETAILS | {"token": asker.token} | upload(PHOTO))
    assert response.status_code == 429
    assert "Riêng tệp đính kèm thì cần chọn lại." in response.content.decode()
    asker.send(DETAILS)
    assert asker.stage == "check", "without files she goes on"


def test_while_files_are_checked_no_transaction_is_open(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    depth: list[int] = []
    real = stored_files.check

    def check(*given: Any) -> Any:
        depth.append(len(connection.savepoint_ids))
        return real(*given)

    monkeypatch.setattr(stored_files, "check", check)
    outside = len(connection.savepoint_ids)
    asker.send(DETAILS | upload(PDF))
    assert depth == [outside]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_more_than_five(
    asker: Asker, settings: SettingsWrapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shared_database(tmp_path):
        token = AskDraft.objects.get().pk
        calls: list[Callable[[], Any]] = [
            lambda number=number: files.take(  # type: ignore[misc]
                token,
                [SimpleUploadedFile(f"{number}.pdf", samples.pdf(f"Trang {number}"))],
                AskDraft.objects.filter(pk=token),
            )
            for number in range(8)
        ]
        results = at_once(*calls)
        assert Attachment.objects.of_draft(token).count() == 5
        assert sum(len(refused) for refused in results) == 3


def test_no_more_of_a_file_is_written_than_would_be_taken(
    asker: Asker, stranger: Client, settings: SettingsWrapper
) -> None:
    """What a stranger posts to any public page is cut off above the limit; the fields beside it are read."""
    settings.UPLOAD_MAX_MB, settings.UPLOAD_MAX_FILES = 1, 2
    large = [SimpleUploadedFile(f"{number}.pdf", b"x" * (3 * MB)) for number in range(5)]
    response = stranger.post("/hoi/", {"files": large, "stage": "question", "title": "Ngắn"})
    taken = response.wsgi_request.FILES.getlist("files")
    assert [file.size for file in taken] == [MB + 1, MB + 1, MB + 1, 0, 0]
    assert "Ngắn" in response.content.decode()


def test_an_officers_upload_in_the_admin_is_not_cut(as_officer: Any, minh: Any, settings: SettingsWrapper) -> None:
    settings.UPLOAD_MAX_MB = 1
    response = as_officer(minh).post("/admin/nowhere/", {"file": SimpleUploadedFile("a.pdf", b"x" * (2 * MB))})
    assert response.wsgi_request.FILES["file"].size == 2 * MB
