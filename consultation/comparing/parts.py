"""Finds splits and mergers: provisions whose words come mostly from what another one lost, or went mostly to what it gained."""

from collections.abc import Callable, Iterable

from consultation.comparing.candidates import Candidates
from consultation.comparing.items import Features, Item, stands_below
from consultation.comparing.matching import Matching

MOSTLY = 0.5  # of a part's weight that comes from the rest of the whole
NOT_A_SCRAP = 0.1  # of the whole's weight that goes to a part
FEW = 8  # features; shorter provisions are found everywhere

Fits = Callable[[Item, Item], bool]  # old and new item


def anything(old: Item, new: Item) -> bool:
    """Let every pair be a part and its whole."""
    return True


def find_parts(matching: Matching, old: list[int], new: list[int], fits: Fits = anything) -> None:
    """Pair open new provisions with the old ones they were split from, open old ones with those they were merged into."""
    _find_splits(matching, old, matching.open_new(new), fits)
    _find_mergers(matching, matching.open_old(old), new, fits)


def _find_splits(matching: Matching, old: list[int], parts: list[int], fits: Fits) -> None:
    index = Candidates(matching.old[at] for at in old) if parts else None
    for at in parts if index else ():
        part, best = matching.new[at], (MOSTLY, 0)
        for whole in _likely(index, matching, part, matching.old):
            heirs = [matching.new[heir] for heir in matching.heirs.get(whole.at, ())]
            inside = any(stands_below(matching.new, at, heir.at) for heir in heirs)
            if fits(whole, part):
                best = max(best, (_share(matching, part, whole, heirs, inside), -whole.at))
        if best > (MOSTLY, 0):
            matching.pair(-best[1], at, best[0])


def _find_mergers(matching: Matching, parts: list[int], new: list[int], fits: Fits) -> None:
    index = Candidates(matching.new[at] for at in new) if parts else None
    for at in parts if index else ():
        part, best = matching.old[at], (MOSTLY, 0)
        for whole in _likely(index, matching, part, matching.new):
            sources = [matching.old[source] for source in matching.sources.get(whole.at, ())]
            inside = any(stands_below(matching.old, at, source.at) for source in sources)
            if fits(part, whole):
                best = max(best, (_share(matching, part, whole, sources, inside), -whole.at))
        if best > (MOSTLY, 0):
            matching.pair(at, -best[1], best[0])


def _likely(index: Candidates | None, matching: Matching, part: Item, wholes: list[Item]) -> list[Item]:
    found = index.like(part.whole, matching.vocabulary.weights) if index and len(part.whole) >= FEW else []
    return [wholes[at] for at in found]


def _share(matching: Matching, part: Item, whole: Item, others: Iterable[Item], inside: bool) -> float:
    """Return how much of the part is in the whole and in none of its other parts; 0 for a scrap.

    Of a part that stands inside one of the others only their own words count.
    """
    rest: Features = whole.own if inside else whole.whole
    rest = rest.difference(*((other.own if inside else other.whole) for other in others))
    common = matching.mass(part.whole & rest, keep=False)
    if common < NOT_A_SCRAP * matching.mass(whole.whole):
        return 0.0
    return common / matching.mass(part.whole)
