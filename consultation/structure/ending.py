"""Where the articles end: who passed the document, the signature, the recipients, and where an appendix begins."""

import re

from consultation.structure.nodes import Level
from consultation.structure.paragraphs import Paragraph, cells_of, is_upper
from consultation.structure.recognising import Label, label_of

_PASSED = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết) này (?:đã )?(?:được|do) "
    r"(?:Quốc hội|Ủy ban [Tt]hường vụ Quốc hội|Hội đồng nhân dân)"
)
_SIGNS = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s?\.\s?[A-ZĐÀ-Ỹ]")
_POST = re.compile(
    r"(?:PHÓ )?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ NHIỆM|CHÁNH ÁN|VIỆN TRƯỞNG|"
    r"TỔNG THANH TRA|TỔNG KIỂM TOÁN)\b"
)
_ATTACHED = re.compile(r"(?:QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|QUY CHUẨN|ĐIỀU LỆ|DANH MỤC|BIỂU MẪU|CHƯƠNG TRÌNH|KẾ HOẠCH)\b")
_COMES_WITH = re.compile(r"\(?\s*(?:Được )?(?:[Bb]an hành )?[Kk][èe]m theo")
LONGEST_POST = 120


def closes(paragraph: Paragraph) -> bool:
    """Tell whether what stands behind the last article begins here."""
    if paragraph.plain:
        return False
    cells = cells_of(paragraph.words) if paragraph.table else None
    return any(closing(each) for each in (cells if cells is not None else [paragraph.words]))


def starts_appendix(paragraphs: list[Paragraph], place: int, after_closing: bool) -> Label | None:
    """Return the label of the appendix that begins here: "Phụ lục II", or a regulation issued with a decision."""
    paragraph = paragraphs[place]
    if paragraph.dropped or paragraph.quoted or paragraph.table or paragraph.plain:
        return None
    label = label_of(paragraph.words, paragraph.stands_out)
    if label and label.level is Level.APPENDIX:
        return label
    if after_closing and _ATTACHED.match(paragraph.words) and is_upper(paragraph.words):
        behind = paragraphs[place + 1 : place + 5]
        if any(_COMES_WITH.match(each.words) for each in behind):
            return Label(Level.APPENDIX, "", "", paragraph.words)
    return None


def closing(words: str) -> bool:
    """Tell whether words are a signature, a list of recipients or the formula of who passed the document."""
    if words.startswith("Nơi nhận") or _PASSED.match(words) or _SIGNS.match(words):
        return True
    return len(words) <= LONGEST_POST and bool(_POST.match(words)) and is_upper(words)
