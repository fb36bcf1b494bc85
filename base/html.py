"""The one door for foreign HTML: an allow-list of what an answer may hold (never over Wagtail's own rich text).

Two locks. What was read in one pass (base/html_reading.py) is written anew as flat, closed blocks of the allow-list;
then bleach checks what was written. bleach alone needs minutes for 100 kB of nested or unclosed tags and keeps the text
of scripts; on flat, closed HTML it is quick.
"""

import html
import itertools
import re
from dataclasses import dataclass, field

import bleach

from base.html_reading import PROTOCOLS, Token, address_of, tokens, unescape

__all__ = ["clean_html", "looks_like_html", "paragraphs", "plain_text", "unescape"]

ALLOWED_TAGS = frozenset({"p", "br", "b", "i", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote"})
ALLOWED_ATTRIBUTES = {"a": ["href"]}
MAX_LIST_DEPTH = 4
# bleach's time grows with the square of the tags it is given at once.
PORTION = 300  # tags, after which the next end of a block ends a portion
MAX_PORTION = 2000  # tags in one block, which is then cut in two: a list of two thousand items becomes two lists

_INLINE = frozenset({"b", "strong", "i", "em"})
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_NAMES_OF_BLOCKS = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol option p pre section summary table tbody tfoot
    thead tr ul
"""
_BLOCKS = frozenset(_NAMES_OF_BLOCKS.split())
_LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|ul|ol|li|table|t[dr]|span|b|i|u|strong|em|font|center|h[1-6]|a|img|script|style)(?=[\s/>])[^<>]*>",
    re.I,
)


def clean_html(foreign: str) -> str:
    """Return the HTML as flat blocks of the allow-list, everything else taken away; safe to show as it is."""
    writer = _Writer()
    for token in tokens(foreign):
        writer.take(token)
    return "".join(
        bleach.clean(
            portion,
            tags=ALLOWED_TAGS,
            attributes=ALLOWED_ATTRIBUTES,
            protocols=PROTOCOLS,
            strip=True,
            strip_comments=True,
        )
        for portion in writer.finished()
    )


def looks_like_html(text: str) -> bool:
    """Tell whether a text of unknown make is marked up as HTML."""
    return bool(_LOOKS_LIKE_HTML.search(text))


def paragraphs(text: str) -> str:
    """Return plain text as escaped paragraphs, one for each line that is not blank."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)


def plain_text(marked_up: str) -> str:
    """Return the text of HTML, blocks separated by line ends, entities resolved."""
    parts: list[str] = []
    for token in tokens(marked_up):
        if not token.tag:
            parts.append(token.text)
        elif token.tag in _BLOCKS or token.tag == "br":
            parts.append("\0")  # no text that was read holds it
        elif token.tag in _CELLS:
            parts.append(" ")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\0"))
    return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class _Writer:
    """Writes blocks that are opened by their first text and always closed; nothing empty is ever written.

    They come in portions of whole blocks.
    """

    portions: list[str] = field(default_factory=list)
    tags: int = 0  # of the portion
    out: list[str] = field(default_factory=list)
    block: str = "p"  # what the next text outside of lists is put into
    open_block: str = ""
    lists: list[str] = field(default_factory=list)
    open_lists: int = 0
    too_deep: int = 0
    new_item: bool = False
    quoting: bool = False
    open_quote: bool = False
    inline: dict[str, str] = field(default_factory=dict)  # name to start tag, in order of opening
    open_inline: list[tuple[str, str]] = field(default_factory=list)
    has_text: bool = False  # in the block or item that is open
    breaks: int = 0
    space: bool = False

    def take(self, token: Token) -> None:
        if not token.tag:
            self._text(token.text)
        elif token.tag in _INLINE or token.tag == "a":
            self._mark(token)
        elif token.tag == "br":
            self.breaks += 1
        elif token.tag in _CELLS:
            self.space = True
        elif token.tag in _BLOCKS:
            self._block(token.tag, token.closes)

    def finished(self) -> list[str]:
        self._cut()
        return self.portions

    def _text(self, text: str) -> None:
        words = " ".join(text.split())
        if not words:
            self.space = self.space or bool(text)
            return
        self.space = self.space or text[0].isspace()
        if self.breaks > 1 and self.has_text and not self.lists:
            self._end_block()
        if self.tags > MAX_PORTION:
            self._cut()
        self._open_place()
        wanted = list(self.inline.items())
        kept = sum(
            1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(self.open_inline, wanted, strict=False))
        )
        self._close_inline(kept)
        if self.has_text and self.breaks and self.open_block not in _HEADINGS:
            self.out.append("<br>")
            self.tags += 1
        elif self.has_text and (self.space or self.breaks):
            self.out.append(" ")
        self.out += [start for _, start in wanted[kept:]]
        self.tags += len(wanted) - kept
        self.open_inline = wanted
        self.out.append(html.escape(words, quote=False))
        self.has_text, self.breaks, self.space = True, 0, text[-1].isspace()

    def _mark(self, token: Token) -> None:
        if token.closes or token.tag == "a":
            self.inline.pop(token.tag, None)  # a link inside of a link ends the outer one
        if token.closes:
            return
        if token.tag != "a":
            self.inline.setdefault(token.tag, f"<{token.tag}>")
        elif address := address_of(token.text):
            self.inline["a"] = f'<a href="{html.escape(address)}">'

    def _block(self, tag: str, closes: bool) -> None:
        self._end_block()
        if tag in _LISTS:
            if closes:
                self._leave_list()
            else:
                self._enter_list(tag)
        elif tag == "li":
            self.new_item = True
        elif tag == "blockquote" and not self.lists:
            self._end_quote()
            self.quoting = not closes
        in_the_open = not (closes or self.lists or self.quoting)
        self.block = _HEADINGS.get(tag, "p") if in_the_open else "p"

    def _open_place(self) -> None:
        """Open what the text that comes stands in: quotation, lists and item, or block."""
        if self.quoting and not self.open_quote:
            self.out.append("<blockquote>")
            self.open_quote = True
        if self.lists and (self.new_item or self.open_lists < len(self.lists)):
            self._close_inline()
            self.out += ["</li><li>"] if self.open_lists == len(self.lists) else []
            self.out += [f"<{tag}><li>" for tag in self.lists[self.open_lists :]]
            self.open_lists = len(self.lists)
            self.new_item = self.has_text = False
            self.tags += 1
        elif not self.lists and not self.open_block:
            self.out.append(f"<{self.block}>")
            self.open_block, self.has_text = self.block, False
            self.tags += 1

    def _end_block(self) -> None:
        if self.has_text:
            self.inline.pop("a", None)  # a link that was never closed ends with its block
        if self.lists:
            self.breaks += 1
            return
        self._close_block()
        if self.tags > PORTION and not self.open_quote:
            self._cut()

    def _close_block(self) -> None:
        self._close_inline()
        if self.open_block:
            self.out.append(f"</{self.open_block}>")
        self.open_block, self.has_text, self.breaks, self.space = "", False, 0, False

    def _cut(self) -> None:
        """Close all that is open and begin a new portion; what was open is opened again by the next text."""
        self._close_block()
        self.out += [f"</li></{tag}>" for tag in reversed(self.lists[: self.open_lists])]
        self.open_lists = 0
        self.new_item = bool(self.lists)
        self.out += ["</blockquote>"] if self.open_quote else []
        self.open_quote = False
        self.portions.append("".join(self.out))
        self.out.clear()
        self.tags = 0

    def _close_inline(self, kept: int = 0) -> None:
        self.out += [f"</{name}>" for name, _ in reversed(self.open_inline[kept:])]
        del self.open_inline[kept:]

    def _enter_list(self, tag: str) -> None:
        if len(self.lists) == MAX_LIST_DEPTH:
            self.too_deep += 1
            return
        self.lists.append(tag)
        self.new_item = True

    def _leave_list(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif self.lists:
            tag = self.lists.pop()
            if self.open_lists > len(self.lists):
                self._close_inline()
                self.out.append(f"</li></{tag}>")
                self.open_lists -= 1
            self.new_item = bool(self.lists)
            self.has_text, self.breaks = False, 0

    def _end_quote(self) -> None:
        if self.open_quote:
            self.out.append("</blockquote>")
        self.quoting = self.open_quote = False
