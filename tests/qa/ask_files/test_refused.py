"""A file that is not taken is named with the reason, and the others are kept."""

import re

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper

from base.uploads.limits import MB
from tests.qa.ask.asker import DETAILS, Asker
from tests.qa.ask_files.sent import PDF, names, on_disk, upload
from tests.uploads import samples

pytestmark = pytest.mark.django_db


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
