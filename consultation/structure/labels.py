"""Citing a provision in Vietnamese ("điểm a khoản 3 Điều 12"), its anchor on a page, and its place in the law's order.

A path is a provision behind all that it stands in, from the widest: chapter, article, clause.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from consultation.structure.nodes import WITHOUT_HEADING, Document, Level, Node
from consultation.structure.numbers import Key, key_of

Path = tuple[Node, ...]

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
_ANCHORS = {level: re.sub(" ", "-", label.lower()) for level, label in LEVEL_LABELS.items()}


def named(level: Level, number: str) -> str:
    """Return what a provision is called: "Điều 12", "Khoản 3", "Chương IV", "Phần thứ nhất"."""
    return f"{LEVEL_LABELS[level]} {number}".strip()


def paths(document: Document) -> Iterator[Path]:
    """Yield every provision with what it stands in, in the order of the text."""
    for child in document.children:
        yield from _below((child,))


def cited(path: Path) -> str:
    """Return how a legal text cites a provision: "điểm a khoản 3 Điều 12", "Mục 1 Chương III", "Điều 2 Phụ lục I"."""
    names = []
    for node in _naming(path):
        name = named(node.level, node.number)
        names.append(name[0].lower() + name[1:] if node.level in WITHOUT_HEADING else name)
    return " ".join(reversed(names))


def cited_at_start(path: Path) -> str:
    """Return the citation as a heading or a cell begins with it: "Điểm a khoản 3 Điều 12"."""
    words = cited(path)
    return words[:1].upper() + words[1:]


def anchors(document: Document) -> Iterator[tuple[Path, str]]:
    """Yield every provision with its anchor ("dieu-12-khoan-3-diem-a"), each anchor once.

    A number that stands twice in a faulty draft gets -2 at its second place, and what is below it too.
    """
    taken: dict[str, int] = {}
    for child in document.children:
        yield from _anchored((child,), "", taken)


def anchor_part(level: Level, number: str) -> str:
    """Return a provision's own part of its anchor; đ becomes dd, so that it is not taken for d."""
    folded = unicodedata.normalize("NFD", f"{_ANCHORS[level]} ".replace("đ", "d") + number.lower().replace("đ", "dd"))
    return "-".join(re.findall("[a-z0-9]+", "".join(each for each in folded if not unicodedata.combining(each))))


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


def _naming(path: Sequence[Node]) -> list[Node]:
    """Return the nodes that name a provision: those from its article on, or all when it is wider, and its appendix."""
    article = next((place for place, node in enumerate(path) if node.level is Level.ARTICLE), None)
    if article is None:
        return list(path)
    return [node for node in path[:article] if node.level is Level.APPENDIX] + list(path[article:])


def _anchored(path: Path, within: str, taken: dict[str, int], appendix: str = "") -> Iterator[tuple[Path, str]]:
    node = path[-1]
    if node.level is Level.ARTICLE:
        # Counted through the whole text: the anchor stays when an article moves to another chapter.
        within = appendix
    own = "-".join(filter(None, (within, anchor_part(node.level, node.number))))
    anchor = own
    while anchor in taken:
        taken[own] += 1
        anchor = f"{own}-{taken[own]}"
    taken[anchor] = 1
    yield path, anchor
    appendix = anchor if node.level is Level.APPENDIX else appendix
    for child in node.children:
        yield from _anchored((*path, child), anchor, taken, appendix)
