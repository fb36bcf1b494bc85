"""The tree of a legal document: Phần, Chương, Mục, Tiểu mục, Điều, Khoản, Điểm."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """The kinds of provisions, from the widest to the narrowest (Decree 78/2025/NĐ-CP on the form of legal texts)."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    CLAUSE = "clause"
    POINT = "point"


@dataclass(slots=True)
class Node:
    """One provision: its number as written ("IV", "12", "đ"), its heading, its own words, and what stands below it.

    `text` holds what stands between the heading and the first node below; paragraphs are parted by a newline.
    """

    level: Level
    number: str
    heading: str = ""
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Return this node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Document:
    """A legal document: its title, what stands before its first provision, and its widest provisions."""

    title: str = ""
    preamble: str = ""
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Return every node, in the order of the text."""
        for child in self.children:
            yield from child.walk()
