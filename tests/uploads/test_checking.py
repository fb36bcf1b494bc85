"""What is taken and what is refused, each by name; everything is decoded in the limited process, as in the portal."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from base.uploads import limits
from base.uploads.checking import Checked
from base.uploads.limits import MB, Limits
from tests.uploads import samples

Code = Callable[..., str]
Look = Callable[..., Checked]
WORD, SHEET = samples.docx, samples.xlsx


@pytest.mark.parametrize(
    ("name", "content", "preview"),
    [
        ("quyet-dinh.pdf", samples.pdf(), "Quyet dinh nghi viec"),
        ("Đơn xin.DOCX", samples.docx(), "Đơn xin trợ cấp"),
        ("bang luong.xlsx", samples.xlsx(), "Tháng\tLương\nNăm\t5000000"),
        ("so.xlsx", samples.xlsx_of_openpyxl(), "Họ và tên\tSố tháng đóng\nNguyễn Thị Hoa\t36"),
    ],
)
def test_documents_are_kept_as_they_came_and_shown_as_text(name: str, content: bytes, preview: str, look: Look) -> None:
    checked = look(name, content)
    assert checked.file.read_bytes() == content
    assert checked.sha256 == checked.received_sha256 == hashlib.sha256(content).hexdigest()
    assert checked.preview.read_text(encoding="utf-8") == preview


def test_a_photograph_is_turned_upright_and_says_nothing_of_where_it_was_taken(look: Look) -> None:
    content = samples.photograph()
    assert b"Exif" in content
    assert dict(Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825))
    checked = look("IMG_0001.JPG", content)
    kept = checked.file.read_bytes()
    assert b"Exif" not in kept
    assert b"chi Hoa" not in kept
    assert checked.sha256 == hashlib.sha256(kept).hexdigest() != checked.received_sha256
    with Image.open(checked.file) as image:
        assert image.size == (40, 60)
        assert not image.getexif()


@pytest.mark.parametrize(
    ("name", "content", "size"),
    [
        ("a.jpeg", samples.picture(60, 40, mode="CMYK"), (60, 40)),
        ("a.jpg", samples.picture(60, 40, mode="L"), (60, 40)),
        ("a.png", samples.picture(60, 40, "PNG", "RGBA"), (60, 40)),
        ("a.png", samples.picture(60, 40, "PNG", "P"), (60, 40)),
        ("a.png", samples.picture(60, 40, "PNG", "1"), (60, 40)),
        ("a.png", samples.picture(60, 40, "PNG", "I;16"), (60, 40)),
        ("a.jpg", samples.picture(3000, 2000), (3000, 2000)),
        ("anh-chup-man-hinh.jpg", samples.picture(60, 40, "PNG"), (60, 40)),
    ],
)
def test_pictures_of_every_sort_are_written_anew(name: str, content: bytes, size: tuple[int, int], look: Look) -> None:
    checked = look(name, content)
    with Image.open(checked.file) as kept, Image.open(checked.preview) as preview:
        assert kept.size == size
        assert kept.format == {"jpg": "JPEG", "png": "PNG"}[checked.kind.name]
        assert preview.format == "JPEG"
        assert max(preview.size) == min(max(size), limits.PREVIEW_SIDE)


def test_what_stands_behind_a_picture_is_gone(look: Look) -> None:
    """JPEG + ZIP and PNG + script: whatever is appended is no part of the picture that is drawn anew."""
    for name, content in (("a.jpg", samples.picture()), ("a.png", samples.picture(kind="PNG"))):
        kept = look(name, content + b"<script>alert(1)</script>" + samples.archive({"x.exe": samples.EXE}))
        assert b"script" not in kept.file.read_bytes()
        assert b"PK\x03\x04" not in kept.file.read_bytes()


# name: (name of the file, content, why it is refused)
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "nothing in it": ("a.pdf", b"", "empty"),
    "a byte too long": ("a.pdf", samples.pdf() + b"\n" * (10 * MB), "too_big"),
    "a program": ("setup.exe", samples.EXE, "extension"),
    "a page": ("a.html", b"<script>alert(1)</script>", "extension"),
    "a picture that is a page": ("a.svg", b"<svg onload='alert(1)'/>", "extension"),
    "no extension": ("README", samples.pdf(), "extension"),
    "a program renamed to PDF": ("hoa-don.pdf", samples.EXE, "not_what_it_says"),
    "a program renamed to Word": ("don.docx", samples.EXE, "not_what_it_says"),
    "a program renamed to JPG": ("anh.jpg", samples.EXE, "not_what_it_says"),
    "a PDF renamed to PNG": ("anh.png", samples.pdf(), "not_what_it_says"),
    "a PDF behind a script": ("a.pdf", b"<script>alert(1)</script>\n" + samples.pdf(), "not_what_it_says"),
    "GIF + JavaScript as JPG": ("a.jpg", samples.GIF_SCRIPT, "not_what_it_says"),
    "GIF + JavaScript as PDF": ("a.pdf", samples.GIF_SCRIPT, "not_what_it_says"),
    "GIF + JavaScript as GIF": ("a.gif", samples.GIF_SCRIPT, "extension"),
    "old Word": ("don.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_office"),
    "old Word renamed": ("don.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_office"),
    "HEIC": ("IMG_1.heic", b"\x00\x00\x00\x18ftypheic", "heic"),
    # PDF
    "PDF + script in its head": ("a.pdf", b"%PDF-1.4\n<script>alert(1)</script>\n" + samples.pdf(), "mixed"),
    "PDF + script behind": ("a.pdf", samples.pdf() + b"<script>alert(1)</script>", "mixed"),
    "PDF + ZIP": ("a.pdf", samples.pdf() + samples.archive({"x.exe": samples.EXE}), "mixed"),
    "PDF with a password": ("a.pdf", samples.pdf_with_password(), "encrypted"),
    "PDF that may be read but not printed": ("a.pdf", samples.pdf_with_password(""), "encrypted"),
    "PDF with JavaScript": ("a.pdf", samples.pdf_with_javascript(), "program"),
    "PDF with JavaScript spelt otherwise": ("a.pdf", samples.pdf_with_hidden_name(), "program"),
    "PDF that starts a program": ("a.pdf", samples.pdf_that_starts_a_program(), "program"),
    "PDF with a program inside": ("a.pdf", samples.pdf_with_attachment(), "embedded"),
    "half a PDF": ("a.pdf", samples.pdf()[:300], "damaged"),
    "the name of a PDF alone": ("a.pdf", b"%PDF-1.4\n%%EOF", "damaged"),
    # Word and Excel
    "a zip that is no document": ("a.docx", samples.archive({"x.txt": "xin chào"}), "damaged"),
    "half a Word file": ("a.docx", samples.docx()[:200], "damaged"),
    "Excel named Word": ("a.docx", samples.xlsx(), "not_what_it_says"),
    "Word with a password": ("a.docx", samples.office_with_password(), "encrypted"),
    "Word with macros": ("a.docx", WORD({"word/vbaProject.bin": b"\x00"}), "program"),
    "a macro document renamed": (
        "a.docx",
        WORD(
            {
                "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Override PartName="/word/document.xml"'
                ' ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
            }
        ),
        "program",
    ),
    "Excel with a macro sheet": ("a.xlsx", SHEET({"xl/macrosheets/sheet1.xml": "<x/>"}), "program"),
    "Word with ActiveX": ("a.docx", WORD({"word/activeX/activeX1.xml": "<x/>"}), "program"),
    "Word with a program inside": ("a.docx", WORD({"word/embeddings/oleObject1.bin": samples.EXE}), "embedded"),
    "Word with a program beside": ("a.docx", WORD({"word/media/image1.exe": samples.EXE}), "embedded"),
    "Word with an archive inside": ("a.docx", WORD({"word/media/x.png": samples.archive({"a": "b"})}), "embedded"),
    "Word with a template elsewhere": (
        "a.docx",
        WORD(
            {
                "word/_rels/settings.xml.rels": samples.relations(
                    ("attachedTemplate", "http://ke-xau.test/x.dotm", "External")
                )
            }
        ),
        "outside_link",
    ),
    "Excel with another book's figures": (
        "a.xlsx",
        SHEET(
            {
                "xl/externalLinks/_rels/externalLink1.xml.rels": samples.relations(
                    ("externalLinkPath", "file:///x.xlsx", "External")
                )
            }
        ),
        "outside_link",
    ),
    "Word that starts a program by a field": (
        "a.docx",
        WORD(
            body="<w:p><w:r><w:fldChar/></w:r><w:r><w:instrText> DDE</w:instrText></w:r>"
            '<w:r><w:instrText>AUTO c:\\\\windows\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>'
        ),
        "outside_link",
    ),
    "Word with entities": (
        "a.docx",
        WORD({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'}),
        "damaged",
    ),
    "Word that reads a file of the server": (
        "a.docx",
        WORD({"word/document.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}),
        "damaged",
    ),
    "Word with a remark behind the archive": (
        "a.docx",
        samples.archive(samples.docx_members(), comment=b"<script>alert(1)</script>"),
        "mixed",
    ),
    # archives that lie
    "a zip bomb": ("a.docx", samples.zip_bomb(60 * MB), "bomb"),
    "a bomb of many parts": (
        "a.docx",
        WORD({f"word/media/{number}.bmp": b"\x00" * 900_000 for number in range(140)}),
        "bomb",
    ),
    "a bomb in a chart": ("a.docx", WORD({"word/embeddings/a.xlsx": samples.zip_bomb(60 * MB)}), "bomb"),
    "a chart in a chart in a chart": (
        "a.docx",
        WORD({"word/embeddings/a.xlsx": SHEET({"xl/embeddings/b.docx": WORD()})}),
        "bomb",
    ),
    "3,000 parts": ("a.docx", WORD({f"word/x{number}.txt": "" for number in range(3000)}), "bomb"),
    "a part that says it is small": (
        "a.docx",
        samples.with_lying_sizes(samples.zip_bomb(60 * MB), "word/media/image1.bmp", 100),
        "damaged",
    ),
    "a part that says it is large": (
        "a.docx",
        samples.with_lying_sizes(samples.docx(), "word/document.xml", 2**31),
        "bomb",
    ),
    # pictures
    "50,000 × 50,000 points": ("a.png", samples.huge_png(50_000, 50_000), "too_many_pixels"),
    "50,000 points wide": ("a.png", samples.huge_png(50_000, 10), "too_many_pixels"),
    "half a picture": ("a.jpg", samples.picture(600, 400)[:2000], "damaged"),
    "the head of a picture": ("a.png", b"\x89PNG\r\n\x1a\n", "damaged"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_by_name(what: str, code: Code) -> None:
    name, content, why = REFUSED[what]
    assert code(name, content) == why


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "lien-ket.docx",
            WORD({"word/_rels/document.xml.rels": samples.relations(("hyperlink", "https://a.vn", "External"))}),
        ),
        ("bieu-do.docx", WORD({"word/embeddings/Microsoft_Excel_Sheet.xlsx": samples.xlsx()})),
        ("may-in.xlsx", SHEET({"xl/printerSettings/printerSettings1.bin": b"\x01\x02"})),
        ("co-thu-muc.docx", WORD({"word/media/": "", "word/embeddings/": ""})),
        (
            "muc-luc.docx",
            WORD(body='<w:p><w:r><w:instrText> HYPERLINK "https://a.vn/import"</w:instrText></w:r></w:p>'),
        ),
        ("vong.pdf", samples.pdf_that_points_at_itself()),
        ("xuong-dong.pdf", samples.pdf() + b"\r\n\r\n\x00"),
    ],
)
def test_what_honest_files_hold_is_not_refused(name: str, content: bytes, code: Code) -> None:
    assert code(name, content) == ""


def test_a_long_document_shows_its_beginning(look: Look) -> None:
    body = "<w:p><w:r><w:t>Một đoạn văn dài. </w:t></w:r></w:p>" * 5000
    preview = look("a.docx", samples.docx(body=body)).preview.read_text(encoding="utf-8")
    assert len(preview) == limits.PREVIEW_CHARACTERS
    long_pdf = look("a.pdf", samples.pdf("Mot dong", pages=60)).preview.read_text(encoding="utf-8")
    assert long_pdf.count("Mot dong") == limits.PREVIEW_PAGES


def test_a_scan_has_no_text(look: Look) -> None:
    assert look("a.pdf", samples.pdf("")).preview.read_bytes() == b""


def test_a_file_of_the_very_limit_is_taken(look: Look) -> None:
    content = samples.pdf()
    assert look("a.pdf", content, Limits(max_bytes=len(content))).size == len(content)


def test_nothing_of_the_name_reaches_the_disk(look: Look, tmp_path: Path) -> None:
    look("Sổ hộ khẩu của Hoa.pdf", samples.pdf())
    assert not [path for path in tmp_path.rglob("*") if "Hoa" in path.name]
