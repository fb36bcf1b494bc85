"""The blocks that answers and content pages are built from."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from base.contacts import contact_card

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="Nội dung trích")
    source = blocks.CharBlock(label="Nguồn (điều, khoản, văn bản)", required=False)

    class Meta:
        icon = "openquote"
        label = "Trích văn bản"
        template = "blocks/quote.html"


class BodyBlock(blocks.StreamBlock):
    """The body of an answer: paragraphs, headings, steps, notes and quotations of law."""

    paragraph = blocks.RichTextBlock(
        label="Đoạn văn", features=TEXT_FEATURES, icon="pilcrow", template="blocks/paragraph.html"
    )
    heading = blocks.CharBlock(label="Tiêu đề nhỏ", icon="title", template="blocks/heading.html")
    steps = blocks.ListBlock(
        blocks.CharBlock(label="Bước"), label="Các bước", icon="list-ol", template="blocks/steps.html"
    )
    note = blocks.TextBlock(label="Lưu ý", icon="warning", template="blocks/note.html")
    quote = QuoteBlock()


class ContactBlock(blocks.StructBlock):
    """A place or unit that people can go to, call or write to."""

    name = blocks.CharBlock(label="Tên nơi liên hệ", max_length=160)
    address = blocks.CharBlock(label="Địa chỉ", required=False, max_length=200)
    phone = blocks.CharBlock(label="Điện thoại", required=False, max_length=30)
    email = blocks.EmailBlock(label="Thư điện tử", required=False)
    opening_hours = blocks.CharBlock(label="Giờ làm việc", required=False, max_length=160)

    class Meta:
        icon = "mail"
        label = "Nơi liên hệ"
        template = "blocks/contact.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return super().get_context(value, parent_context) | {"contact": contact_card(value)}


class ContactsBlock(blocks.StreamBlock):
    contact = ContactBlock()


class LinkBlock(blocks.StructBlock):
    """A named link to a page of the portal or to another site."""

    title = blocks.CharBlock(label="Chữ hiện ra", max_length=80)
    page = blocks.PageChooserBlock(label="Trang của cổng", required=False)
    url = blocks.URLBlock(label="hoặc địa chỉ trang khác", required=False)

    class Meta:
        icon = "link"
        label = "Liên kết"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if bool(value["page"]) == bool(value["url"]):
            raise blocks.StructBlockValidationError(
                block_errors={"page": ValidationError("Chọn một trang của cổng, hoặc ghi một địa chỉ, không cả hai.")}
            )
        return value


class LinksBlock(blocks.StreamBlock):
    link = LinkBlock()


def headings(body: blocks.StreamValue) -> str:
    """Return the headings of a body, one a line."""
    return "\n".join(str(block.value) for block in body if block.block_type == "heading")
