"""Which new provisions an old one may have become: those that share its rarest words; never all with all."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable

from consultation.comparing.items import Features, Item

MAX_SHARERS = 20  # items that share a feature; what more share tells nothing
MAX_ASKED = 32  # rarest features of an item that are looked up
MAX_CANDIDATES = 8


class Candidates:
    """An inverted index over the features of some items."""

    def __init__(self, items: Iterable[Item]) -> None:
        chosen = list(items)
        often = Counter(one for item in chosen for one in item.whole)
        self._sharers: defaultdict[int, list[int]] = defaultdict(list)
        for item in chosen:
            for one in item.whole:
                if often[one] <= MAX_SHARERS:
                    self._sharers[one].append(item.at)

    def like(self, features: Features, weights: dict[int, float]) -> list[int]:
        """Return the places of the items that share most of the rarest features, best first, MAX_CANDIDATES at most."""
        known = heapq.nsmallest(
            MAX_ASKED, ((len(self._sharers[one]), one) for one in features if one in self._sharers)
        )
        votes: dict[int, float] = {}
        for _, one in known:
            for at in self._sharers[one]:
                votes[at] = votes.get(at, 0.0) + weights[one]
        best = heapq.nsmallest(MAX_CANDIDATES, ((-vote, at) for at, vote in votes.items()))
        return [at for _, at in best]
