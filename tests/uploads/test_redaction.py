"""What a redacted PDF gives away: text under boxes in all their shapes, and everything else a file keeps by itself."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from base.uploads import redaction
from base.uploads.checking import what_shines_through
from base.uploads.limits import Limits
from base.uploads.pdf_tokens import operations
from base.uploads.refusals import Refused
from tests.uploads import redacted, samples
from tests.uploads.redacted import BLACK_BOX, BOX, NAME, OPEN, SECRET, drawn, form, pdf, resource, scan
from tests.uploads.samples import written


def found(content: bytes) -> dict[str, list[int]]:
    codes: dict[str, list[int]] = redaction.look(content)["found"]
    return codes


UNDER = {"under_box": [1]}
NARROW = b"".join(b"%d 196 3 14 re " % x for x in range(18, 128, 3))
FRAME = b"10 190 m 140 190 l 140 220 l 10 220 l h 12 192 m 12 218 l 138 218 l 138 192 l h f\n"
LEAKS: dict[str, tuple[bytes, dict[str, list[int]]]] = {
    "a black box over the name": (pdf(NAME + BLACK_BOX), UNDER),
    "black on black, the box first": (pdf(BLACK_BOX + NAME), UNDER),
    "a box of white paint": (pdf(NAME + b"1 g " + BOX), UNDER),
    "a dark blue box": (pdf(NAME + b"0 0 .3 rg " + BOX), UNDER),
    "a box in CMYK": (pdf(NAME + b"0 0 0 1 k " + BOX), UNDER),
    "a path drawn by hand": (pdf(NAME + b"0 g 18 196 m 128 197 l 127 210 l 19 209 l h f\n"), UNDER),
    "a thick black line": (pdf(NAME + b"0 G 12 w 18 203 m 128 203 l S\n"), UNDER),
    "many narrow boxes": (pdf(NAME + b"0 g " + NARROW + b"f\n"), UNDER),
    "one word of a line": (pdf(NAME + b"0 g 60 196 36 14 re f\n"), UNDER),
    "under a matrix": (pdf(b"q .5 0 0 .5 50 50 cm " + NAME + BLACK_BOX + b"Q"), UNDER),
    "upside down": (pdf(b"q -1 0 0 -1 300 300 cm " + NAME + BLACK_BOX + b"Q"), UNDER),
    "a line shown in pieces": (
        pdf(b"BT /F1 12 Tf 20 200 Td [(Nguyen) -200 (Van Bi) <204d6174>] TJ ET " + BLACK_BOX),
        UNDER,
    ),
    "the third page of four": (pdf(OPEN, OPEN, NAME + BLACK_BOX, NAME), {"under_box": [3]}),
    "white on white": (pdf(b"1 g " + NAME), {"invisible": [1]}),
    "not painted at all": (pdf(b"3 Tr " + NAME), {"invisible": [1]}),
    "outside the cut": (redacted.cropped(), {"cropped": [1]}),
    "a mark for redaction, not applied": (redacted.annotated(NAME, "/Redact"), {"redact": [1]}),
    "a black square as annotation": (redacted.annotated(NAME, "/Square", b"0 g 0 0 55 7 re f"), UNDER),
    "a square that readers draw themselves": (
        redacted.annotated(NAME, "/Square", IC=ArrayObject([FloatObject(0)] * 3)),
        UNDER,
    ),
    "a black highlight": (redacted.annotated(NAME, "/Highlight", C=ArrayObject([FloatObject(0)] * 3)), UNDER),
    "a comment": (redacted.annotated(OPEN, "/Text", Contents=TextStringObject("Che ten")), {"comment": [1]}),
    "a hidden layer": (redacted.with_layer(is_off=True), {"layers": []}),
    "an older page behind the end": (redacted.changed_in_place(pdf(NAME + OPEN), BLACK_BOX + OPEN), {"history": []}),
    "old text that nothing shows": (redacted.with_orphan(), {"left_over": []}),
    "recognised text under a blot": (scan(NAME, blot=0), UNDER),
    "recognised text under white paint": (scan(NAME, blot=255), UNDER),
}


@pytest.mark.parametrize("name", LEAKS)
def test_what_is_given_away(name: str) -> None:
    content, codes = LEAKS[name]
    assert found(content) == codes


HARMLESS: dict[str, bytes] = {
    "plain text": pdf(NAME),
    "a box where the text was taken out": pdf(OPEN + BLACK_BOX),
    "a box beside the text": pdf(NAME + b"0 g 130 196 80 14 re f\n"),
    "white letters on a dark head of a table": pdf(BLACK_BOX + b"1 g " + NAME),
    "black letters on a grey cell": pdf(b".85 g " + BOX + b"0 g " + NAME),
    "a white page painted first": pdf(b"1 g 0 0 300 300 re f 0 g " + NAME),
    "a frame round the text": pdf(NAME + b"0 g 10 190 130 30 re 12 192 126 26 re f*\n"),
    "a frame wound the other way": pdf(NAME + b"0 g " + FRAME),
    "underlined": pdf(NAME + b"0 g 20 197 102 1 re f\n"),
    "struck through": pdf(NAME + b"0 G 1 w 18 203 m 128 203 l S\n"),
    "a box clipped away": pdf(NAME + b"q 0 0 10 10 re W n " + BLACK_BOX + b"Q"),
    "a link": redacted.annotated(NAME, "/Link", Contents=TextStringObject("Trang cua Bo")),
    "a layer that is shown": redacted.with_layer(is_off=False),
    "a signature's update": redacted.changed_in_place(pdf(NAME), AcroForm=DictionaryObject()),
    "a scan with its recognised text": scan(NAME),
    "a scan blotted where nothing was recognised": scan(OPEN, blot=0),
    "the sample of the senders": samples.pdf(),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_harmless(name: str) -> None:
    assert found(HARMLESS[name]) == {}


def test_a_box_inside_a_form_or_over_one_is_a_box() -> None:
    box = ArrayObject([NumberObject(number) for number in (0, 0, 300, 300)])
    for content, inner in ((NAME + b"/Fm Do", BLACK_BOX), (b"/Fm Do " + BLACK_BOX, NAME)):
        writer = drawn(content)
        fonts: Any = writer.pages[0]["/Resources"]
        own = DictionaryObject({NameObject("/Font"): fonts["/Font"]})
        resource(writer, "/XObject", "/Fm", form(inner, BBox=box, Resources=own))
        assert found(written(writer)) == UNDER


def test_a_form_that_draws_itself_ends() -> None:
    writer = drawn(NAME + b"/Fm Do")
    box = ArrayObject([NumberObject(number) for number in (0, 0, 300, 300)])
    resource(writer, "/XObject", "/Fm", form(b"/Fm Do " + BLACK_BOX, BBox=box))
    assert found(written(writer)) == UNDER


@pytest.mark.parametrize(
    ("state", "codes"),
    [({"/ca": 0.3}, {}), ({"/ca": 1.0}, UNDER), ({"/BM": "/Multiply"}, UNDER)],
)
def test_what_shines_through_hides_nothing(state: dict[str, float | str], codes: dict[str, list[int]]) -> None:
    """A highlighter of 30 % leaves the name readable; a black one that multiplies does not."""
    writer = drawn(NAME + b"/Gs gs " + BLACK_BOX)
    values = {
        NameObject(name): NameObject(value) if isinstance(value, str) else FloatObject(value)
        for name, value in state.items()
    }
    resource(writer, "/ExtGState", "/Gs", DictionaryObject(values))
    assert found(written(writer)) == codes


def test_a_yellow_marker_is_none() -> None:
    marker = redacted.annotated(
        NAME, "/Highlight", C=ArrayObject([FloatObject(1), FloatObject(1), FloatObject(0)]), CA=FloatObject(0.4)
    )
    assert found(marker) == {}


def test_a_picture_over_a_name_that_it_does_not_show_is_a_box() -> None:
    writer = drawn(NAME + b"q 110 0 0 14 18 196 cm /Im Do Q")
    resource(writer, "/XObject", "/Im", redacted.picture(bytes(100), 10, 10))
    assert found(written(writer)) == UNDER


def test_a_scan_that_cannot_be_decoded_is_told_apart() -> None:
    assert found(scan(NAME, of="/JBIG2Decode")) == {"unseen": [1]}


def test_a_small_picture_of_the_page_is_left_over() -> None:
    writer = drawn(OPEN)
    writer.pages[0][NameObject("/Thumb")] = writer._add_object(redacted.picture(bytes(4), 2, 2))
    assert found(written(writer)) == {"left_over": []}


def test_it_tells_what_the_file_says_of_itself_and_quotes_nothing_else() -> None:
    writer = drawn(NAME + BLACK_BOX)
    writer.add_metadata({"/Author": "Khanh", "/Title": "Ket luan"})
    looked = redaction.look(written(writer))
    assert looked["told"] == {"Author": "Khanh", "Title": "Ket luan"}
    assert looked["pages"] == 1
    assert "Bi Mat" not in json.dumps(looked)


def test_composite_fonts_are_measured_by_their_own_widths() -> None:
    """Codes of two bytes, half as wide as usual: the name ends before the box begins."""
    writer = drawn(b"BT /F2 12 Tf 20 200 Td <00010001000100010001> Tj ET 0 g 55 196 60 14 re f")
    inner = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/CIDFontType2"),
            NameObject("/DW"): NumberObject(1000),
            NameObject("/W"): ArrayObject([NumberObject(1), ArrayObject([NumberObject(500)])]),
        }
    )
    font = DictionaryObject(
        {NameObject("/Subtype"): NameObject("/Type0"), NameObject("/DescendantFonts"): ArrayObject([inner])}
    )
    resource(writer, "/Font", "/F2", font)
    assert found(written(writer)) == {}
    del inner[NameObject("/W")]
    assert found(written(writer)) == UNDER


def test_words_of_a_content_stream() -> None:
    content = b"% a remark\n[(a\\)b) -12.5 <4a4>] TJ /Na.me#20 1 0 0 rg (x(y)z) ' "
    content += b"<< /A [1 2] >> BDC BI /W 1 ID \x01EIx EI Q"
    read = [(operator, given) for operator, given in operations(content)]
    assert read[0] == (b"TJ", [[b"a)b", -12.5, b"J@"]])
    assert read[1] == (b"rg", ["/Na.me#20", 1.0, 0.0, 0.0])
    assert read[2] == (b"'", [b"x(y)z"])
    assert [operator for operator, _ in read[3:]] == [b"BDC", b"BI", b"Q"]


@pytest.mark.parametrize("content", [b"(((((", b"<<<<[[[[", b"((a)" * 1000, b"]" * 50, b"/ / /", b"1 2 3"])
def test_broken_streams_end(content: bytes) -> None:
    assert list(operations(content)) == []


# The limited child


@pytest.fixture
def through(tmp_path: Path) -> Callable[..., dict[str, object]]:
    def look(content: bytes, limits: Limits | None = None) -> dict[str, object]:
        source = tmp_path / "source"
        source.write_bytes(content)
        return what_shines_through(source, tmp_path, limits or Limits())

    return look


def test_the_child_tells_the_same(through: Callable[..., dict[str, object]]) -> None:
    assert through(pdf(NAME + BLACK_BOX)) == redaction.look(pdf(NAME + BLACK_BOX))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (samples.pdf_with_password(), "encrypted"),
        (samples.pdf_with_attachment(), "embedded"),
        (samples.pdf_with_javascript(), "program"),
        (b"no PDF at all", "damaged"),
    ],
)
def test_what_is_no_pdf_to_be_looked_at(content: bytes, code: str, through: Callable[..., dict[str, object]]) -> None:
    with pytest.raises(Refused) as refused:
        through(content, Limits(cpu_seconds=5))
    assert refused.value.code == code


def test_a_page_that_unpacks_without_end_is_one_that_cannot_be_read(through: Callable[..., dict[str, object]]) -> None:
    found: Any = through(samples.pdf_that_unpacks_to(400_000_000))["found"]
    assert found["unreadable"] == [1]


def test_five_hundred_pages_within_the_limits(through: Callable[..., dict[str, object]]) -> None:
    line = b"BT /F1 9 Tf 20 %d Td (Cong ty nop thieu tien bao hiem that nghiep cua nguoi lao dong) Tj ET\n"
    page = b"".join(line % y for y in range(20, 290, 6))
    content = pdf(*[page] * 499, NAME + BLACK_BOX)
    assert through(content, Limits(cpu_seconds=60, wall_seconds=120))["found"] == {"under_box": [500]}


def test_the_secret_is_really_in_the_sample() -> None:
    """Nothing above would mean anything if the name could not be read out of the file."""
    assert SECRET in PdfReader(BytesIO(pdf(NAME + BLACK_BOX))).pages[0].extract_text()
