"""The one door for foreign HTML: an allow-list of what an answer may hold (never over Wagtail's own rich text)."""

import html
import re

import bleach

ALLOWED_TAGS = frozenset({"p", "br", "b", "i", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote"})
ALLOWED_ATTRIBUTES = {"a": ["href"]}
ALLOWED_PROTOCOLS = frozenset({"http", "https", "mailto"})
# bleach keeps the text of a tag it strips; of these tags the text is no text.
_DROPPED_WHOLE = re.compile(r"<(script|style|iframe|object|template|noscript|svg|math|head)\b.*?(</\1\s*>|\Z)", re.I | re.S)
_BLOCK_END = re.compile(r"</(p|li|h[1-6]|div|tr|blockquote)\s*>|<br\s*/?>", re.I)
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")


def clean_html(foreign: str) -> str:
    """Return the HTML with everything taken away that is not on the allow-list; safe to show as it is."""
    return bleach.clean(
        _DROPPED_WHOLE.sub(" ", foreign),
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        protocols=ALLOWED_PROTOCOLS,
        strip=True,
        strip_comments=True,
    ).strip()


def looks_like_html(text: str) -> bool:
    """Tell whether a text of unknown make is marked up as HTML."""
    return bool(re.search(r"</?(p|br|div|ul|ol|li|table|span|b|strong|em|h[1-6]|a|script|img)\b[^>]*>", text, re.I))


def paragraphs(text: str) -> str:
    """Return plain text as escaped paragraphs, one for each line that is not blank."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)


def plain_text(marked_up: str) -> str:
    """Return the text of HTML, blocks separated by line ends, entities resolved."""
    text = _TAG.sub("", _BLOCK_END.sub("\n", _DROPPED_WHOLE.sub(" ", marked_up)))
    lines = (_SPACES.sub(" ", line).strip() for line in html.unescape(text).split("\n"))
    return "\n".join(line for line in lines if line)
