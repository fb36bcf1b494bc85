"""Which new provisions an old one may have become: those that share its rarest words; never all with all."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain

from consultation.comparing.items import Features, Item

MAX_SHARERS = 20  # items that share a feature; what more share tells nothing
MAX_ASKED = 32  # rarest features of an item that are looked up
MAX_CANDIDATES = 8


class Candidates:
    """An inverted index over the features of some items, as far as those that will ask for them have them too."""

    def __init__(self, items: Iterable[Item], asking: Iterable[Item]) -> None:
        asked: set[int] = set().union(*(item.whole for item in asking))
        known = [(item.at, item.whole & asked) for item in items]
        often = Counter(chain.from_iterable(features for _, features in known))
        self._sharers: defaultdict[int, list[int]] = defaultdict(list)
        for at, features in known:
            for one in features:
                if often[one] <= MAX_SHARERS:
                    self._sharers[one].append(at)

    def like(self, features: Features, weights: dict[int, float]) -> list[int]:
        """Return the places of the items that share most of the rarest features, best first, MAX_CANDIDATES at most."""
        known = heapq.nsmallest(MAX_ASKED, ((len(self._sharers[one]), one) for one in features if one in self._sharers))
        votes: dict[int, float] = {}
        for _, one in known:
            for at in self._sharers[one]:
                votes[at] = votes.get(at, 0.0) + weights[one]
        best = heapq.nsmallest(MAX_CANDIDATES, ((-vote, at) for at, vote in votes.items()))
        return [at for _, at in best]
