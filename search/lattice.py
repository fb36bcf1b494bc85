"""The ways a query may be read: each word as typed, as another, as several run together, or joined to the next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

from base.syllables import folded_bases, is_syllable
from search.confusions import BY_EAR, candidates, run_together
from search.text import bigrams, syllables
from search.vocabulary import vocabulary

MAX_WORDS = 16
LONG_QUERY_WORDS = 8  # of more only what is no syllable is doubted: it says enough without the rest
SPLIT_COST, JOIN_COST = 1.0, 1.2
PAIR_UNKNOWN = -2.0
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Edge:
    """One reading of the words from `start` up to `end`: its folded syllables, place in the text, and what it costs.

    `fixed` is an abbreviation, a name or a number, which is never changed or written otherwise.
    """

    start: int
    end: int
    folded: tuple[str, ...]
    span: tuple[int, int]
    cost: float = 0.0
    fixed: bool = False


def lattice(text: str) -> list[Edge]:
    """Returns every reading of every word of a composed text; those as typed cost nothing and cover it."""
    found = [(match.span(), syllables(match.group())) for match in _WORD.finditer(text)]
    tokens = [(span, folded[0]) for span, folded in found if folded][: MAX_WORDS + 1]
    edges: list[Edge] = []
    for place, (span, word) in enumerate(tokens):
        typed = text[slice(*span)]
        form = next((form for form in vocabulary().forms.get(word, ()) if not form.context), None)
        if form or not word.isalpha() or not word.isascii() or _is_a_name(typed, text, word):
            edges.append(Edge(place, place + 1, form.long if form else (word,), span, fixed=True))
            continue
        edges.append(Edge(place, place + 1, (word,), span))
        # Who wrote a whole syllable with its accents may have misheard it, and hardly mistyped it.
        most = BY_EAR if not typed.isascii() and is_syllable(typed.lower()) else SPLIT_COST + JOIN_COST + 1
        if len(tokens) <= LONG_QUERY_WORDS or word not in folded_bases():
            edges += [Edge(place, place + 1, (other,), span, cost) for other, cost in candidates(word) if cost <= most]
        edges += [Edge(place, place + 1, way, span, SPLIT_COST + i / 2) for i, way in enumerate(run_together(word))]
        if place + 1 < len(tokens):
            (start, _), (_, end) = span, tokens[place + 1][0]
            joined = word + tokens[place + 1][1]
            broken = not {word, tokens[place + 1][1]} <= folded_bases()
            if broken and joined in folded_bases():
                edges.append(Edge(place, place + 2, (joined,), (start, end), JOIN_COST))
    return edges


def _is_a_name(typed: str, text: str, folded: str) -> bool:
    """Tells whether a word is a letter or, in capitals among others, a name or an abbreviation."""
    return len(typed) < 2 or (typed.isupper() and not text.isupper() and folded not in folded_bases())


def typed_path(edges: Sequence[Edge]) -> list[Edge]:
    """Returns the words as typed."""
    return [edge for edge in edges if not edge.cost]


def best_path(edges: Sequence[Edge], known: dict[str, int]) -> list[Edge]:
    """Returns the reading that the archive knows best, by pairs of neighbours first, less what it costs."""
    best: dict[Edge, tuple[float, Edge | None]] = {}
    for edge in sorted(edges, key=lambda edge: (edge.end, edge.start)):
        own = 0.3 * sum(log1p(known.get(word, 0)) for word in edge.folded) / len(edge.folded) - edge.cost
        own += sum(_pair(pair, known) for pair in bigrams(edge.folded))
        before = [
            (score + _pair(f"{left.folded[-1]}_{edge.folded[0]}", known), left)
            for left, (score, _) in best.items()
            if left.end == edge.start
        ]
        score, left = max(before, key=lambda one: one[0]) if before else (0.0, None)
        if before or edge.start == 0:
            best[edge] = (score + own, left)
    last = max(edge.end for edge in edges)
    here: Edge | None = max((edge for edge in best if edge.end == last), key=lambda edge: best[edge][0])
    path: list[Edge] = []
    while here:
        path.insert(0, here)
        here = best[here][1]
    return path


def _pair(pair: str, known: dict[str, int]) -> float:
    return log1p(known[pair]) if known.get(pair) else PAIR_UNKNOWN
