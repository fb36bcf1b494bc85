"""Comments sent in one text, or nearly one, by many: found so that they are counted and answered together.

One of each text is compared with the few groups that share some of its sketch, the smallest hashes of its runs of three
words (Broder, On the resemblance and containment of documents, 1997): never all with all.
"""

import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from search.text import syllables

Id = TypeVar("Id")
Runs = frozenset[int]

MIN_WORDS = 5  # shorter texts are alike by chance
MIN_RUNS = 12  # texts with fewer must be the same word for word
ALIKE = 0.5  # share of all runs of both texts that both have
WITHIN = 0.8  # share of the shorter text's runs, if somebody added words of their own
MIN_RUNS_WITHIN = 40
SKETCH = 48
MAX_SHARERS = 16  # groups that share a hash; what more share is a greeting
MAX_CANDIDATES = 4
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Campaign(Generic[Id]):
    """Comments of one text: their ids in the order given, one with the commonest wording, and how many have it."""

    members: tuple[Id, ...]
    typical: Id
    identical: int


@dataclass(slots=True)
class _Group:
    runs: "array[int]"
    texts: list[int] = field(default_factory=list)


def campaigns(comments: Iterable[tuple[Id, str]], quoted: Iterable[str] = ()) -> list[Campaign[Id]]:
    """Return the groups of two or more comments whose texts are the same or nearly so, the largest first.

    Case, accents, blanks and punctuation do not count. Runs of words that are in the `quoted` texts (the draft) do not
    count either, or all who quote one clause would seem to be of one mind. Texts that differ in a word or two may mean
    the contrary: what is not identical is for a person to look at.
    """
    ids: list[Id] = []
    texts: dict[tuple[str, ...], list[int]] = {}
    for at, (each, text) in enumerate(comments):
        ids.append(each)
        texts.setdefault(tuple(syllables(text)), []).append(at)
    found = []
    for group in _groups(list(texts), quoted):
        members = [texts[words] for words in group if len(words) >= MIN_WORDS]
        if sum(map(len, members)) > 1:
            commonest = max(members, key=len)
            everyone = tuple(ids[at] for at in sorted(at for same in members for at in same))
            found.append(Campaign(everyone, ids[commonest[0]], len(commonest)))
    places = {each: at for at, each in enumerate(ids)}
    return sorted(found, key=lambda one: (-len(one.members), places[one.members[0]]))


def _groups(texts: Sequence[tuple[str, ...]], quoted: Iterable[str]) -> list[list[tuple[str, ...]]]:
    numbers = _Numbers()
    of_the_draft = frozenset(run for text in quoted for run in _runs(syllables(text), numbers))
    groups: list[_Group] = []
    sharers: defaultdict[int, list[int]] = defaultdict(list)
    for at, words in enumerate(texts):
        runs = _telling(words, numbers, of_the_draft)
        sketch = sorted(runs)[:SKETCH]
        home = _home(runs, sketch, groups, sharers)
        if home is None:
            home = len(groups)
            groups.append(_Group(array("Q", sorted(runs))))
            for one in sketch:
                if len(sharers[one]) <= MAX_SHARERS:
                    sharers[one].append(home)
        groups[home].texts.append(at)
    return [[texts[at] for at in group.texts] for group in groups]


def _home(runs: Runs, sketch: list[int], groups: list[_Group], sharers: dict[int, list[int]]) -> int | None:
    votes: Counter[int] = Counter()
    for one in sketch:
        near = sharers.get(one, ())
        if len(near) <= MAX_SHARERS:
            votes.update(near)
    best, likeness = None, 0.0
    for group, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:MAX_CANDIDATES]:
        alike = _alike(runs, groups[group].runs)
        if alike > likeness:
            best, likeness = group, alike
    return best


def _alike(runs: Runs, other: "array[int]") -> float:
    """Return how alike two texts are; 0 when they are two."""
    common = len(runs.intersection(other))
    share = common / (len(runs) + len(other) - common)
    shorter = min(len(runs), len(other))
    if share >= ALIKE or (shorter >= MIN_RUNS_WITHIN and common >= WITHIN * shorter):
        return share
    return 0.0


def _telling(words: Sequence[str], numbers: "_Numbers", quoted: Runs) -> Runs:
    """Return the runs by which a text is compared, those that quote nothing; none if they are few."""
    own = _runs(words, numbers) - quoted
    return own if len(own) >= MIN_RUNS else frozenset()


def _runs(words: Sequence[str], numbers: "_Numbers") -> Runs:
    ones = [*map(numbers.__getitem__, words)]
    first, second, third = _FACTORS
    return frozenset(
        (one * first + two * second + three * third) & _MASK
        for one, two, three in zip(ones, ones[1:], ones[2:], strict=False)
    )


class _Numbers(dict[str, int]):
    """Gives each word the same number in every process."""

    def __missing__(self, word: str) -> int:
        return zlib.crc32(word.encode("utf-8", "surrogatepass")) + 1
