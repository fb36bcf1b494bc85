"""All text of a file is read by a process with limits; what is no use to read is told, and nothing runs on."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from pypdf.generic import DecodedStreamObject, NameObject

from base.uploads.limits import MB, TEXT_CHARACTERS, TEXT_LIMITS
from base.uploads.processes import start
from tests.uploads import samples


class Told(NamedTuple):
    code: str
    pages: int
    text: str


Read = Callable[..., Told]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a way to read the text inside a file as the worker does."""

    def reading(name: str, content: bytes, cpu_seconds: int = TEXT_LIMITS.cpu_seconds, memory: int = 1024 * MB) -> Told:
        source, target = tmp_path / name, tmp_path / "text"
        source.write_bytes(content)
        with start("base.uploads.text_child", source, target, cpu_seconds, memory) as child:
            said, _ = child.communicate(timeout=TEXT_LIMITS.wall_seconds)
        code, _, pages = said.decode().strip().partition(" ")
        return Told(code, int(pages or 0), target.read_text() if target.exists() else "")

    return reading


def test_the_text_of_every_page_is_read(read: Read) -> None:
    told = read("ket-luan.pdf", samples.pdf("Truy thu 120 trieu dong", pages=3))
    assert told == ("ok", 3, "Truy thu 120 trieu dong\n" * 3)


def test_a_file_of_five_hundred_pages_is_read_to_its_end(read: Read) -> None:
    writer = samples.writer_with(pages=500)
    last = DecodedStreamObject()
    last.set_data(b"BT /F1 12 Tf 20 200 Td (trang cuoi cung) Tj ET")
    writer.pages[499][NameObject("/Contents")] = writer._add_object(last)
    told = read("dai.pdf", samples.written(writer))
    assert told[:2] == ("ok", 500)
    assert told.text.endswith("trang cuoi cung\n")


def test_of_more_text_than_is_searched_the_first_part_is_read(read: Read) -> None:
    told = read("dai.pdf", samples.pdf("a" * 300_000, pages=5))
    assert told[:2] == ("cut", 5)
    assert len(told.text) == TEXT_CHARACTERS + 1


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("ket-luan.docx", samples.docx(), "Đơn xin trợ cấp\n"),
        ("phu-luc.xlsx", samples.xlsx(), "Tháng\tLương\nNăm\t5000000\n"),
        ("khong-in.pdf", samples.pdf_with_password(""), "Quyet dinh nghi viec\n"),
        ("tu-chay.pdf", samples.pdf_with_javascript(), "Quyet dinh nghi viec\n"),
        ("vong.pdf", samples.pdf_that_points_at_itself(), "Quyet dinh nghi viec\n"),
    ],
)
def test_whatever_can_be_read_is_read(read: Read, name: str, content: bytes, text: str) -> None:
    assert read(name, content).text == text


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("mat-khau.pdf", samples.pdf_with_password(), "encrypted"),
        ("mat-khau.docx", samples.office_with_password(), "encrypted"),
        ("hong.pdf", samples.pdf()[:200], "damaged"),
        ("hong.docx", samples.docx()[:-20], "damaged"),
        ("bom.docx", samples.docx({"word/media/a.bin": bytes(40 * MB)}), "bomb"),
        ("long-nhau.pdf", samples.pdf_of_nested_lists(), "too_heavy"),
        ("bom.pdf", samples.pdf_that_unpacks_to(400 * MB), "too_heavy"),
        ("bom-doi-tuong.pdf", samples.pdf_of_object_streams(400 * MB), "too_heavy"),
        ("ghi-chu.txt", b"x", "extension"),
        ("anh.pdf", b"\x89PNG\r\n\x1a\n", "not_what_it_says"),
    ],
)
def test_what_cannot_be_read_is_told_by_name(read: Read, name: str, content: bytes, code: str) -> None:
    told = read(name, content)
    assert (told.code, told.text) == (code, "")


@pytest.mark.parametrize("content", [samples.pdf_scan(), samples.pdf_with_giant_picture()], ids=["scan", "giant"])
def test_pictures_have_no_text_and_are_not_decoded(read: Read, content: bytes) -> None:
    told = read("quet.pdf", content, memory=512 * MB)
    assert (told.code, told.text.strip()) == ("ok", "")


def test_out_of_time_what_was_read_stays(read: Read) -> None:
    writer = samples.writer_with("trang dau")
    writer.append(samples.as_file(samples.pdf_that_unpacks_to(70 * MB)))
    told = read("cham.pdf", samples.written(writer), cpu_seconds=4)
    assert told.code in ("slow", "too_heavy", ""), "by itself, or ended by the kernel in the middle of one long step"
    assert told.text == "trang dau\n"


def test_more_memory_than_allowed_is_told(read: Read) -> None:
    assert read("bom.pdf", samples.pdf_that_unpacks_to(70 * MB), memory=150 * MB).code in ("too_heavy", "")


def test_the_process_knows_nothing_of_the_portal(monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
    seen: dict[str, object] = {}
    real = subprocess.Popen

    def look(command: list[str], **given: object) -> object:
        seen.update(given)
        return real(command, **given)  # type: ignore[call-overload]

    monkeypatch.setattr("base.uploads.processes.subprocess.Popen", look)
    assert read("a.pdf", samples.pdf()).code == "ok"
    assert seen["env"] == {"LANG": "C.UTF-8"}
