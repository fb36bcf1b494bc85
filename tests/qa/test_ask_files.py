"""Chị Hoa sends files with her question: taken beside what she typed, refused by name, taken away again, handed in."""

import datetime
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from base import stored_files
from base.uploads import checking
from base.uploads.limits import MB, Limits
from casework import files
from casework.models import Attachment, Case, ScanState
from ministry.models import PolicyField, Province
from qa.models import AskDraft
from qa.models.drafts import LIFETIME
from tests.at_once import at_once, shared_database
from tests.qa.test_ask import DETAILS, QUESTION, Asker
from tests.uploads import samples

pytestmark = pytest.mark.django_db
PDF = ("Quyết định nghỉ việc.pdf", samples.pdf())
PHOTO = ("IMG_0001.JPG", samples.photograph())


def upload(*given: tuple[str, bytes]) -> dict[str, Any]:
    """Files as a browser sends them."""
    return {"files": [SimpleUploadedFile(name, content) for name, content in given]}


@pytest.fixture
def asker(stranger: Client, rules: None, insurance: PolicyField, province: Province) -> Asker:
    """Chị Hoa before the stage of details."""
    hoa = Asker(stranger)
    hoa.send(QUESTION)
    assert hoa.stage == "details"
    return hoa


def names(asker: Asker) -> list[str]:
    return [file.name for file in Attachment.objects.of_draft(asker.token)]


def on_disk(settings: SettingsWrapper) -> list[Path]:
    return sorted(path for path in Path(settings.UPLOADS_DIR).glob("*/*") if path.is_file())


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


def test_the_good_one_is_kept_and_the_bad_one_is_named(asker: Asker) -> None:
    asker.send(DETAILS | upload(PDF, ("hoa-don.pdf", samples.EXE)))
    assert asker.stage == "details"
    assert "<title>Lỗi: " in asker.page
    assert (
        "hoa-don.pdf – Nội dung bên trong không phải là tệp PDF như tên tệp ghi. Xin xem có chọn nhầm tệp không."
        in re.sub(r"<[^>]+>", "", asker.text)
    )
    assert names(asker) == [PDF[0]]
    assert asker.typed("sender_name") == DETAILS["sender_name"]
    asker.send(DETAILS)
    assert asker.stage == "check"


def test_with_a_mistake_in_a_field_the_files_are_kept_all_the_same(asker: Asker) -> None:
    asker.send(DETAILS | {"phone": "chưa nhớ"} | upload(PDF))
    assert asker.stage == "details"
    assert "Số điện thoại chỉ gồm chữ số" in asker.text
    assert names(asker) == [PDF[0]]
    asker.send(DETAILS | {"go": "back"})
    asker.send(QUESTION)
    assert PDF[0] in asker.text, "back and forth, they are still there"


# (name, content, what she reads)
MESSAGES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("trong.pdf", b"", "Tệp trống, bên trong không có gì."),
    "a renamed exe": ("anh.jpg", samples.EXE, "Nội dung bên trong không phải là ảnh JPG như tên tệp ghi."),
    "an exe": ("setup.exe", samples.EXE, "Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx), ảnh JPG và PNG."),
    "PDF + script": ("a.pdf", samples.pdf() + b"<script>x()</script>", "Tệp lẫn nội dung của loại tệp khác."),
    "GIF + JavaScript": ("a.png", samples.GIF_SCRIPT, "Nội dung bên trong không phải là ảnh PNG như tên tệp ghi."),
    "a zip bomb": ("a.docx", samples.zip_bomb(60 * MB), "Tệp nén quá nhiều dữ liệu nên không mở được an toàn."),
    "50,000 points": ("a.png", samples.huge_png(50_000, 50_000), "Ảnh quá lớn (hơn 40 triệu điểm ảnh)."),
    "an encrypted PDF": ("a.pdf", samples.pdf_with_password(), "Tệp có đặt mật khẩu nên Bộ không đọc được."),
    "macros": ("a.docx", samples.docx({"word/vbaProject.bin": b"x"}), "Tệp có chứa mã lệnh tự chạy"),
    "a broken file": ("a.pdf", samples.pdf()[:300], "Không đọc được tệp này, có thể tệp bị hỏng."),
    "too large": ("a.pdf", samples.pdf() + b"\n" * (10 * MB), "Tệp lớn hơn 10 MB. Xin gửi tệp nhỏ hơn."),
}


@pytest.mark.parametrize("what", MESSAGES)
def test_what_she_reads(what: str, asker: Asker, settings: SettingsWrapper) -> None:
    name, content, told = MESSAGES[what]
    asker.send(DETAILS | upload((name, content)))
    assert asker.status == 200
    assert asker.stage == "details"
    assert f"{name}</strong> – {told}" in asker.text
    assert (asker.typed("sender_name"), asker.typed("email")) == (DETAILS["sender_name"], DETAILS["email"])
    assert not on_disk(settings), "nothing of it is left"


def test_a_name_that_is_markup_is_shown_as_text(asker: Asker) -> None:
    asker.send(DETAILS | upload(("<img src=x onerror=alert(1)>.exe", samples.EXE), ("<b>đậm<b>.pdf", samples.pdf())))
    assert "&lt;img src=x onerror=alert(1)&gt;.exe" in asker.page
    assert "&lt;b&gt;đậm&lt;b&gt;.pdf" in asker.page
    assert "<img src=x" not in asker.page


def test_a_sixth_file_is_refused_by_name(asker: Asker) -> None:
    six = [(f"tep-{number}.pdf", samples.pdf(f"Trang {number}")) for number in range(1, 7)]
    asker.send(DETAILS | upload(*six))
    assert names(asker) == [f"tep-{number}.pdf" for number in range(1, 6)]
    assert "tep-6.pdf</strong> – Chỉ gửi kèm được 5 tệp." in asker.text
    assert 'type="file"' not in asker.page
    asker.send(DETAILS)
    assert asker.stage == "check"


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


def test_without_a_scanner_nothing_waits(asker: Asker) -> None:
    asker.send(DETAILS | upload(PDF))
    assert Attachment.objects.get().scan == ScanState.UNSCANNED
