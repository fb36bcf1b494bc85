"""A paper as DOCX is what Word reads: well-formed, in one font, whatever is written into it."""

import io
import zipfile

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from base.word import Paper, Paragraph, Words, plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(paper: Paper) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(paper.content())) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_part_is_named_and_well_formed() -> None:
    paper = Paper("Bản & tổng <hợp>")
    paper.add(plain("Điều 1", bold=True))
    paper.table((1, 2), [([plain("a")], [plain("b")]), (None, [plain("c")])], header=("Một", "Hai"))
    found = parts(paper)
    for part in found.values():
        fromstring(part)
    types = found["[Content_Types].xml"].decode()
    assert all(f'PartName="/{name}"' in types for name in found if not name.endswith(".rels") and name[0] != "[")
    body = fromstring(found["word/document.xml"])
    assert len(body.findall(f".//{W}tblHeader")) == 1
    assert [each.get(f"{W}val") for each in body.findall(f".//{W}vMerge")] == ["restart", None]
    assert body.find(f".//{W}pgSz").get(f"{W}orient") == "landscape"
    fonts = fromstring(found["word/styles.xml"]).find(f".//{W}rFonts")
    assert set(fonts.attrib.values()) == {"Times New Roman"}


def test_a_row_has_as_many_cells_as_there_are_columns() -> None:
    with pytest.raises(ValueError, match="zip"):
        Paper("x").table((1, 2), [([plain("a")],)])


def test_an_empty_table_is_one() -> None:
    paper = Paper("x")
    paper.table((1,), [], header=("Một",))
    assert len(fromstring(parts(paper)["word/document.xml"]).findall(f".//{W}tr")) == 1


@given(st.text())
def test_any_text_is_written_and_read_back(text: str) -> None:
    paper = Paper(text)
    paper.add(Paragraph((Words(text, bold=True), Words("hết"))))
    body = fromstring(parts(paper)["word/document.xml"])
    read = "".join(each.text or "" for each in body.iter(f"{W}t"))
    assert [each for each in read if each.isprintable() and each != " "] == [
        each for each in f"{text}hết" if each.isprintable() and each != " "
    ]
