"""What the reader doubts, told to the drafter in one sentence each."""

from dataclasses import dataclass
from enum import StrEnum


class DoubtKind(StrEnum):
    """The kinds of doubts: those of the order of provisions, then those of how the file was read."""

    GAP = "gap"
    REPEATED = "repeated"
    OUT_OF_ORDER = "out_of_order"
    LEVEL_SKIPPED = "level_skipped"
    EMPTY = "empty"
    NO_HEADING = "no_heading"
    NO_TITLE = "no_title"
    ARTICLE_IN_LINE = "article_in_line"
    MAYBE_ARTICLE = "maybe_article"
    QUOTED_ARTICLE = "quoted_article"
    UNBALANCED_QUOTES = "unbalanced_quotes"
    JOINED = "joined"
    MAYBE_BROKEN = "maybe_broken"
    PAGE_NUMBER = "page_number"
    PAGE_HEADER = "page_header"
    CONTENTS = "contents"
    PICTURE = "picture"
    PICTURE_WORDS = "picture_words"
    TEXT_BOX = "text_box"
    FOOTNOTE = "footnote"
    DELETED = "deleted"
    INSERTED = "inserted"
    APPENDIX = "appendix"
    LEGACY = "legacy"


SENTENCES = {
    DoubtKind.GAP: "Nhảy số: {detail}. Xin xem có sót nội dung không.",
    DoubtKind.REPEATED: "Trùng số: {detail} đã có ở trên. Xin xem có đánh nhầm số không.",
    DoubtKind.OUT_OF_ORDER: "Sai thứ tự: {detail}. Xin xem lại số này.",
    DoubtKind.LEVEL_SKIPPED: "Thiếu cấp ở giữa: {detail}.",
    DoubtKind.EMPTY: "{detail} không có nội dung. Xin xem có sót không.",
    DoubtKind.NO_HEADING: "{detail} không có tên, trong khi các điều khác có.",
    DoubtKind.NO_TITLE: "Không tìm thấy tên văn bản. Xin gõ tên văn bản.",
    DoubtKind.ARTICLE_IN_LINE: "Điều này nằm giữa dòng, sau nội dung khác; đã tách ra thành một điều riêng.",
    DoubtKind.MAYBE_ARTICLE: "Dòng này giống tên một điều nhưng chưa được coi là điều. Xin xem lại.",
    DoubtKind.QUOTED_ARTICLE: "Điều này nằm trong ngoặc kép nên được coi là lời trích, không phải điều của dự thảo.",
    DoubtKind.UNBALANCED_QUOTES: "Ngoặc kép mở và đóng không khớp. Xin xem chỗ trích bắt đầu và kết thúc ở đâu.",
    DoubtKind.JOINED: "Dòng trên bị ngắt giữa câu nên dòng này đã được nối vào dòng trên.",
    DoubtKind.MAYBE_BROKEN: "Dòng này có thể là phần tiếp của dòng trên, hoặc bị mất phần đầu. Xin xem lại.",
    DoubtKind.PAGE_NUMBER: "Giống số trang nên đã bỏ.",
    DoubtKind.PAGE_HEADER: "Lặp lại nhiều lần, giống dòng đầu trang hoặc cuối trang, nên đã bỏ.",
    DoubtKind.CONTENTS: "Giống dòng của mục lục nên đã bỏ.",
    DoubtKind.PICTURE: "Chỗ này là hình (công thức, bảng hoặc bản quét) nên không đọc được. Xin gõ lại nếu cần.",
    DoubtKind.PICTURE_WORDS: "Chữ này nằm trong hình nên có thể sai hoặc sai chỗ.",
    DoubtKind.TEXT_BOX: "Chữ này nằm trong khung riêng nên có thể sai chỗ.",
    DoubtKind.FOOTNOTE: "Có chú thích ở chân trang; phần chú thích không được đọc.",
    DoubtKind.DELETED: "Bản gốc còn dấu vết sửa: chữ đã gạch bỏ thì không lấy.",
    DoubtKind.INSERTED: "Bản gốc còn dấu vết sửa: chữ thêm vào thì lấy.",
    DoubtKind.APPENDIX: "Từ dòng này được coi là phụ lục.",
    DoubtKind.LEGACY: "Bản gốc gõ bằng bảng mã cũ (TCVN3, VNI …) đã được chuyển mã. Xin xem chữ hoa, chữ có dấu.",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: its kind, the place in the list of lines, the line or paragraph of the file, and the words there."""

    kind: DoubtKind
    index: int
    line: int
    words: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """Return what the drafter is told."""
        return SENTENCES[self.kind].format(detail=self.detail)
