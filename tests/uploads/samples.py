"""Files as people and attackers send them, made here: nothing of it lies in the repository as a blob."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
EXE = b"MZ\x90\x00" + b"\x00" * 60 + b"This program cannot be run in DOS mode." + b"\x00" * 500
GIF_SCRIPT = b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(document.domain);//"


def pdf(text: str = "Quyet dinh nghi viec", pages: int = 1) -> bytes:
    """A plain PDF with one line of text on each page."""
    return written(writer_with(text, pages))


def writer_with(text: str = "Quyet dinh nghi viec", pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for _ in range(pages):
        page = writer.add_blank_page(300, 300)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
        )
    return writer


def written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def as_file(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def pdf_with_password(user: str = "mat-khau") -> bytes:
    writer = writer_with()
    writer.encrypt(user, "chu", algorithm="RC4-128")
    return written(writer)


def pdf_with_javascript() -> bytes:
    return _opening_with({"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('xin chao')")})


def pdf_that_starts_a_program() -> bytes:
    return _opening_with({"/S": NameObject("/Launch"), "/F": TextStringObject("cmd.exe")})


def _opening_with(action: dict[str, PdfObject]) -> bytes:
    writer = writer_with()
    named = DictionaryObject({NameObject(name): value for name, value in action.items()})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(named)
    return written(writer)


def pdf_with_hidden_name() -> bytes:
    """JavaScript whose name is spelt with #-escapes, as to hide it from a search for the word."""
    return pdf_with_javascript().replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")


def pdf_with_attachment() -> bytes:
    writer = writer_with()
    writer.add_attachment("setup.exe", EXE)
    return written(writer)


def pdf_that_unpacks_to(size: int) -> bytes:
    """A PDF whose page is a stream of `size` bytes, packed to next to nothing."""
    writer = writer_with()
    packed = zlib.compress(b"(a) Tj " * (size // 7), 9)
    stream = DecodedStreamObject()
    stream.set_data(packed)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def pdf_that_points_at_itself() -> bytes:
    writer = writer_with()
    ring = ArrayObject()
    reference = writer._add_object(ring)
    ring.append(reference)
    ring.append(NumberObject(1))
    writer.root_object[NameObject("/Ring")] = reference
    return written(writer)


def pdf_scan(pages: int = 2) -> bytes:
    """Pages that are pictures, as a scanner without character recognition writes them."""
    scanned = [Image.new("L", (60, 80), 255) for _ in range(pages)]
    target = io.BytesIO()
    scanned[0].save(target, "PDF", save_all=True, append_images=scanned[1:])
    return target.getvalue()


def pdf_with_giant_picture() -> bytes:
    """A page with a picture of ten thousand million points, packed to next to nothing."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    picture = DecodedStreamObject()
    picture.set_data(zlib.compress(bytes(50_000_000), 9))
    for name, value in {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray"}.items():
        picture[NameObject(name)] = NameObject(value)
    for name, number in {"/Width": 100_000, "/Height": 100_000, "/BitsPerComponent": 8}.items():
        picture[NameObject(name)] = NumberObject(number)
    picture[NameObject("/Filter")] = NameObject("/FlateDecode")
    held = DictionaryObject({NameObject("/Im1"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
    content = DecodedStreamObject()
    content.set_data(b"q 300 0 0 300 0 0 cm /Im1 Do Q")
    page[NameObject("/Contents")] = writer._add_object(content)
    return written(writer)


def pdf_of_nested_lists(depth: int = 200_000) -> bytes:
    """A page whose content opens lists inside lists, more than any reader can follow."""
    writer = writer_with()
    content = DecodedStreamObject()
    content.set_data(b"BT /F1 12 Tf " + b"[" * depth + b"]" * depth + b" TJ ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    return written(writer)


def pdf_of_object_streams(size: int) -> bytes:
    """A file whose objects lie in a stream that unpacks to `size` bytes; no page can be told without it."""
    body = zlib.compress(b"1 0 2 20 " + b" " * size, 9)
    stream = b"3 0 obj\n<< /Type /ObjStm /N 2 /First 9 /Filter /FlateDecode /Length %d >>\nstream\n" % len(body)
    stream += body + b"\nendstream\nendobj\n"
    head = b"%PDF-1.5\n"
    rows = b"\x00\x00\x00\x00\x00" + b"\x02\x00\x00\x03\x00" + b"\x02\x00\x00\x03\x01"
    rows += b"\x01" + len(head).to_bytes(3, "big") + b"\x00"
    table = b"4 0 obj\n<< /Type /XRef /Size 4 /W [1 3 1] /Root 1 0 R /Length %d >>\nstream\n" % len(rows)
    table += rows + b"\nendstream\nendobj\n"
    start = len(head) + len(stream)
    return head + stream + table + b"startxref\n%d\n%%%%EOF\n" % start


def archive(members: dict[str, bytes | str], comment: bytes = b"", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
        packed.comment = comment
    return target.getvalue()


def relations(*links: tuple[str, str, str]) -> str:
    """The links of a part: kind, target, mode."""
    rows = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for place, (kind, target, mode) in enumerate(links)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def docx_members(body: str = "<w:p><w:r><w:t>Đơn xin trợ cấp</w:t></w:r></w:p>") -> dict[str, bytes | str]:
    return {
        "[Content_Types].xml": f'<Types xmlns="{_CONTENT_TYPES}"><Override PartName="/word/document.xml"'
        f' ContentType="{WORD_MAIN}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "Internal")),
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }


def docx(extra: dict[str, bytes | str] | None = None, body: str = "") -> bytes:
    members = docx_members(body) if body else docx_members()
    return archive(members | (extra or {}))


def xlsx(extra: dict[str, bytes | str] | None = None) -> bytes:
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_CONTENT_TYPES}"><Override PartName="/xl/workbook.xml"'
        f' ContentType="{SHEET_MAIN}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", "Internal")),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}"/>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}"><si><t>Tháng</t></si><si><t>Lương</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>'
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        '<row><c t="inlineStr"><is><t>Năm</t></is></c><c><v>5000000</v></c></row>'
        "</sheetData></worksheet>",
    }
    return archive(members | (extra or {}))


def xlsx_of_openpyxl() -> bytes:
    """A workbook as a real program writes it."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Họ và tên", "Số tháng đóng"])
    sheet.append(["Nguyễn Thị Hoa", 36])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def office_with_password() -> bytes:
    """The beginning of what Word writes when a document has a password: an OLE file with the stream's name in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600


def zip_bomb(size: int) -> bytes:
    """A Word file that unpacks to `size` bytes, from about a thousandth of it."""
    return docx({"word/media/image1.bmp": b"\x00" * size})


def with_lying_sizes(content: bytes, name: str, told: int) -> bytes:
    """Change the unpacked size that the directory of an archive tells of a member."""
    place = content.rfind(b"PK\x01\x02", 0, content.rfind(name.encode()))
    return content[: place + 24] + struct.pack("<I", told) + content[place + 28 :]


def picture(width: int = 60, height: int = 40, kind: str = "JPEG", mode: str = "RGB", **saved: object) -> bytes:
    target = io.BytesIO()
    image = Image.new(mode, (width, height))
    if mode == "RGB":
        image.paste((200, 30, 30), (0, 0, width // 2, height))
    image.save(target, kind, **saved)
    return target.getvalue()


def photograph() -> bytes:
    """A JPEG as a telephone takes it: turned by its EXIF, with the place in it, a remark and a thumbnail's worth."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010F] = "DienThoai"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 50.0, 15.0)})
    return picture(60, 40, exif=exif, comment=b"chup tai nha chi Hoa")


def _chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def huge_png(width: int, height: int) -> bytes:
    """A PNG that says it is so large, with one row of it: a few hundred bytes on the line."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (width // 8 + 1))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
