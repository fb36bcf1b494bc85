"""Makes a second version from a first one by changes given as data, and knows what truly became of each provision."""

import copy
from collections.abc import Callable
from typing import Any

from consultation.comparing.keys import WHOLE, placed
from consultation.structure.nodes import Document, Level, Node

LETTERS = "a b c d đ e g h i k l m n o p q r s t u v x y".split()  # noqa: SIM905 - letters
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

Put = dict[str, str] | None


class Revision:
    """A version in the making. Changes name provisions by their addresses in the first version.

    `read` makes a tree of the words of what is new.

    Raises:
        ValueError: a change names words that are not there.
    """

    def __init__(self, first: Document, read: Callable[[str], Document]) -> None:
        self.read = read
        self.first = placed(first)
        self.document = copy.deepcopy(first)
        self.nodes = {key: place.node for key, place in placed(self.document).items()}
        self.came_from: dict[int, list[str]] = {id(node): [key] for key, node in self.nodes.items()}
        self._kept_alive: list[Node] = []

    def change(self, change: dict[str, Any]) -> None:
        """Make one change: `do` names the method, `with` are its arguments."""
        method: Callable[..., None] = getattr(self, change["do"])
        method(**change["with"])

    def reword(self, key: str, put: dict[str, str] | None = None, text: str = "", heading: str = "") -> None:
        node = self.nodes[key]
        for old, new in (put or {}).items():
            if old not in node.text:
                raise ValueError(f"{key} has no {old!r}")
            node.text = node.text.replace(old, new)
        node.text, node.heading = text or node.text, heading or node.heading

    def insert(self, text: str, after: str = "", into: str = "") -> None:
        """Put new provisions behind one, or as the first ones into one."""
        for node in reversed(self.read(text).children):
            self._put(node, after, into)

    def drop(self, key: str) -> None:
        self._take_away(self.nodes[key])

    def move(
        self, key: str, after: str = "", into: str = "", level: str = "", heading: str = "", put: Put = None
    ) -> None:
        """Put a provision elsewhere, at another level if one is given, with those below it moved as many levels."""
        node = self.nodes[key]
        self._take_away(node)
        if level:
            by = list(Level).index(Level(level)) - list(Level).index(node.level)
            for each in node.walk():
                each.level = list(Level)[list(Level).index(each.level) + by]
            node.heading = heading
        self.reword(key, put)
        self._put(node, after, into)

    def split(self, key: str, at: str, begin: str, end: str = "", heading: str = "", put: Put = None) -> None:
        """Part the words of a provision before `at`: the second begins with `begin` in its place."""
        node = self.nodes[key]
        head, found, tail = node.text.partition(at)
        if not found:
            raise ValueError(f"{key} has no {at!r}")
        node.text = head.rstrip(" ;") + end
        second = Node(node.level, "", heading, begin + tail)
        self.came_from[id(second)] = [key]
        self._put(second, after=key)
        self.nodes[f"{key}+"] = second
        for old, new in (put or {}).items():
            self.reword(key if old in node.text else f"{key}+", {old: new})

    def part(self, key: str, at: str, heading: str, keep: str = "") -> None:
        """Part a provision with all below it: what stands at `at` and behind it goes into a second one."""
        node = self.nodes[key]
        place = self._index(node.children, self.nodes[at])
        second = Node(node.level, "", heading, "", node.children[place:])
        del node.children[place:]
        node.heading = keep or node.heading
        self.came_from[id(second)] = [key]
        self._put(second, after=key)

    def merge(self, keys: list[str], text: str = "", joint: str = " ", heading: str = "") -> None:
        """Put provisions into the first of them, with their words joined, or the words given instead."""
        first, *others = [self.nodes[key] for key in keys]
        for other in others:
            self._take_away(other)
            first.text = f"{first.text.rstrip('.;')}{joint}{other.text}" if other.text else first.text
            first.children += other.children
            self.came_from[id(first)] += self.came_from[id(other)]
        first.text, first.heading = text or first.text, heading or first.heading

    def renumbered(self) -> Document:
        """Return the second version, its provisions numbered one after the other."""
        articles = 0
        for place in placed(self.document).values():
            if place.node.level == Level.ARTICLE:
                articles += 1
                place.node.number = str(articles)
            self._number(place.node.children)
        self._number(self.document.children)
        return self.document

    def truth(self) -> dict[str, tuple[str, ...]]:
        """Return for every address of the first version those of its heirs, sorted."""
        heirs: dict[str, list[str]] = {key: [] for key in self.first}
        for key, place in placed(self.document).items():
            for old in self.came_from.get(id(place.node), ()):
                heirs[old].append(key)
        return {key: tuple(sorted(found)) for key, found in heirs.items()}

    def _number(self, nodes: list[Node]) -> None:
        counts: dict[Level, int] = {}
        for node in nodes:
            if node.level != Level.ARTICLE:
                counts[node.level] = counts.get(node.level, 0) + 1
                node.number = _written(node.level, counts[node.level])

    def _put(self, node: Node, after: str, into: str = "") -> None:
        if into:
            self.nodes[into].children.insert(0, node)
        else:
            before = self.nodes[after]
            siblings = self._siblings(before)
            siblings.insert(self._index(siblings, before) + 1, node)

    def _take_away(self, node: Node) -> None:
        self._kept_alive.append(node)  # or another node might get its id
        siblings = self._siblings(node)
        del siblings[self._index(siblings, node)]

    def _siblings(self, node: Node) -> list[Node]:
        places = placed(self.document)
        place = next(place for place in places.values() if place.node is node)
        return self.document.children if place.parent == WHOLE else places[place.parent].node.children

    @staticmethod
    def _index(nodes: list[Node], node: Node) -> int:
        return next(at for at, each in enumerate(nodes) if each is node)


def _written(level: Level, number: int) -> str:
    if level == Level.POINT:
        return LETTERS[number - 1]
    if level in (Level.PART, Level.CHAPTER):
        written = ""
        for value, letters in ROMAN:
            written += letters * (number // value)
            number %= value
        return written
    return str(number)
