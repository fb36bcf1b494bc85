"""Finds splits and mergers: words that come mostly from what another provision lost, or went to what it gained."""

import math
from collections.abc import Callable

from consultation.comparing.candidates import Candidates
from consultation.comparing.items import Features, Item, stands_below
from consultation.comparing.matching import Matching

MOSTLY = 0.5  # of a part's weight that comes from the rest of the whole
NOT_A_SCRAP = 0.1  # of the whole's weight that goes to a part
SHARED = 0.35  # of a part's weight that must be somewhere in the whole
ALL_OF_IT = 0.85  # the same, where nothing else tells that it is a part
SPEAKS_ALIKE = 0.7  # how sure that is
MAX_CHILDREN = 40  # looked at, of one provision
FEW = 8  # features; shorter provisions are found everywhere
FEW_ELSEWHERE = 20  # the same, for a part that does not stand beside its whole

Fits = Callable[[Item, Item], bool]  # old and new item


def anything(old: Item, new: Item) -> bool:
    """Let every pair be a part and its whole."""
    return True


def find_parts(matching: Matching, old: list[int], new: list[int], fits: Fits = anything) -> None:
    """Pair open new provisions with those they were split from, open old ones with those they were merged into."""
    _find_splits(matching, old, matching.open_new(new), fits)
    _find_mergers(matching, matching.open_old(old), new, fits)


def _find_splits(matching: Matching, old: list[int], parts: list[int], fits: Fits) -> None:
    if not parts:
        return
    index = Candidates([matching.old[at] for at in old], [matching.new[at] for at in parts])
    for at in parts:
        part, best = matching.new[at], (MOSTLY, 0)
        for whole in _likely(index, matching, part, matching.old):
            heirs = [matching.new[heir] for heir in matching.heirs.get(whole.at, ())]
            inside = any(stands_below(matching.new, at, heir.at) for heir in heirs)
            in_place = matching.in_place(whole.at, at)
            if fits(whole, part) and not _one_of_its_own(matching, matching.open_old(whole.children), [at]):
                best = max(best, (_share(matching, part, whole, heirs, inside, in_place), -whole.at))
        if best > (MOSTLY, 0):
            matching.pair(-best[1], at, best[0])


def _find_mergers(matching: Matching, parts: list[int], new: list[int], fits: Fits) -> None:
    if not parts:
        return
    index = Candidates([matching.new[at] for at in new], [matching.old[at] for at in parts])
    for at in parts:
        part, best = matching.old[at], (MOSTLY, 0)
        for whole in _likely(index, matching, part, matching.new):
            sources = [matching.old[source] for source in matching.sources.get(whole.at, ())]
            inside = any(stands_below(matching.old, at, source.at) for source in sources)
            in_place = matching.in_place(at, whole.at)
            if fits(part, whole) and not _one_of_its_own(matching, [at], matching.open_new(whole.children)):
                best = max(best, (_share(matching, part, whole, sources, inside, in_place), -whole.at))
        if best > (MOSTLY, 0):
            matching.pair(at, -best[1], best[0])


def _likely(index: Candidates, matching: Matching, part: Item, wholes: list[Item]) -> list[Item]:
    found = index.like(part.whole, matching.vocabulary.weights) if len(part.whole) >= FEW else []
    return [wholes[at] for at in found]


def _share(matching: Matching, part: Item, whole: Item, others: list[Item], inside: bool, in_place: bool) -> float:
    """Return how surely the part belongs to the whole, 0 to 1.

    The part is made of what the whole has and its other parts have not; or it shares its words with the whole and takes
    most of that rest, which finds a part that was reworded; or it stands beside them and its words are all in the
    whole, which finds a part that speaks as they do. 0 for a scrap. Of a part that stands inside one of the others only
    their own words count.
    """
    if not in_place and (not others or len(part.whole) < FEW_ELSEWHERE):
        return 0.0
    rest: Features = whole.own if inside else whole.whole
    rest = rest.difference(*((other.own if inside else other.whole) for other in others))
    mass = matching.mass(part.whole)
    taken = matching.mass(part.whole & rest, keep=False)
    shared = matching.mass(part.whole & whole.whole, keep=False)
    if in_place and not inside and shared >= ALL_OF_IT * mass and taken >= NOT_A_SCRAP * mass:
        return shared / mass * SPEAKS_ALIKE
    if taken < NOT_A_SCRAP * matching.mass(whole.whole) or shared < SHARED * mass:
        return 0.0
    return max(taken / mass, math.sqrt(shared / mass * taken / matching.mass(rest, keep=False)))


def _one_of_its_own(matching: Matching, old: list[int], new: list[int]) -> bool:
    """Tell whether a point that became a clause only looks like a part of the clause it stood in."""
    return any(
        bool(matching.old[one].children) == bool(matching.new[other].children) and matching.alike(one, other) >= MOSTLY
        for one in old[:MAX_CHILDREN]
        for other in new[:MAX_CHILDREN]
    )
