"""Which chapter became which: by its heading, its number and where its articles went."""

from collections import Counter, defaultdict

from consultation.comparing.assigning import SAME_NUMBER, Scored, assign
from consultation.comparing.items import Item, below
from consultation.comparing.keys import CONTAINERS
from consultation.comparing.matching import Matching

ALIKE = 0.4
BY_HEADING = 0.5  # the rest is for the articles that went from the one to the other
MOSTLY = 0.5
NOT_A_SCRAP = 0.2


def match_containers(matching: Matching) -> None:
    """Pair parts, chapters and sections, those that were split or merged too."""
    ways = _ways(matching)
    sizes_old, sizes_new = _sizes(matching.old), _sizes(matching.new)
    candidates = dict.fromkeys(ways) | dict.fromkeys(_by_heading(matching))
    found = []
    for one, other in candidates:
        old, new = matching.old[one], matching.new[other]
        if old.level != new.level:
            continue
        heading = matching.alike(one, other) if old.own and new.own else float(old.number == new.number)
        size = max(sizes_old[one], sizes_new[other])
        moved = ways.get((one, other), 0) / size if size else heading
        likeness = BY_HEADING * heading + (1 - BY_HEADING) * moved
        if likeness >= ALIKE:
            rank = likeness + SAME_NUMBER * (old.number == new.number)
            found.append(Scored(rank, abs(one - other), one, other, likeness))
    for pair in assign(found):
        matching.pair(pair.old, pair.new, pair.likeness)
    _find_parts(matching, ways, sizes_old, sizes_new)


def _find_parts(matching: Matching, ways: Counter[tuple[int, int]], olds: list[int], news: list[int]) -> None:
    open_old, open_new = set(matching.open_old()), set(matching.open_new())
    for (one, other), moved in sorted(ways.items(), key=lambda way: (-way[1], way[0])):
        if matching.old[one].level != matching.new[other].level:
            continue
        split = other in open_new and moved >= MOSTLY * news[other] and moved >= NOT_A_SCRAP * olds[one]
        merged = one in open_old and moved >= MOSTLY * olds[one] and moved >= NOT_A_SCRAP * news[other]
        if split != merged:
            matching.pair(one, other, moved / (news[other] if split else olds[one]))
            open_new.discard(other)
            open_old.discard(one)


def _ways(matching: Matching) -> Counter[tuple[int, int]]:
    """Count the provisions that went from each container to each other one; a section's also for its chapter."""
    ways: Counter[tuple[int, int]] = Counter()
    for one, heirs in matching.heirs.items():
        if not _counts(matching.old, one):
            continue
        for above in _containers_above(matching.old, one):
            ways.update((above, other) for other in _containers_above(matching.new, heirs[0]))
    return ways


def _containers_above(items: list[Item], at: int) -> list[int]:
    above = []
    while (at := items[at].parent) != -1:
        if items[at].level in CONTAINERS:
            above.append(at)
    return above


def _sizes(items: list[Item]) -> list[int]:
    """Return how many articles (or clauses that stand in no article) each container holds, 0 for what is none."""
    return [
        sum(1 for one in below(items, item.at) if _counts(items, one)) if item.level in CONTAINERS else 0
        for item in items
    ]


def _counts(items: list[Item], at: int) -> bool:
    item = items[at]
    return item.level not in CONTAINERS and (item.parent == -1 or items[item.parent].level in CONTAINERS)


def _by_heading(matching: Matching) -> list[tuple[int, int]]:
    named: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for item in matching.new:
        if item.level in CONTAINERS:
            named[item.heading or (item.number,)].append(item.at)
    return [
        (item.at, other)
        for item in matching.old
        if item.level in CONTAINERS
        for other in named.get(item.heading or (item.number,), ())[:8]
    ]
