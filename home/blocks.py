"""The blocks of a plain page: those of an answer, and what a ministry's own pages need besides."""

from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from base.blocks import TEXT_FEATURES, BodyBlock, ContactBlock
from base.contacts import contact_card
from base.context import portal_context


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label="Câu hỏi", max_length=200)
    answer = blocks.RichTextBlock(label="Trả lời", features=TEXT_FEATURES)


class PictureBlock(blocks.StructBlock):
    """A picture with the text that stands for it; a picture that only adorns says so."""

    picture = ImageBlock(label="Hình")
    caption = blocks.CharBlock(label="Chú thích", required=False, max_length=200)

    class Meta:
        icon = "image"
        label = "Hình"
        template = "blocks/picture.html"


class TableBlock(TypedTableBlock):
    """A table whose cells carry their heading along, so that a telephone can show it row by row."""

    text = blocks.CharBlock(label="Chữ", required=False)

    class Meta:
        icon = "table"
        label = "Bảng"
        template = "blocks/table.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        headings = [column["heading"] for column in value.columns]
        rows = [list(zip(headings, row, strict=False)) for row in value.rows]
        return super().get_context(value, parent_context) | {"headings": headings, "rows": rows}


class ActionBlock(blocks.StructBlock):
    """A button to one of the portal's doors."""

    DOORS = (
        ("/hoi/", "Gửi câu hỏi"),
        ("/theo-doi/", "Theo dõi câu hỏi đã gửi"),
        ("/tim-kiem/", "Tìm câu trả lời"),
        ("/hoi-dap/", "Xem các câu trả lời"),
    )
    door = blocks.ChoiceBlock(choices=DOORS, label="Dẫn tới", default="/hoi/")

    class Meta:
        icon = "link"
        label = "Nút bấm"
        template = "blocks/action.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"label": dict(self.DOORS).get(value["door"], "")}


class OfficesBlock(blocks.StaticBlock):
    """The contacts of the portal's settings, so that they are written in one place."""

    class Meta:
        icon = "site"
        label = "Các nơi liên hệ"
        admin_text = "Hiện tổng đài, địa chỉ và các nơi tiếp dân đã ghi ở “Cài đặt › Cổng và liên hệ”."
        template = "blocks/offices.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        portal = portal_context()
        ministry = {
            "name": portal["ministry"],
            "address": portal.get("address"),
            "phone": portal["hotline"],
            "email": portal["contact_email"],
            "opening_hours": portal.get("opening_hours"),
        }
        contacts = [contact_card(ministry), *portal.get("offices", [])]
        return super().get_context(value, parent_context) | {"contacts": contacts}


class ContentBlock(BodyBlock):
    """The body of a plain page."""

    questions = blocks.ListBlock(QuestionBlock(), label="Hỏi và đáp", icon="help", template="blocks/questions.html")
    picture = PictureBlock()
    documents = blocks.ListBlock(
        DocumentChooserBlock(label="Tệp"), label="Tệp tải về", icon="doc-full", template="blocks/documents.html"
    )
    table = TableBlock()
    contact = ContactBlock()
    offices = OfficesBlock()
    action = ActionBlock()
