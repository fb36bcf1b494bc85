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
    # Stands after the signature, as wide as a part; a regulation attached to a decision has articles of its own in it.
    APPENDIX = "appendix"


RANKS = {
    Level.APPENDIX: 0,
    Level.PART: 0,
    Level.CHAPTER: 1,
    Level.SECTION: 2,
    Level.SUBSECTION: 3,
    Level.ARTICLE: 4,
    Level.CLAUSE: 5,
    Level.POINT: 6,
}
# Clauses and points have words and no heading.
WITHOUT_HEADING = frozenset({Level.CLAUSE, Level.POINT})


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
    """A legal document: its title, what stands before its first provision, its widest provisions, and its end.

    `closing` is what stands between the last article and the appendices: who passed it, who signs, who receives it.
    """

    title: str = ""
    preamble: str = ""
    children: list[Node] = field(default_factory=list)
    closing: str = ""

    def walk(self) -> Iterator[Node]:
        """Return every node, in the order of the text."""
        for child in self.children:
            yield from child.walk()
