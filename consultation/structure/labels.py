"""Citing a provision in Vietnamese ("điểm a khoản 3 Điều 12"), its anchor on a page, and its place in the law's order.

A path is a provision behind all that it stands in, from the widest: chapter, article, clause.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from consultation.structure.addresses import anchor, placed
from consultation.structure.nodes import WITHOUT_HEADING, Document, Level, Node
from consultation.structure.numbers import Key, key_of

Path = tuple[Node, ...]
T = TypeVar("T")

LEVEL_LABELS = {
    Level.PART: "Phần",
    Level.CHAPTER: "Chương",
    Level.SECTION: "Mục",
    Level.SUBSECTION: "Tiểu mục",
    Level.ARTICLE: "Điều",
    Level.CLAUSE: "Khoản",
    Level.POINT: "Điểm",
    Level.APPENDIX: "Phụ lục",
}


def named(level: Level, number: str) -> str:
    """Return what a provision is called: "Điều 12", "Khoản 3", "Chương IV", "Phần thứ nhất"."""
    return f"{LEVEL_LABELS[level]} {number}".strip()


def paths(document: Document) -> Iterator[Path]:
    """Yield every provision with what it stands in, in the order of the text."""
    for child in document.children:
        yield from _below((child,))


def inside(level: Level, number: str) -> str:
    """Return what a provision is called within a sentence: "khoản 3", but "Điều 12" and "Chương IV"."""
    name = named(level, number)
    return name[0].lower() + name[1:] if level in WITHOUT_HEADING else name


def cited(path: Path) -> str:
    """Return how a legal text cites a provision: "điểm a khoản 3 Điều 12", "Mục 1 Chương III", "Điều 2 Phụ lục I"."""
    nodes = naming(path, lambda node: node.level)
    return " ".join(inside(node.level, node.number) for node in reversed(nodes))


def cited_at_start(path: Path) -> str:
    """Return the citation as a heading or a cell begins with it: "Điểm a khoản 3 Điều 12"."""
    words = cited(path)
    return words[:1].upper() + words[1:]


def anchors(document: Document) -> Iterator[tuple[Path, str]]:
    """Yield every provision with its anchor ("dieu-12-khoan-3-diem-a"), each anchor once: structure.addresses."""
    yield from zip(paths(document), map(anchor, placed(document)), strict=True)


def law_order(path: Path) -> tuple[tuple[int, Key], ...]:
    """Return what sorts provisions of one text as the law does: appendices last, a provision before what is in it."""
    return tuple((_later(node), key_of(node.level, node.number)) for node in path)


def _later(node: Node) -> int:
    """Return an appendix's place behind all, and articles that stand in a chapter before its first section."""
    order = (Level.POINT, Level.CLAUSE, Level.ARTICLE, Level.SUBSECTION, Level.SECTION, Level.CHAPTER, Level.PART)
    return len(order) if node.level is Level.APPENDIX else order.index(node.level)


def _below(path: Path) -> Iterator[Path]:
    yield path
    for child in path[-1].children:
        yield from _below((*path, child))


def naming(path: Sequence[T], level_of: Callable[[T], Level]) -> list[T]:
    """Return what of a path names a provision: from its article on, or all when it is wider, and its appendix."""
    article = next((place for place, each in enumerate(path) if level_of(each) is Level.ARTICLE), None)
    if article is None:
        return list(path)
    return [each for each in path[:article] if level_of(each) is Level.APPENDIX] + list(path[article:])
