"""What stands before the first provision: letterhead, title, and the grounds on which the document is issued."""

import re

from consultation.structure.lines import Role
from consultation.structure.paragraphs import Paragraph, is_upper

_KINDS = (
    "HIẾN PHÁP|BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|THÔNG TƯ|CHỈ THỊ|LỆNH|QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ"
)
_KIND = re.compile(rf"(?:DỰ THẢO )?(?:{_KINDS})(?: LIÊN TỊCH)?(?:\s*:)?(?=$|\s)")
_ISSUER = "Quốc hội|Chính phủ|Thủ tướng|Bộ trưởng|Ủy ban|Uỷ ban|Chủ tịch|Chủ nhiệm|Tổng |Hội đồng|Chánh án|Viện trưởng"
_GROUND = re.compile(rf"Căn cứ|Theo đề nghị|Xét |Thực hiện|Trên cơ sở|Để |(?:{_ISSUER}).{{0,200}}ban hành")
_MOTTO = re.compile(r"CỘNG HÒA|CỘNG HOÀ|Độc lập|QUỐC HỘI|CHÍNH PHỦ|BỘ |DỰ THẢO$|ỦY BAN|UỶ BAN")
_BRACKETED = re.compile(r"[_(]?\(?(?:Ban hành )?[Kk]èm theo")


def roles(paragraphs: list[Paragraph]) -> list[Role]:
    """Return the role of each paragraph before the first provision."""
    kind = next((place for place, each in enumerate(paragraphs) if _is_kind(each)), None)
    if kind is None:
        kind = next((place for place, each in enumerate(paragraphs) if _may_be_title(each)), None)
    if kind is None:
        return [Role.PREAMBLE for _ in paragraphs]
    found = [Role.LETTERHEAD] * kind + [Role.TITLE]
    bare = bool(_KIND.fullmatch(paragraphs[kind].words))
    for paragraph in paragraphs[kind + 1 :]:
        goes_on = found[-1] is Role.TITLE and _continues_title(paragraph, bare)
        bare = False
        found.append(Role.TITLE if goes_on else Role.PREAMBLE)
    return found


def names_kind(words: str) -> bool:
    """Tell whether words begin with the kind of a document: "NGHỊ ĐỊNH", "LUẬT BẢO HIỂM XÃ HỘI"."""
    return bool(_KIND.match(words))


def _is_words(paragraph: Paragraph) -> bool:
    return not (paragraph.dropped or paragraph.table or paragraph.plain)


def _is_kind(paragraph: Paragraph) -> bool:
    return _is_words(paragraph) and names_kind(paragraph.words)


def _may_be_title(paragraph: Paragraph) -> bool:
    set_apart = paragraph.heading or (paragraph.stands_out and is_upper(paragraph.words))
    return set_apart and _is_words(paragraph) and not _MOTTO.match(paragraph.words)


def _continues_title(paragraph: Paragraph, bare: bool) -> bool:
    words = paragraph.words
    if not _is_words(paragraph) or _GROUND.match(words) or _BRACKETED.match(words):
        return False
    if paragraph.stands_out or paragraph.centred or is_upper(words):
        return True
    return bare and len(words) < 300 and words[-1:] not in tuple(".;:,")
