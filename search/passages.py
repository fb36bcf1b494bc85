"""The part of a long text that holds most of a question, found without reading the whole as a document is read."""

from collections import Counter
from dataclasses import dataclass

from search.analysis import Tokens, analyse_query
from search.text import fold_word, words
from search.vocabulary import function_words, vocabulary

LONG = 20_000  # characters; a shorter text is read whole
WITHIN = 120  # words in which the question is to be found
BEFORE, AFTER = 80, 240  # words that are kept around where they begin
PAIR_WEIGHT = 2.0
FUNCTION_WORD_WEIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text with single blanks; whether something is left out before and behind it."""

    text: str
    cut_before: bool = False
    cut_behind: bool = False


def nearest(text: str, query: str) -> Passage:
    """Return the part of a text that holds most of the query, the beginning if none does; a short text whole."""
    if len(text) <= LONG:
        return Passage(text)
    pieces = text.split()
    start = max(0, _best_start(pieces, analyse_query(query)) - BEFORE)
    end = start + BEFORE + AFTER
    return Passage(" ".join(pieces[start:end])[:LONG], start > 0, end < len(pieces))


class _Found(dict[str, tuple[str, ...]]):
    """The words of the question that a piece of the text holds; a text repeats its pieces."""

    def __init__(self, wanted: set[str]) -> None:
        self._wanted = wanted

    def __missing__(self, piece: str) -> tuple[str, ...]:
        folded = [fold_word(word) for word in words(piece)]
        found = [word for word in folded if word in self._wanted]
        for word in folded:
            for form in vocabulary().forms.get(word, ()):
                if self._wanted.issuperset(form.long):
                    found += form.long
        self[piece] = value = tuple(found)
        return value


def _best_start(pieces: list[str], tokens: Tokens) -> int:
    """Return the place of the first word of the stretch with the most of the question's words and pairs."""
    weights = {word: FUNCTION_WORD_WEIGHT if word in function_words() else 1.0 for word in tokens.words}
    weights |= {pair: PAIR_WEIGHT * max(map(weights.__getitem__, pair.split("_"))) for pair in tokens.bigrams}
    found = _Found(set(tokens.words))
    met: list[tuple[int, str]] = []
    last, last_place = "", -2
    for place, held in enumerate(map(found.__getitem__, pieces)):
        for word in held:
            pair = f"{last}_{word}"
            if place - last_place <= 1 and pair in weights:
                met.append((last_place, pair))
            met.append((place, word))
            last, last_place = word, place
    return _densest(met, weights)


def _densest(met: list[tuple[int, str]], weights: dict[str, float]) -> int:
    inside: Counter[str] = Counter()
    best = score = 0.0
    start = left = 0
    for place, token in met:
        if not inside[token]:
            score += weights[token]
        inside[token] += 1
        while place - met[left][0] > WITHIN:
            gone = met[left][1]
            inside[gone] -= 1
            if not inside[gone]:
                score -= weights[gone]
            left += 1
        if score > best + 1e-9:
            best, start = score, met[left][0]
    return start
