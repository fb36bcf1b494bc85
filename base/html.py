"""The one door for foreign HTML: an allow-list of what an answer may hold (never over Wagtail's own rich text).

Two locks. `clean_html` reads the foreign text in one pass, whatever its make, and writes it anew as flat, closed blocks
of the allow-list; then bleach checks what was written. bleach alone needs minutes for 100 kB of nested or unclosed tags
and keeps the text of comments and scripts; on flat, closed HTML it is quick.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import bleach

ALLOWED_TAGS = frozenset({"p", "br", "b", "i", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote"})
ALLOWED_ATTRIBUTES = {"a": ["href"]}
ALLOWED_PROTOCOLS = frozenset({"http", "https", "mailto"})
MAX_LIST_DEPTH = 4

# Of these elements the text is no text.
_DROPPED_WHOLE = frozenset(
    "script style iframe object template noscript svg math head title textarea noembed noframes xmp".split()
)
_INLINE = {"b": "b", "strong": "strong", "i": "i", "em": "em"}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol option p pre section summary table tbody tfoot "
    "thead tr ul".split()
)
_LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|ul|ol|li|table|t[dr]|span|b|i|u|strong|em|font|center|h[1-6]|a|img|script|style)(?=[\s/>])[^<>]*>",
    re.I,
)
_END_OF_COMMENT = re.compile(r"--!?>")
_END_OF_TAG = re.compile(r""">|=\s*(["'])""")
_TAG_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_HREF = re.compile(r"""(?:^|[\s"'/])href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_GOOD_ADDRESS = re.compile(r"(?:https?://[^/]|mailto:[^/]|/(?!/))", re.I)
_ENTITY_IN_ADDRESS = re.compile(r"(&#?\w+);")
_SPACES = re.compile(r"\s+")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
# Python refuses to make a number of more than 4,300 digits, and html.unescape does not expect that.
_ENDLESS_NUMBER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")


def clean_html(foreign: str) -> str:
    """Return the HTML as flat blocks of the allow-list, everything else taken away; safe to show as it is."""
    writer = _Writer()
    for token in _tokens(foreign):
        writer.take(token)
    return bleach.clean(
        writer.finished(),
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        protocols=ALLOWED_PROTOCOLS,
        strip=True,
        strip_comments=True,
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
    for token in _tokens(marked_up):
        if not token.tag:
            parts.append(_SPACES.sub(" ", token.text))
        elif token.tag in _BLOCKS or token.tag == "br":
            parts.append("\n")
        elif token.tag in _CELLS:
            parts.append(" ")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def unescape(text: str) -> str:
    """Return the text with its entities resolved and without characters that no page can show. Never raises."""
    if "&" in text:
        text = html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text))
    return _UNREADABLE.sub("", text)


@dataclass(slots=True)
class _Token:
    """A run of text, or a tag: its name in lower case and, of its attributes, the text they are written in."""

    text: str = ""
    tag: str = ""
    closes: bool = False


def _tokens(text: str) -> Iterator[_Token]:
    """Read any text as HTML in one pass that never goes back; what is dropped whole is left out.

    A tag that never ends is text: somebody wrote "a < b".
    """
    place = 0
    while (start := text.find("<", place)) >= 0:
        if start > place:
            yield _Token(text=unescape(text[place:start]))
        name = _TAG_NAME.match(text, start)
        if name is None:
            if text.startswith("<!--", start):
                ended = _END_OF_COMMENT.search(text, start + 2)
                place = ended.end() if ended else len(text)
            elif text[start + 1 : start + 2] in ("!", "?", "/"):
                place = text.find(">", start) + 1 or len(text)
            else:
                yield _Token(text="<")
                place = start + 1
            continue
        end = _end_of_tag(text, name.end())
        if end < 0:
            place = start
            break
        tag, closes, written = name[1].lower(), text[start + 1] == "/", text[name.end() : end]
        place = end + 1
        if tag not in _DROPPED_WHOLE:
            yield _Token(text=written, tag=tag, closes=closes)
        elif not closes:
            place = _end_of_element(text, tag, place, written.endswith("/"))
    if place < len(text):
        yield _Token(text=unescape(text[place:]))


def _end_of_tag(text: str, place: int) -> int:
    """Return where the ">" of a tag is, those inside of quoted values left aside; -1 when there is none."""
    while found := _END_OF_TAG.search(text, place):
        if found[1] is None:
            return found.start()
        closing = text.find(found[1], found.end())
        place = closing + 1 or found.end()
    return -1


def _end_of_element(text: str, tag: str, place: int, self_closing: bool) -> int:
    if self_closing and tag in ("svg", "math"):
        return place
    closing = re.compile(rf"</{tag}(?=[\s/>])[^>]*>?", re.I).search(text, place)
    if closing:
        return closing.end()
    return place if self_closing else len(text)


def _address(written: str) -> str:
    """Return the address a link's attributes lead to, "" for one that no answer may lead to."""
    found = _HREF.search(written)
    if not found:
        return ""
    address = unescape(found[1] or found[2] or found[3] or "").strip()
    address = "".join(letter for letter in address if letter not in "\t\n\r\f\v")
    for letter, code in ((" ", "%20"), ('"', "%22"), ("<", "%3C"), (">", "%3E"), ("`", "%60"), ("\\", "%5C")):
        address = address.replace(letter, code)
    address = _ENTITY_IN_ADDRESS.sub(r"\1%3B", _SPACES.sub("", address))
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    good = _GOOD_ADDRESS.match(address) and (not parts.scheme or parts.scheme in ALLOWED_PROTOCOLS)
    return address if good else ""


@dataclass(slots=True)
class _List:
    tag: str
    opened: bool = False
    in_item: bool = False
    awaits: str = "item"  # what text needs first: a new "item", "nothing", or after </li> an item but for an inner list


@dataclass(slots=True)
class _Writer:
    """Writes blocks that are opened by their first text and always closed; nothing empty is ever written."""

    out: list[str] = field(default_factory=list)
    block: str = "p"  # what the next text outside of lists is put into
    open_block: str = ""
    lists: list[_List] = field(default_factory=list)
    too_deep: int = 0
    quoting: bool = False
    quote_open: bool = False
    wanted: dict[str, str] = field(default_factory=dict)  # inline tag to its start tag, in order of opening
    open_inline: list[str] = field(default_factory=list)
    breaks: int = 0
    space: bool = False

    def take(self, token: _Token) -> None:
        if not token.tag:
            self._text(token.text)
        elif token.tag in _INLINE:
            self._inline(token.tag, token.closes)
        elif token.tag == "a":
            self._link(token)
        elif token.tag == "br":
            self.breaks += 1
        elif token.tag in _CELLS:
            self.space = True
        elif token.tag in _LISTS:
            self._list(token.tag, token.closes)
        elif token.tag == "li" and self.lists:
            self._end_block()
            self.lists[-1].awaits = "inner list or item" if token.closes else "item"
        elif token.tag in _BLOCKS:
            self._end_block()
            if token.tag == "blockquote":
                self._quote(not token.closes)
            elif not self.lists and not self.quoting:
                self.block = _HEADINGS.get(token.tag, "p") if not token.closes else "p"

    def finished(self) -> str:
        self._end_block()
        while self.lists:
            self._leave_list()
        self._quote(False)
        return "".join(self.out)
