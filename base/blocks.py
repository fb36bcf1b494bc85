"""The blocks that answers and content pages are built from."""

from wagtail import blocks

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


def headings(body: blocks.StreamValue) -> str:
    """Return the headings of a body, one a line."""
    return "\n".join(str(block.value) for block in body if block.block_type == "heading")
