"""What is known so far about which provision became which, and how alike two provisions are."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from consultation.comparing.items import Features, Item, Vocabulary, read_items
from consultation.comparing.keys import placed
from consultation.structure.nodes import Document


@dataclass(slots=True)
class Matching:
    """The items of both versions; `heirs` of an old place, `sources` of a new one, the main one first.

    `likeness` keeps how alike the two of a pair are; of a part, how much of it came from (or went to) the other.
    """

    old: list[Item]
    new: list[Item]
    vocabulary: Vocabulary
    heirs: dict[int, list[int]] = field(default_factory=dict)
    sources: dict[int, list[int]] = field(default_factory=dict)
    likeness: dict[tuple[int, int], float] = field(default_factory=dict)
    _masses: dict[Features, float] = field(default_factory=dict)

    def pair(self, old: int, new: int, likeness: float) -> None:
        """Note that an old provision became a new one (or, called again, that it became that one too)."""
        self.heirs.setdefault(old, []).append(new)
        self.sources.setdefault(new, []).append(old)
        self.likeness[old, new] = likeness

    def open_old(self, among: Iterable[int] | None = None) -> list[int]:
        """Return the old places that became nothing so far."""
        return [at for at in (range(len(self.old)) if among is None else among) if at not in self.heirs]

    def open_new(self, among: Iterable[int] | None = None) -> list[int]:
        """Return the new places that came from nothing so far."""
        return [at for at in (range(len(self.new)) if among is None else among) if at not in self.sources]

    def alike(self, old: int, new: int) -> float:
        """Return how alike two provisions are with all below them, 0 to 1, by the weight of what they share."""
        return self.alike_features(self.old[old].whole, self.new[new].whole)

    def alike_features(self, one: Features, other: Features) -> float:
        """Return the cosine of two sets of features."""
        if one == other:
            return 1.0
        shared = self.mass(one & other, keep=False)
        return shared / math.sqrt(self.mass(one) * self.mass(other)) if shared else 0.0

    def mass(self, features: Features, keep: bool = True) -> float:
        """Return the weight of features."""
        if not keep:
            return self.vocabulary.weight(features)
        if features not in self._masses:
            self._masses[features] = self.vocabulary.weight(features)
        return self._masses[features]

    def heirs_of_parent(self, old: int) -> list[int]:
        """Return what the parent of an old provision became."""
        parent = self.old[old].parent
        return self.heirs.get(parent, []) if parent != -1 else []

    def in_place(self, old: int, new: int) -> bool:
        """Tell whether the parent of the one became the parent of the other; true for two that have no parent."""
        parents = self.old[old].parent, self.new[new].parent
        return parents == (-1, -1) or (-1 not in parents and parents[1] in self.heirs.get(parents[0], ()))


def matching_of(old: Document, new: Document) -> Matching:
    """Return the two versions made ready for matching, nothing matched yet."""
    vocabulary = Vocabulary()
    before, after = (read_items(placed(version), vocabulary) for version in (old, new))
    vocabulary.count(before)
    vocabulary.count(after)
    vocabulary.weigh()
    return Matching(before, after, vocabulary)
