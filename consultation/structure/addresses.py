"""The address of each provision inside one version: "dieu-12/khoan-3/diem-a".

An article's address does not name its chapter, since articles are counted through the whole text; an article that
moves to another chapter keeps its address. What is attached counts its own: "phu-luc-i/dieu-1". A number that comes
twice gets a suffix: "dieu-12~2". The same address is the anchor of the provision on a page, with "-" for "/".
"""

import re
import unicodedata
from dataclasses import dataclass

from consultation.structure.nodes import Document, Level, Node

WHOLE = ""  # the address of the document itself
MAX_NUMBER = 24  # characters of a number in an address

_SLUGS = {
    Level.APPENDIX: "phu-luc",
    Level.PART: "phan",
    Level.CHAPTER: "chuong",
    Level.SECTION: "muc",
    Level.SUBSECTION: "tieu-muc",
    Level.ARTICLE: "dieu",
    Level.CLAUSE: "khoan",
    Level.POINT: "diem",
}
_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A node with its address, the address of what it stands in (WHOLE at the top) and its place in the text."""

    key: str
    parent: str
    node: Node
    order: int


def placed(document: Document) -> dict[str, Placed]:
    """Return every node under its address, in the order of the text; never recursive, however deep the tree is."""
    found: dict[str, Placed] = {}
    times: dict[str, int] = {}
    waiting = [(WHOLE, WHOLE, node) for node in reversed(document.children)]
    while waiting:
        parent, attached, node = waiting.pop()
        step = f"{_SLUGS[node.level]}-{slug(node.number)}"
        above = attached if node.level == Level.ARTICLE else parent
        key = step if above == WHOLE else f"{above}/{step}"
        times[key] = times.get(key, 0) + 1
        if times[key] > 1:
            key = f"{key}~{times[key]}"
        found[key] = Placed(key, parent, node, len(found))
        if node.level == Level.APPENDIX:
            attached = key
        waiting += [(key, attached, child) for child in reversed(node.children)]
    return found


def with_those_around(key: str) -> list[str]:
    """Return the address and those of what it stands in, widest first: dieu-2, dieu-2/khoan-1; none for WHOLE."""
    parts = key.split("/")
    return ["/".join(parts[: count + 1]) for count in range(len(parts))] if key else []


def anchor(key: str) -> str:
    """Return the id of a provision on a page: "dieu-12-khoan-3-diem-a"."""
    return key.replace("/", "-")


def slug(number: str) -> str:
    """Return a number as part of an address: "IV" as "iv", "đ" as "dd" (apart from "d"), none as "x"."""
    plain = unicodedata.normalize("NFKD", number[: 4 * MAX_NUMBER].casefold().replace("đ", "dd"))
    return _OTHER.sub("-", "".join(c for c in plain if not unicodedata.combining(c)))[:MAX_NUMBER].strip("-") or "x"
