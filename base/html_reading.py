"""Reading foreign HTML, whatever its make, as text and tags: one pass, no step of which goes back."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

PROTOCOLS = frozenset({"http", "https", "mailto"})
# Of these elements the text is no text.
_WITHOUT_TEXT = "script style iframe object template noscript svg math head title textarea noembed noframes xmp"
_DROPPED_WHOLE = frozenset(_WITHOUT_TEXT.split())
_END_OF_COMMENT = re.compile(r"--!?>")
_END_OF_TAG = re.compile(r""">|=\s*(["'])""")
_TAG_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_CDATA = "<![CDATA["
_HREF = re.compile(r"""(?:^|[\s"'/])href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_GOOD_ADDRESS = re.compile(r"(?:https?://[^/]|mailto:[^/]|/(?!/))", re.I)
_ENTITY_IN_ADDRESS = re.compile(r"(&#?\w+);")
_ENCODED = {" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60", "\\": "%5C"}
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
# Python refuses to make a number of more than 4,300 digits, and html.unescape does not expect that.
_ENDLESS_NUMBER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")


@dataclass(slots=True)
class Token:
    """A run of text, or a tag: its name in lower case and, as `text`, what its attributes are written in."""

    text: str = ""
    tag: str = ""
    closes: bool = False


def tokens(text: str) -> Iterator[Token]:
    """Read a text as HTML; comments, declarations and what is dropped whole are left out.

    A tag that never ends is text (somebody wrote "a < b"), and so is an address in angle brackets.
    """
    if _CDATA in text:
        text = text.replace("]]>", "")
    place = 0
    while (start := text.find("<", place)) >= 0:
        if start > place:
            yield Token(text=unescape(text[place:start]))
        name = _TAG_NAME.match(text, start)
        if name is None or "@" in name[1] or name[1].lower() in ("http:", "https:"):
            place = _end_of_no_tag(text, start)
            if place == start + 1:
                yield Token(text="<")
            continue
        end = _end_of_tag(text, name.end())
        if end < 0:
            place = start
            break
        tag, closes, written = name[1].lower(), text[start + 1] == "/", text[name.end() : end]
        place = end + 1
        if tag not in _DROPPED_WHOLE:
            yield Token(text=written, tag=tag, closes=closes)
        elif not closes and not written.endswith("/"):
            closing = re.compile(rf"</{tag}(?=[\s/>])[^>]*>?", re.I).search(text, place)
            place = closing.end() if closing else len(text)
    if place < len(text):
        yield Token(text=unescape(text[place:]))


def unescape(text: str) -> str:
    """Return the text with its entities resolved and without characters that no page can show. Never raises."""
    if "&" in text:
        text = html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text))
    return _UNREADABLE.sub("", text)


def address_of(attributes: str) -> str:
    """Return where a link leads, from the text of its attributes; "" when no answer may lead there."""
    found = _HREF.search(attributes)
    written = unescape(found[1] or found[2] or found[3] or "").strip(" ") if found else ""
    address = "".join(_ENCODED.get(letter, letter) for letter in written if letter == " " or not letter.isspace())
    address = _ENTITY_IN_ADDRESS.sub(r"\1%3B", address)  # bleach would read "&lt;" in it as "<"
    try:
        protocol = urlsplit(address).scheme
    except ValueError:
        return ""
    return address if _GOOD_ADDRESS.match(address) and (not protocol or protocol in PROTOCOLS) else ""


def _end_of_no_tag(text: str, start: int) -> int:
    """Return where a comment or a declaration ends, or the place after a "<" that is text."""
    if text.startswith("<!--", start):
        ended = _END_OF_COMMENT.search(text, start + 2)
        return ended.end() if ended else len(text)
    if text.startswith(_CDATA, start):
        return start + len(_CDATA)
    if text[start + 1 : start + 2] in ("!", "?", "/"):
        return text.find(">", start) + 1 or len(text)
    return start + 1


def _end_of_tag(text: str, place: int) -> int:
    """Return where the ">" of a tag is, those inside of quoted values left aside; -1 when there is none."""
    while found := _END_OF_TAG.search(text, place):
        if found[1] is None:
            return found.start()
        place = text.find(found[1], found.end()) + 1 or found.end()
    return -1
