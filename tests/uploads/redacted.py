"""Redacted PDFs as careful and careless people make them, written here operator by operator."""

import zlib
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.uploads.samples import writer_with, written

SECRET = "Nguyen Van Bi Mat"
# In 12 points of Helvetica without widths a character is 6 points wide: the name reaches from 20 to 122.
NAME = b"BT /F1 12 Tf 20 200 Td (" + SECRET.encode() + b") Tj ET\n"
OPEN = b"BT /F1 12 Tf 20 100 Td (Phan cong khai) Tj ET\n"
BOX = b"18 196 110 14 re f\n"
BLACK_BOX = b"0 g " + BOX


def drawn(*pages: bytes) -> PdfWriter:
    """A document whose pages draw this."""
    writer = writer_with(pages=len(pages))
    for page, content in zip(writer.pages, pages, strict=True):
        stream = DecodedStreamObject()
        stream.set_data(content)
        del page[NameObject("/Contents")]
        page[NameObject("/Contents")] = writer._add_object(stream)
    clean = PdfWriter()
    for page in writer.pages:
        clean.add_page(page)
    return clean


def pdf(*pages: bytes) -> bytes:
    return written(drawn(*pages))


def resource(writer: PdfWriter, kind: str, name: str, value: Any, page: int = 0) -> None:
    resources: Any = writer.pages[page][NameObject("/Resources")].get_object()
    known = resources.setdefault(NameObject(kind), DictionaryObject())
    known[NameObject(name)] = writer._add_object(value)


def form(content: bytes, **more: Any) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    stream.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/Type"): NameObject("/XObject")})
    stream.update({NameObject(f"/{name}"): value for name, value in more.items()})
    return stream


def picture(grey: bytes, width: int, height: int, of: str = "/FlateDecode") -> DecodedStreamObject:
    """A grey picture, as a scanner makes it."""
    stream = DecodedStreamObject()
    stream.set_data(zlib.compress(grey) if of == "/FlateDecode" else grey)
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(width),
            NameObject("/Height"): NumberObject(height),
            NameObject("/ColorSpace"): NameObject("/DeviceGray"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject(of),
        }
    )
    return stream


def scan(text: bytes, blot: int | None = None, of: str = "/FlateDecode") -> bytes:
    """A scanned page of 300 points with its recognised text under Tr 3; `blot` is the grey of a box over the name."""
    rows = [bytearray((0 if (x // 2) % 2 else 255) for x in range(300)) for _ in range(300)]
    if blot is not None:
        for y in range(300 - 212, 300 - 194):
            rows[y][16:132] = bytes([blot]) * 116
    writer = drawn(b"q 300 0 0 300 0 0 cm /Scan Do Q 3 Tr\n" + text)
    resource(writer, "/XObject", "/Scan", picture(b"".join(rows), 300, 300, of))
    return written(writer)


def annotated(content: bytes, subtype: str, looks: bytes = b"", **more: Any) -> bytes:
    """A page with an annotation over the name."""
    writer = drawn(content)
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/Rect"): ArrayObject([FloatObject(number) for number in (18, 196, 128, 210)]),
        }
    )
    annotation.update({NameObject(f"/{name}"): value for name, value in more.items()})
    if looks:
        box = ArrayObject([NumberObject(number) for number in (0, 0, 55, 7)])
        stream = writer._add_object(form(looks, BBox=box))
        annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): stream})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    return written(writer)


def changed_in_place(before: bytes, content: bytes | None = None, **root: Any) -> bytes:
    """An update appended to a file, as “save” writes it: its first page draws `content` now."""
    writer = PdfWriter(BytesIO(before), incremental=True)
    if content is not None:
        stream = DecodedStreamObject()
        stream.set_data(content)
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    for name, value in root.items():
        writer.root_object[NameObject(f"/{name}")] = value
    return written(writer)


def with_orphan() -> bytes:
    """A file in which the old text of a page is kept, though no page leads to it any more."""
    writer = drawn(OPEN)
    stream = DecodedStreamObject()
    stream.set_data(NAME)
    writer._add_object(stream)
    return written(writer)


def with_layer(is_off: bool) -> bytes:
    writer = drawn(OPEN)
    layer = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Lop")})
    )
    shown = DictionaryObject({NameObject("/OFF"): ArrayObject([layer] if is_off else [])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): shown}
    )
    return written(writer)


def cropped() -> bytes:
    writer = drawn(NAME + OPEN)
    writer.pages[0].cropbox.upper_right = (300, 150)
    return written(writer)
