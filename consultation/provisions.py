"""The provisions of one document by their addresses: what they are called, where they stand, what is in them."""

from collections import defaultdict
from functools import cached_property

from consultation.citing import WHOLE_NAME
from consultation.comparing.keys import WHOLE
from consultation.models.documents import DraftNode
from consultation.structure.labels import Path, cited_at_start, law_order
from consultation.structure.nodes import Level, Node


class Provisions:
    """Reads the tree of a document in one query, without the words of its provisions."""

    def __init__(self, document_id: int | None) -> None:
        self.document_id = document_id

    @cached_property
    def _rows(self) -> dict[str, tuple[str, int, Node]]:
        nodes = DraftNode.objects.filter(document=self.document_id).order_by("order")
        told = nodes.values_list("key", "parent_key", "order", "level", "number", "heading")
        return {
            key: (parent, order, Node(Level(level), number, heading))
            for key, parent, order, level, number, heading in told
        }

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key, (parent, _, _) in self._rows.items():
            found[parent].append(key)
        return found

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def path(self, key: str) -> Path:
        """Return a provision behind all that it stands in; nothing for the whole."""
        nodes: list[Node] = []
        while key in self._rows:
            key, _, node = self._rows[key]
            nodes.append(node)
        return tuple(reversed(nodes))

    def cited(self, key: str) -> str:
        """Return how a cell or a letter names a provision: "Điểm a khoản 3 Điều 12"."""
        return cited_at_start(self.path(key)) or WHOLE_NAME

    def heading(self, key: str) -> str:
        return self._rows[key][2].heading if key in self._rows else ""

    def order(self, key: str) -> tuple[object, ...]:
        """Return what sorts provisions as the law does, those with one number twice by their place in the text."""
        return (law_order(self.path(key)), self._rows[key][1] if key in self._rows else -1)

    def article(self, key: str) -> str:
        """Return the address of the article that a provision is in, or its own when it is wider or in none."""
        at = key
        while at in self._rows and self._rows[at][2].level != Level.ARTICLE:
            at = self._rows[at][0]
        return at if at != WHOLE and at in self._rows else key

    def within(self, key: str) -> list[str]:
        """Return a provision and all that is in it, in the order of the text; for the whole just that."""
        found, waiting = [], [key]
        while waiting:
            at = waiting.pop()
            found.append(at)
            if at != WHOLE:
                waiting += reversed(self._below.get(at, []))
        return found

    def articles(self) -> list[str]:
        """Return the addresses of all articles, in the order of the text."""
        return [key for key, (_, _, node) in self._rows.items() if node.level == Level.ARTICLE]
