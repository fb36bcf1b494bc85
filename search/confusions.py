"""How a word may have been meant: what ears and fingers confuse, as folded syllables (domain H.11).

Tones and vowel marks need no candidates here: the search compares without them.
"""

from functools import lru_cache

from base.syllables import folded_bases
from search.text import fold_word

# Onsets that sound alike somewhere in the country, and finals of the south.
_ONSETS = (
    ("gi", "d", "r", "v"),
    ("ch", "tr"),
    ("s", "x"),
    ("n", "l"),
    ("c", "k", "q"),
    ("g", "gh"),
    ("ng", "ngh"),
    ("i", "y"),
)
_FINALS = (("c", "t", "p", "ch"), ("n", "ng", "nh"), ("i", "y"), ("u", "o"))
_LETTERS = "abcdeghiklmnopqrstuvxy"
BY_EAR, BY_FINGER = 1.0, 1.6
SHORTEST_MISTYPED = 3  # letters; a syllable of two with one of them changed could be anything
LONGEST_RUN = 30  # letters of words run together
MOST_READINGS = 6


@lru_cache(maxsize=1 << 12)
def candidates(word: str) -> tuple[tuple[str, float], ...]:
    """Returns the folded syllables that a folded word may have been meant as, each with its cost, cheapest first."""
    costs: dict[str, float] = {}
    for other in _by_ear(word):
        costs.setdefault(other, BY_EAR)
    mistyped = _by_finger(word) if len(word) >= SHORTEST_MISTYPED or word not in folded_bases() else set()
    for other in mistyped:
        costs.setdefault(other, BY_FINGER)
    for other in mistyped if len(word) < 5 else ():
        for both in _by_ear(other):
            costs.setdefault(both, BY_EAR + BY_FINGER)
    known = folded_bases()
    found = [(other, cost) for other, cost in costs.items() if other in known and other != word]
    return tuple(sorted(found, key=lambda one: (one[1], one[0])))


def _by_ear(word: str) -> set[str]:
    found = set()
    for group in _ONSETS:
        onset = max((one for one in group if word.startswith(one)), key=len, default="")
        found |= {other + word[len(onset) :] for other in group if onset}
    for group in _FINALS:
        final = max((one for one in group if word.endswith(one)), key=len, default="")
        found |= {word[: len(word) - len(final)] + other for other in group if final}
    return {fold_word(one) for one in found} - {word, ""}


def _by_finger(word: str) -> set[str]:
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS}
    found |= {left + letter + right for left, right in cuts for letter in _LETTERS}
    return {fold_word(one) for one in found if one} - {word}


@lru_cache(maxsize=1 << 12)
def run_together(word: str) -> tuple[tuple[str, ...], ...]:
    """Returns how a folded word may be syllables run together, those of few and long syllables first.

    'baohiem' is bao hiem, 'thatnghiep' is that nghiep; a word that is a syllable is none of this.
    """
    if not word.isascii() or not word.isalpha() or len(word) > LONGEST_RUN or word in folded_bases():
        return ()
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(word) + 1):
        here = [
            (*way, word[start:end])
            for start in range(max(0, end - 7), end)
            if word[start:end] in folded_bases() or fold_word(word[start:end]) in folded_bases()
            for way in ways[start]
        ]
        ways.append(sorted(here, key=_few_and_long)[:MOST_READINGS])
    return tuple(tuple(map(fold_word, way)) for way in ways[-1] if len(way) > 1)


def _few_and_long(way: tuple[str, ...]) -> tuple[int, int]:
    return len(way), -min(map(len, way), default=0)
