"""Word files as drafters send them, made here: auto-numbered lists, tracked changes, tables, footnotes."""

from html import escape

from tests.uploads import samples

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# List 1: "Chương %1", "Điều %2.", "%3.", "%4)", as a template of the ministry has it.
_LEVELS = (("upperRoman", "Chương %1"), ("decimal", "Điều %2."), ("decimal", "%3."), ("lowerLetter", "%4)"))
NUMBERING = (
    f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="7">'
    + "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(_LEVELS)
    )
    + '</w:abstractNum><w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val=""/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="10"/>'
    "</w:lvlOverride></w:num></w:numbering>"
)
STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="heading 3"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="DieuNho"><w:name w:val="Dieu nho"/><w:basedOn w:val="Dieu"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>'
)


def run(text: str, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", *, style: str = "", item: tuple[int, int] | None = None, centred: bool = False,
              bold: bool = False, inside: str = "") -> str:  # fmt: skip
    """A paragraph; `item` is the id of its list and its depth, `inside` is XML behind its text."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if item:
        properties += f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>'
    properties += '<w:jc w:val="center"/>' if centred else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text, bold) if text else ''}{inside}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(*paragraphs: str, extra: dict[str, bytes | str] | None = None) -> bytes:
    """A Word file with the lists and styles above."""
    parts: dict[str, bytes | str] = {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES}
    return samples.docx(parts | (extra or {}), body="".join(paragraphs))


DELETED = f"<w:del>{run('hai')}</w:del>".replace("w:t", "w:delText")
DRAFT = (
    table(("BỘ THỬ NGHIỆM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
    paragraph("THÔNG TƯ", centred=True, bold=True),
    paragraph("Quy định việc trồng cây trong sân", centred=True, bold=True),
    paragraph("Căn cứ Luật Cây xanh;"),
    paragraph("Điều 1. Trồng cây ........ 2", style="TOC1"),
    paragraph("NHỮNG QUY ĐỊNH CHUNG", item=(1, 0), centred=True, bold=True),
    paragraph("Trồng cây", style="Dieu"),
    paragraph("Mỗi sân trồng một cây.", item=(1, 2)),
    paragraph("Cây trồng là:", item=(1, 2)),
    paragraph("Cây ăn quả;", item=(1, 3)),
    paragraph("Cây lấy bóng.", item=(1, 3)),
    paragraph("Số cây theo bảng sau:", item=(1, 2)),
    table(("Sân", "Số cây"), ("Nhỏ", "1")),
    paragraph("Tưới cây", style="DieuNho"),
    paragraph("Tưới cây ", inside=f"{DELETED}<w:ins>{run('ba')}</w:ins>{run(' lần một tuần.')}"),
    paragraph("Người tưới cây ghi sổ.", inside='<w:r><w:footnoteReference w:id="2"/></w:r>'),
    paragraph("Sổ để ở cổng;", item=(2, 0)),
    table(("Nơi nhận: Như Điều 2;", "BỘ TRƯỞNG")),
)  # fmt: skip
