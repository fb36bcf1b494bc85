"""Which article became which: the same words first, then alike words and headings, then articles split and merged."""

from collections import defaultdict

from consultation.comparing.assigning import match_alike
from consultation.comparing.items import Item
from consultation.comparing.keys import CONTAINERS
from consultation.comparing.matching import Matching
from consultation.comparing.parts import find_parts
from consultation.structure.nodes import Level

ALIKE = 0.5
ALIKE_UNDER_ONE_HEADING = 0.25
ALIKE_UNDER_ONE_NUMBER = 0.3
ALIKE_ACROSS = 0.6  # an article and a clause
WEAK_UNDER_ONE_HEADING = 0.1
HEADING_COUNTS = 0.3
OTHER_SHAPE = 0.9  # an article without clauses is less likely what became of one with clauses


def articles(items: list[Item]) -> list[int]:
    """Return the places of the articles."""
    return [item.at for item in items if item.level == Level.ARTICLE]


def match_articles(matching: Matching) -> None:
    """Pair the articles; what stands in them is not looked at one by one."""
    old, new = articles(matching.old), articles(matching.new)
    match_same_words(matching, old, new)
    match_alike(matching, old, new, lambda one, other: _sure(matching, one, other))
    match_across(matching, with_children=True)
    find_parts(matching, old, new, lambda one, other: bool(one.children) == bool(other.children))
    match_alike(matching, old, new, lambda one, other: _weak(matching, one, other))


def match_same_words(matching: Matching, old: list[int], new: list[int]) -> None:
    """Pair provisions of the same words: those of one number first, then those that are the only ones left."""
    twins: defaultdict[int, list[int]] = defaultdict(list)
    for at in matching.open_new(new):
        twins[matching.new[at].print].append(at)
    same: defaultdict[int, list[int]] = defaultdict(list)
    for at in matching.open_old(old):
        same[matching.old[at].print].append(at)
    for one_print, olds in same.items():
        by_number = {matching.new[at].number: at for at in reversed(twins.get(one_print, ()))}
        for at in olds:
            found = by_number.pop(matching.old[at].number, None)
            if found is not None:
                matching.pair(at, found, 1.0)
        left, right = matching.open_old(olds), matching.open_new(twins.get(one_print, ()))
        if len(left) == len(right) == 1:
            matching.pair(left[0], right[0], 1.0)


def match_across(matching: Matching, with_children: bool) -> None:
    """Pair open articles with clauses they became, and clauses with articles they became.

    Those that have something below them go first, so that it finds its place; the others when all clauses are matched.
    """

    def wanted(item: Item) -> bool:
        return item.level not in CONTAINERS and bool(item.children) == with_children

    def accept(one: int, other: int) -> float | None:
        old, new = matching.old[one], matching.new[other]
        likeness = matching.alike_features(old.content, new.content)
        crosses = (old.level == Level.ARTICLE) != (new.level == Level.ARTICLE)
        return likeness if crosses and likeness >= ALIKE_ACROSS else None

    old, new = [item for item in matching.old if wanted(item)], [item for item in matching.new if wanted(item)]
    told_before = {item.print for item in old}
    told_after = {item.print for item in new}
    match_alike(
        matching,
        [item.at for item in old if item.level == Level.ARTICLE or item.print not in told_after],
        [item.at for item in new if item.level == Level.ARTICLE or item.print not in told_before],
        accept,
    )


def _sure(matching: Matching, one: int, other: int) -> float | None:
    likeness = matching.alike(one, other)
    under_one_heading = matching.old[one].heading == matching.new[other].heading != ()
    if likeness < (ALIKE_UNDER_ONE_HEADING if under_one_heading else ALIKE):
        return None
    if bool(matching.old[one].children) != bool(matching.new[other].children):
        likeness *= OTHER_SHAPE
    return likeness * (1 - HEADING_COUNTS) + HEADING_COUNTS * under_one_heading


def _weak(matching: Matching, one: int, other: int) -> float | None:
    old, new = matching.old[one], matching.new[other]
    likeness = matching.alike(one, other)
    under_one_heading = old.heading == new.heading != () and likeness >= WEAK_UNDER_ONE_HEADING
    under_one_number = old.number == new.number and likeness >= ALIKE_UNDER_ONE_NUMBER
    return likeness if under_one_heading or under_one_number else None
