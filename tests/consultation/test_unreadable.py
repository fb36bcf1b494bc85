"""What is no draft is refused by name, in words that tell the drafter what to do."""

import codecs
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from base.legacy_text import to_tcvn3, to_vni
from base.uploads.limits import MB, Limits
from consultation.structure.building import build
from consultation.structure.checking import find
from consultation.structure.doubts import DoubtKind
from consultation.structure.files import LIMITS, read_file
from consultation.structure.refusals import MESSAGES, Unreadable
from tests.consultation import words
from tests.uploads import samples

LAW = "LUẬT CÂY XANH\n\nĐiều 1. Phạm vi điều chỉnh\n\nLuật này quy định việc trồng cây và giữ cây ở sân trường.\n"
TYPES = str(samples.docx_members()["[Content_Types].xml"])
MACRO: dict[str, bytes | str] = {
    "[Content_Types].xml": TYPES.replace(samples.WORD_MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"),
    "word/vbaProject.bin": b"\x00" * 100,
}
Refusal = Callable[..., Unreadable]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    def refused(name: str, content: bytes, limits: Limits = LIMITS) -> Unreadable:
        (tmp_path / "received").write_bytes(content)
        with pytest.raises(Unreadable) as told:
            read_file(name, tmp_path / "received", limits)
        return told.value

    return refused


BAD: list[tuple[str, str, Callable[[], bytes]]] = [
    ("empty", "a.docx", lambda: b""),
    ("empty", "a.md", lambda: b""),
    ("pdf", "quet.docx", samples.pdf),
    ("pdf", "quet.md", samples.pdf),
    ("pdf", "quet.pdf", samples.pdf),
    ("bomb", "a.docx", lambda: samples.zip_bomb(120 * MB)),
    ("program", "a.docx", lambda: words.docx(*words.DRAFT, extra=MACRO)),
    ("old_office", "cu.doc", samples.office_with_password),
    ("old_office", "cu.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    ("encrypted", "a.docx", samples.office_with_password),
    ("rtf", "a.docx", lambda: b"{\\rtf1\\ansi Dieu 1.}"),
    ("not_what_it_says", "a.docx", lambda: LAW.encode()),
    ("not_what_it_says", "a.docx", samples.xlsx),
    ("not_what_it_says", "a.md", lambda: words.docx(*words.DRAFT)),
    ("damaged", "a.docx", lambda: words.docx(*words.DRAFT)[:400]),
    ("extension", "a.odt", lambda: b"PK\x03\x04"),
    ("extension", "khong-duoi", lambda: LAW.encode()),
    ("no_text", "a.docx", lambda: words.docx("<w:p><w:r><w:drawing><w:pic/></w:drawing></w:r></w:p>")),
    ("no_text", "a.md", lambda: b"\n \n---\n"),
    ("no_articles", "a.docx", lambda: words.docx(words.paragraph("Kính gửi các đơn vị theo Điều 5 của Luật."))),
    ("no_articles", "a.md", lambda: "# Báo cáo\n\n1. Một.\n".encode()),
    ("encoding", "a.txt", lambda: bytes(range(128, 256)) * 20),
    ("encoding", "a.txt", lambda: b"a\x00b\x00" * 40),
]  # fmt: skip


@pytest.mark.parametrize(("code", "name", "made"), BAD, ids=[f"{code}-{name}" for code, name, _ in BAD])
def test_each_bad_file_by_name(refusal: Refusal, code: str, name: str, made: Callable[[], bytes]) -> None:
    told = refusal(name, made())
    assert told.code == code
    assert str(told) == told.message
    assert re.search(r"xin|mở được|không có gì|Chỉ đọc được", told.message, re.I)


def test_fifty_megabytes_are_not_even_opened(refusal: Refusal, tmp_path: Path) -> None:
    with (tmp_path / "big.docx").open("wb") as file:
        file.truncate(50 * MB)
    with pytest.raises(Unreadable) as told:
        read_file("big.docx", tmp_path / "big.docx")
    assert told.value.message == "Tệp lớn hơn 20 MB. Xin bỏ bớt hình trong tệp rồi thử lại."


def test_more_text_than_a_draft_has_is_refused(refusal: Refusal) -> None:
    told = refusal("a.md", b"A" * 5_000_001)
    assert (told.code, "5.000.000" in told.message) == ("too_long", True)


def test_a_word_file_with_endless_text_is_refused(refusal: Refusal) -> None:
    one = words.paragraph("Điều 1. Tên " + "dài " * 250_000)
    assert refusal("a.docx", words.docx(*[one] * 6)).code in ("too_heavy", "bomb")


def test_every_message_can_be_told() -> None:
    for code in MESSAGES:
        assert "{" not in Unreadable(code, max_mb=20, max_characters=5).message


@pytest.mark.parametrize(
    "content",
    [
        LAW.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + LAW.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + LAW.encode("utf-16-be"),
        LAW.replace("\n", "\r\n").encode(),
    ],
)
def test_every_unicode_is_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.md").write_bytes(content)
    lines = read_file("a.md", tmp_path / "a.md")
    assert (build(lines).title, find(lines)) == ("LUẬT CÂY XANH", [])


@pytest.mark.parametrize(
    "content",
    [
        to_tcvn3(LAW).encode("latin-1"),
        to_vni(LAW).encode("latin-1"),
        to_tcvn3(LAW).encode(),
    ],
    ids=["tcvn3", "vni", "tcvn3 saved as utf-8"],
)
def test_encodings_from_before_unicode_are_read_and_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    lines = read_file("a.txt", tmp_path / "a.txt")
    assert build(lines).children[0].text == LAW.strip().rpartition("\n")[2]
    assert DoubtKind.LEGACY in [doubt.kind for doubt in find(lines)]
