"""Chooses pairs among candidates: the most alike first, ties by number and place, one exchange where it serves both."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from consultation.comparing.candidates import Candidates
from consultation.comparing.items import Item
from consultation.comparing.matching import Matching

SAME_NUMBER = 0.05
IN_PLACE = 0.05
CHEAP = 0.1  # what a pair may lose in an exchange that gives another provision its only heir


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate pair: its rank decides between pairs, its likeness is told to people."""

    rank: float
    strays: int  # places between where the neighbours of the old one went and where the new one stands
    old: int
    new: int
    likeness: float

    def before(self) -> tuple[float, int, int, int]:
        """Return what sorts the better pair first."""
        return -round(self.rank, 6), self.strays, self.old, self.new


Judge = Callable[[int, int], float | None]


def match_alike(matching: Matching, old: list[int], new: list[int], accept: Judge) -> None:
    """Pair open provisions of the two lists (both in order); `accept` gives a likeness, or None to refuse."""
    old, new = matching.open_old(old), matching.open_new(new)
    if not old or not new:
        return
    index = Candidates([matching.new[at] for at in new], [matching.old[at] for at in old])
    expected = _expected_places(matching, old)
    by_name: defaultdict[tuple[int, str, str], list[int]] = defaultdict(list)
    for at in new:
        by_name[_name(matching.new, at)].append(at)
    found: list[Scored] = []
    for at in old:
        near = new[min(bisect_left(new, expected[at]), len(new) - 1)]
        candidates = dict.fromkeys(index.like(matching.old[at].whole, matching.vocabulary.weights))
        candidates.update(dict.fromkeys(_namesakes(matching, at, by_name)))
        candidates[near] = None
        for other in candidates:
            likeness = accept(at, other)
            if likeness is not None:
                found.append(_scored(matching, at, other, likeness, abs(other - expected[at])))
    for pair in assign(found):
        matching.pair(pair.old, pair.new, pair.likeness)


def assign(candidates: Iterable[Scored]) -> list[Scored]:
    """Return pairs in which no provision comes twice."""
    chosen: dict[int, Scored] = {}
    taken: dict[int, Scored] = {}
    options: defaultdict[int, list[Scored]] = defaultdict(list)
    in_order = sorted(candidates, key=Scored.before)
    for pair in in_order:
        options[pair.old].append(pair)
        if pair.old not in chosen and pair.new not in taken:
            chosen[pair.old] = taken[pair.new] = pair
    for old in sorted(options.keys() - chosen.keys()):
        _exchange(options, old, chosen, taken)
    return sorted(chosen.values(), key=lambda pair: pair.old)


def _exchange(options: dict[int, list[Scored]], old: int, chosen: dict[int, Scored], taken: dict[int, Scored]) -> None:
    for wish in options[old]:
        holder = taken.get(wish.new)
        if holder is None:
            continue
        for instead in options[holder.old]:
            if instead.new not in taken and holder.rank - instead.rank <= CHEAP:
                chosen[holder.old] = taken[instead.new] = instead
                chosen[old] = taken[wish.new] = wish
                return


def _scored(matching: Matching, old: int, new: int, likeness: float, strays: int) -> Scored:
    rank = likeness
    if matching.old[old].number == matching.new[new].number:
        rank += SAME_NUMBER
    if matching.in_place(old, new):
        rank += IN_PLACE
    return Scored(rank, strays, old, new, likeness)


def _name(items: list[Item], at: int) -> tuple[int, str, str]:
    item = items[at]
    return item.parent if item.depth else -1, item.level.value, item.number


def _namesakes(matching: Matching, old: int, by_name: dict[tuple[int, str, str], list[int]]) -> list[int]:
    item = matching.old[old]
    homes = matching.heirs_of_parent(old) if item.depth else [-1]
    return [at for home in homes for at in by_name.get((home, item.level.value, item.number), ())[:2]]


def _expected_places(matching: Matching, old: list[int]) -> dict[int, int]:
    """Return for each old place the new place behind that of the nearest provision before it that has an heir."""
    wanted = set(old)
    expected, last = {}, 0
    for at in range(max(old) + 1):
        if at in wanted:
            expected[at] = last
        heirs = matching.heirs.get(at)
        if heirs:
            last = heirs[0] + 1
    return expected
