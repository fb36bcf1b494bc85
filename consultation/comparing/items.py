"""A version flattened for comparing: each provision with its words as sets of small numbers."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from consultation.comparing.keys import CONTAINERS, WHOLE, Placed
from consultation.structure.nodes import Level
from search.text import compose, words

Features = frozenset[int]
_PAIR = 1 << 24  # more words than any text has


@dataclass(slots=True, eq=False)
class Item:
    """A provision: `own` are the features (words and pairs of words) of its heading and text, `whole` with all below.

    `wording` is its heading and text with single spaces, `print` the same of all below it (two items with one print are
    the same but for numbers). Containers have no more than their own.
    """

    at: int
    key: str
    place: Placed
    level: Level
    number: str
    parent: int  # -1 at the top
    depth: int  # below the article or container in which it stands; 0 for these themselves
    heading: tuple[str, ...]
    wording: str
    own: Features
    content: Features  # without its heading, with all below it
    whole: Features = frozenset()
    print: int = 0
    children: list[int] = field(default_factory=list)


class Vocabulary:
    """Numbers words by their first coming, so the same texts always give the same numbers; weighs what is rare."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._items = 0
        self._seen: Counter[int] = Counter()
        self.weights: dict[int, float] = {}

    def features(self, found: Iterable[str]) -> Features:
        """Return the words and the pairs of adjacent words."""
        numbers = [self._numbers.setdefault(word, len(self._numbers) + 1) for word in found]
        return frozenset(numbers) | {first * _PAIR + second for first, second in pairwise(numbers)}

    def count(self, items: Iterable[Item]) -> None:
        """Take notice of the features of one version's items."""
        for item in items:
            self._items += 1
            self._seen.update(item.own)

    def weigh(self) -> None:
        """Give each feature its weight: the square of how rare it is among all items counted."""
        self.weights = {one: math.log(1 + self._items / times) ** 2 for one, times in self._seen.items()}

    def weight(self, features: Features) -> float:
        """Return the sum of the weights."""
        return sum(map(self.weights.__getitem__, features))


def read_items(places: dict[str, Placed], vocabulary: Vocabulary) -> list[Item]:
    """Return the items of a version in the order of the text."""
    items: list[Item] = []
    at_of = {key: at for at, key in enumerate(places)}
    for at, (key, place) in enumerate(places.items()):
        node = place.node
        heading, text = _single_spaced(node.heading), _single_spaced(node.text)
        parent = at_of[place.parent] if place.parent != WHOLE else -1
        stands_free = node.level == Level.ARTICLE or node.level in CONTAINERS or parent == -1
        items.append(
            Item(
                at=at,
                key=key,
                place=place,
                level=node.level,
                number=" ".join(compose(node.number).split()).casefold(),
                parent=parent,
                depth=0 if stands_free else items[parent].depth + 1,
                heading=tuple(words(heading)),
                wording=f"{heading}\n{text}",
                own=vocabulary.features(words(f"{heading} {text}")),
                content=vocabulary.features(words(text)),
            )
        )
        if parent != -1:
            items[parent].children.append(at)
    _gather(items)
    return items


def below(items: list[Item], at: int) -> Iterator[int]:
    """Return the places of all items below one."""
    waiting = [*items[at].children]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += items[one].children


def stands_below(items: list[Item], at: int, above: int) -> bool:
    """Tell whether an item stands somewhere below another one."""
    while (at := items[at].parent) != -1:
        if at == above:
            return True
    return False


def _gather(items: list[Item]) -> None:
    for item in reversed(items):  # children come before their parents
        kin = [items[at] for at in item.children]
        item.print = hash((item.wording, *(child.print for child in kin)))
        if item.level in CONTAINERS:
            item.whole = item.own
            continue
        item.whole = item.own.union(*(child.whole for child in kin))
        item.content = item.content.union(*(child.whole for child in kin))


def _single_spaced(text: str) -> str:
    return " ".join(compose(text).split())
