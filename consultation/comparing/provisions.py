"""Which clause and point became which: inside its article first, then across articles."""

from collections import Counter

from consultation.comparing.articles import match_same_words
from consultation.comparing.assigning import match_alike
from consultation.comparing.items import Item
from consultation.comparing.keys import CONTAINERS
from consultation.comparing.matching import Matching
from consultation.comparing.parts import find_parts
from consultation.structure.nodes import Level

ALIKE_IN_PLACE = 0.5
ALIKE_ELSEWHERE = 0.6
WEAKLY_ALIKE = 0.25  # in place, when everything surer is done
TELLING = 12  # features; what is shorter is not taken for moved
TELLING_ELSEWHERE = 20  # the same, to another article


def provisions(items: list[Item]) -> list[int]:
    """Return the places of all that stands below articles, or in place of them."""
    return [item.at for item in items if item.level != Level.ARTICLE and item.level not in CONTAINERS]


def match_provisions(matching: Matching) -> None:
    """Pair clauses, then points, then what went from one level to another."""
    old, new = provisions(matching.old), provisions(matching.new)
    repeated = _repeated(matching.old) | _repeated(matching.new)
    depths = {matching.old[at].depth for at in old} | {matching.new[at].depth for at in new}
    for depth in sorted(depths):
        olds = [at for at in old if matching.old[at].depth == depth]
        news = [at for at in new if matching.new[at].depth == depth]
        match_same_in_place(matching, olds, news)
        match_alike(matching, olds, news, lambda one, other: _in_place(matching, one, other, ALIKE_IN_PLACE))
        _match_moved(matching, olds, news, repeated)
        find_parts(matching, olds, news)
        match_alike(matching, olds, news, lambda one, other: _in_place(matching, one, other, WEAKLY_ALIKE))
        _match_twins(matching, olds, news)
    _match_moved(matching, old, new, repeated)
    find_parts(matching, old, new)


def match_same_in_place(matching: Matching, old: list[int], new: list[int]) -> None:
    """Pair provisions of the same words whose parents are a pair; the first with the first where they come twice."""
    by_parent: dict[int, list[int]] = {}
    for at in matching.open_new(new):
        by_parent.setdefault(matching.new[at].parent, []).append(at)
    kin: dict[int, list[int]] = {}
    for at in matching.open_old(old):
        kin.setdefault(matching.old[at].parent, []).append(at)
    for parent, olds in kin.items():
        homes = [-1] if parent == -1 else matching.heirs.get(parent, [])
        news = [at for home in homes for at in by_parent.get(home, ())]
        match_same_words(matching, olds, news)
        left: dict[int, list[int]] = {}
        for at in reversed(matching.open_new(news)):
            left.setdefault(matching.new[at].print, []).append(at)
        for at in matching.open_old(olds):
            if left.get(matching.old[at].print):
                matching.pair(at, left[matching.old[at].print].pop(), 1.0)


def _match_twins(matching: Matching, old: list[int], new: list[int]) -> None:
    """Merge what stood twice, once in each of two articles that became one, and now stands there once."""
    known: dict[tuple[int, int], int] = {}
    for at in new:
        known.setdefault((matching.new[at].parent, matching.new[at].print), at)
    for at in matching.open_old(old):
        for home in matching.heirs_of_parent(at):
            twin = known.get((home, matching.old[at].print))
            if twin is not None and twin in matching.sources:
                matching.pair(at, twin, 1.0)
                break


def _match_moved(matching: Matching, old: list[int], new: list[int], repeated: set[int]) -> None:
    olds = [at for at in matching.open_old(old) if _tells(matching.old[at], repeated)]
    news = [at for at in matching.open_new(new) if _tells(matching.new[at], repeated)]
    match_alike(matching, olds, news, lambda one, other: _elsewhere(matching, one, other))


def _tells(item: Item, repeated: set[int]) -> bool:
    return len(item.whole) >= TELLING and item.print not in repeated


def _repeated(items: list[Item]) -> set[int]:
    return {one for one, times in Counter(item.print for item in items).items() if times > 1}


def _in_place(matching: Matching, one: int, other: int, least: float) -> float | None:
    if not matching.in_place(one, other):
        return None
    likeness = matching.alike(one, other)
    return likeness if likeness >= least else None


def _elsewhere(matching: Matching, one: int, other: int) -> float | None:
    likeness = matching.alike(one, other)
    near = _article_above(matching.new, other) in matching.heirs.get(_article_above(matching.old, one), ())
    if not near and len(matching.old[one].whole) < TELLING_ELSEWHERE:
        return None
    return likeness if likeness >= (ALIKE_IN_PLACE if near else ALIKE_ELSEWHERE) else None


def _article_above(items: list[Item], at: int) -> int:
    while at != -1 and items[at].level != Level.ARTICLE:
        at = items[at].parent
    return at
