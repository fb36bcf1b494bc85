"""What became of each provision from one version of a draft to the next: proposed here, confirmed by the drafter."""

from consultation.comparing.articles import articles, match_across, match_articles
from consultation.comparing.assigning import match_alike
from consultation.comparing.candidates import Candidates
from consultation.comparing.containers import match_containers
from consultation.comparing.describing import Described, describe
from consultation.comparing.items import Item
from consultation.comparing.keys import CONTAINERS
from consultation.comparing.links import Link
from consultation.comparing.matching import Matching, matching_of
from consultation.comparing.parts import find_parts
from consultation.comparing.provisions import TELLING_ELSEWHERE, match_provisions
from consultation.structure.nodes import Document

ALIKE_LEFT = 0.55  # of two provisions that are both left over
NEAR = 0.15  # below that no nearest provision is named


def propose(old: Document, new: Document) -> list[Link]:
    """Return what probably became of every provision, by its number and its words; the same answer every time.

    Every address of the old version is in one link. Every address of the new version is in one, or in several that are
    splits and mergers. Old ones come in the order of the text, then what is new.
    """
    matching = matching_of(old, new)
    match_articles(matching)
    match_containers(matching)
    match_provisions(matching)
    _match_left(matching)
    return describe(_described(matching))


def _match_left(matching: Matching) -> None:
    """Look at the articles again that may have become clauses, and at clauses that may have become articles."""
    match_across(matching, with_children=False)
    find_parts(matching, articles(matching.old), articles(matching.new))
    old, new = _all_but_containers(matching.old), _all_but_containers(matching.new)
    find_parts(matching, old, new)
    match_alike(matching, old, new, lambda one, other: _left_over(matching, one, other))


def _all_but_containers(items: list[Item]) -> list[int]:
    return [item.at for item in items if item.level not in CONTAINERS]


def _left_over(matching: Matching, one: int, other: int) -> float | None:
    if len(matching.old[one].whole) < TELLING_ELSEWHERE:
        return None
    likeness = matching.alike(one, other)
    return likeness if likeness >= ALIKE_LEFT else None


def _described(matching: Matching) -> Described:
    old, new = [item.key for item in matching.old], [item.key for item in matching.new]
    return Described(
        old={item.key: item.place for item in matching.old},
        new={item.key: item.place for item in matching.new},
        heirs={old[one]: tuple(new[at] for at in heirs) for one, heirs in matching.heirs.items()},
        sources={new[one]: tuple(old[at] for at in found) for one, found in matching.sources.items()},
        likeness={(old[one], new[other]): value for (one, other), value in matching.likeness.items()},
        nearest=_nearest(matching),
    )


def _nearest(matching: Matching) -> dict[str, tuple[str, float]]:
    """Return for old provisions without heir the most alike new one without source."""
    gone = [matching.old[at] for at in matching.open_old()]
    left = [matching.new[at] for at in matching.open_new() if matching.new[at].level not in CONTAINERS]
    index = Candidates(left, gone)
    nearest = {}
    for item in gone:
        found = [
            (matching.alike(item.at, other), -other) for other in index.like(item.whole, matching.vocabulary.weights)
        ]
        if found and max(found)[0] >= NEAR:
            likeness, other = max(found)
            nearest[item.key] = matching.new[-other].key, likeness
    return nearest
