"""Official papers as DOCX: A4 across, Times New Roman, one table whose header stands on every page (Decree 30/2020).

Just the parts of Office Open XML (ECMA-376) that Word and LibreOffice need for that; every word is escaped.
"""

import datetime
import itertools
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
TEXT_POINTS, TITLE_POINTS = 13, 14
# Twentieths of a point: A4 lying down, and the margins of an official paper.
PAGE_WIDTH, PAGE_HEIGHT = 16_838, 11_906
TOP, RIGHT, BOTTOM, LEFT = 1_134, 1_134, 1_134, 1_701
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
# XML 1.0 has no place for these; lone surrogates cannot be written at all.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of the files within: the same paper is the same bytes


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a paragraph; a line end in it is one on paper."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words with their place: `align` is left, center, right or both; `points` 0 is the size of the text.

    `keep` holds the paragraph on one page with the next one.
    """

    words: Sequence[Words]
    align: str = "left"
    points: int = 0
    keep: bool = False


Cell = Sequence[Paragraph] | None  # None: goes on from the cell above


def plain(text: str, *, bold: bool = False, italic: bool = False, align: str = "left", keep: bool = False) -> Paragraph:
    """Return a paragraph of one piece."""
    return Paragraph((Words(text, bold, italic),), align, keep=keep)


class Paper:
    """A paper in the making, written from its beginning to its end."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._body: list[str] = []

    def add(self, *paragraphs: Paragraph) -> None:
        self._body += [_paragraph(each) for each in paragraphs]

    def table(
        self, widths: Sequence[int], rows: Iterable[Sequence[Cell]], header: Sequence[str] = (), lines: bool = True
    ) -> None:
        """Add a table; `widths` are shares of the width of the text, `header` is repeated on every page."""
        columns = [TEXT_WIDTH * share // sum(widths) for share in widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        style = '<w:tblStyle w:val="Lines"/>' if lines else ""
        self._body.append(
            f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        )
        if header:
            names = [[plain(name, bold=True, align="center")] for name in header]
            self._body.append(_row(columns, names, [], "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"))
        following = itertools.chain(rows, [()])
        row = next(following)
        for below in following:  # a cell must know whether the one below goes on from it
            self._body.append(_row(columns, row, below))
            row = below
        # Two tables that touch are one table.
        self._body.append("</w:tbl>" + _paragraph(Paragraph((), points=4)))

    def content(self) -> bytes:
        """Return the paper as a file."""
        section = (
            '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
            f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}" w:orient="landscape"/>'
            f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}"'
            ' w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        )
        body = f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{"".join(self._body)}{section}</w:body>'
        parts = {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _RELATIONS,
            "docProps/core.xml": _core(self.title),
            "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
            "word/styles.xml": _STYLES,
            "word/footer1.xml": _FOOTER,
            "word/document.xml": f"{body}</w:document>",
        }
        written = BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in parts.items():
                package.writestr(zipfile.ZipInfo(name, _MOMENT), part.encode(), zipfile.ZIP_DEFLATED)
        return written.getvalue()


def _row(columns: Sequence[int], cells: Sequence[Cell], below: Sequence[Cell], properties: str = "") -> str:
    made = []
    for place, (width, cell) in enumerate(zip(columns, cells, strict=True)):
        merge = ""
        if cell is None:
            merge = "<w:vMerge/>"
        elif below and below[place] is None:
            merge = '<w:vMerge w:val="restart"/>'
        inside = "".join(map(_paragraph, cell or ())) or "<w:p/>"
        made.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}</w:tcPr>{inside}</w:tc>')
    return f"<w:tr>{properties}{''.join(made)}</w:tr>"


def _paragraph(paragraph: Paragraph) -> str:
    keep = "<w:keepNext/>" if paragraph.keep else ""
    runs = "".join(_run(each, paragraph.points) for each in paragraph.words)
    return f'<w:p><w:pPr>{keep}<w:jc w:val="{paragraph.align}"/></w:pPr>{runs}</w:p>'


def _run(words: Words, points: int) -> str:
    size = f'<w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/>' if points else ""
    properties = f"{'<w:b/>' if words.bold else ''}{'<w:i/>' if words.italic else ''}{size}"
    lines = _NOT_XML.sub(" ", words.text).split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{text}</w:r>"


def _core(title: str) -> str:
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(_NOT_XML.sub(' ', title))}</dc:title><dc:language>vi-VN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{now}</dcterms:created></cp:coreProperties>'
    )


_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPES}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_R}/footer" Target="footer1.xml"/></Relationships>'
)
# All four kinds of characters in one font: else Word takes letters with two marks (ế, ậ) from another one.
_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:sz w:val="{2 * TEXT_POINTS}"/>'
    f'<w:szCs w:val="{2 * TEXT_POINTS}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="table" w:styleId="Lines"><w:name w:val="Table Grid"/>'
    f"<w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr></w:style></w:styles>"
)
_FOOTER = (
    f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "</w:p></w:ftr>"
)
