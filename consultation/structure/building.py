"""From the flat list of lines to the tree: one pure function, so that a correction is the change of a line's role."""

from collections.abc import Iterable
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class _Gathered:
    """A provision with the words of its heading and of its text."""

    node: Node
    heading: _Words = field(default_factory=_Words)
    text: _Words = field(default_factory=_Words)

    def opening(self) -> _Words:
        """Return where the words behind the label belong."""
        return self.text if self.node.level in WITHOUT_HEADING else self.heading


def build(lines: Iterable[ReadLine]) -> Document:
    """Return the tree that the roles of the lines make; a provision stands below the nearest wider one above it."""
    title, preamble, closing = _Words(), _Words(), _Words()
    document = Document()
    path: list[Node] = []
    gathered: list[_Gathered] = []
    last = preamble
    for line in lines:
        if line.role in (Role.DROPPED, Role.LETTERHEAD):
            continue
        if line.role is Role.JOINED:
            last.join(line.whole)
            continue
        if line.role is Role.PROVISION and line.level:
            gathered.append(_Gathered(_placed(document, path, Node(line.level, line.number))))
            last = gathered[-1].opening()
            last.add(line.words)
            continue
        fixed = {Role.TITLE: title, Role.PREAMBLE: preamble, Role.CLOSING: closing}
        if line.role in fixed:
            last = fixed[line.role]
        elif gathered:
            last = gathered[-1].opening() if line.role is Role.HEADING else gathered[-1].text
        else:
            last = title if line.role is Role.HEADING else preamble
        last.add(line.whole)
    for each in gathered:
        each.node.heading, each.node.text = each.heading.text(" "), each.text.text()
    document.title, document.preamble, document.closing = title.text(" "), preamble.text(), closing.text()
    return document


def _placed(document: Document, path: list[Node], node: Node) -> Node:
    """Put a node below the nearest wider one of the path, which then ends with it."""
    while path and RANKS[path[-1].level] >= RANKS[node.level]:
        path.pop()
    (path[-1] if path else document).children.append(node)
    path.append(node)
    return node
