"""From the flat list of lines to the tree: one pure function, so that a correction is the change of a line's role."""

from collections.abc import Iterable

from consultation.structure.lines import ReadLine, Role
from consultation.structure.nodes import RANKS, WITHOUT_HEADING, Document, Node


class _Words:
    """The words of one place, gathered: paragraphs, and in each the pieces that broken lines made of it."""

    def __init__(self) -> None:
        self.paragraphs: list[list[str]] = []

    def add(self, words: str) -> None:
        if words:
            self.paragraphs.append([words])

    def join(self, words: str) -> None:
        if self.paragraphs:
            self.paragraphs[-1].append(words)
        else:
            self.add(words)

    def text(self, between: str = "\n") -> str:
        return between.join(" ".join(pieces) for pieces in self.paragraphs)


def build(lines: Iterable[ReadLine]) -> Document:
    """Return the tree that the roles of the lines make; a provision stands below the nearest wider one above it."""
    title, preamble, closing = _Words(), _Words(), _Words()
    document = Document()
    path: list[Node] = []
    gathered: list[tuple[Node, _Words, _Words]] = []
    last = preamble
    for line in lines:
        if line.role in (Role.DROPPED, Role.LETTERHEAD):
            continue
        if line.role is Role.JOINED:
            last.join(line.whole)
            continue
        if line.role is Role.PROVISION and line.level:
            node = Node(line.level, line.number)
            while path and RANKS[path[-1].level] >= RANKS[node.level]:
                path.pop()
            (path[-1] if path else document).children.append(node)
            path.append(node)
            gathered.append((node, _Words(), _Words()))
            last = gathered[-1][2 if node.level in WITHOUT_HEADING else 1]
            last.add(line.words)
            continue
        headings, text = gathered[-1][1:] if gathered else (title, preamble)
        last = {Role.TITLE: title, Role.PREAMBLE: preamble, Role.CLOSING: closing, Role.HEADING: headings}.get(
            line.role, text
        )
        last.add(line.whole)
    for node, headings, text in gathered:
        node.heading, node.text = headings.text(" "), text.text()
    document.title, document.preamble, document.closing = title.text(" "), preamble.text(), closing.text()
    return document
