"""The second look: the first hits of an engine in the order of where and how closely they hold the question.

An engine scores a document as one bag of words. Here the best candidates are read again: how well their beginning
fits, how well their best passage fits, how much of the question's pairs of words they hold at all, and, for a long
question, how well their title fits. The same for every engine. What each part is worth: docs/search-quality.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from search.analysis import Tokens
from search.engines import Hit
from search.engines.ranking import (
    ACCENT_WEIGHT,
    ACCENTS_REORDERED,
    OUTDATED_WEIGHT,
    is_short,
    title_gate,
    weights,
)
from search.text import fold_word, i_for_y

PASSAGE = 100  # words of a passage; the first passage is the beginning
LEAD_WEIGHT, PASSAGE_WEIGHT, COVERAGE_WEIGHT = 0.35, 0.4, 0.2
TITLE_WORD_WEIGHT, TITLE_PAIR_WEIGHT = 8.0, 4.0
USUAL_TITLE = 12.0  # words
K1, B = 1.2, 0.75  # of BM25, as in the engines


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hit with what the index keeps of its document.

    `written` are the first words of title and text with their accents, of which `title_words` are the title; `length`
    is the number of all its words.
    """

    hit: Hit
    written: list[str]
    title_words: int
    length: int
    outdated: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The question's words and pairs, each with its weight: rarity times how much the question insists on it."""

    words: dict[str, float]
    lead_words: dict[str, float]
    pairs: dict[str, float]
    usual_length: float
    title_gate: float


def reranked(
    candidates: Sequence[Candidate], tokens: Tokens, frequencies: Mapping[str, int], documents: int
) -> list[Hit]:
    """Returns the hits of the candidates in their new order, best first.

    `frequencies` tells in how many of all `documents` each word and bigram of the question stands; a short question,
    of which only accents and outdated answers are looked at again, does not need it.
    """
    if not candidates:
        return []
    if is_short(tokens):
        scores = [one.hit.score for one in candidates]
    else:
        wanted = _wanted(candidates, tokens, frequencies, documents)
        scores = [_score(one, wanted) for one in candidates]
    lowered = (
        score * (OUTDATED_WEIGHT if one.outdated else 1.0) for one, score in zip(candidates, scores, strict=True)
    )
    scored = list(zip(candidates, lowered, strict=True))
    scored.sort(key=lambda pair: -pair[1])
    if tokens.accented:
        first = [(one, score * _by_accents(one, tokens)) for one, score in scored[:ACCENTS_REORDERED]]
        first.sort(key=lambda pair: -pair[1])
        scored[:ACCENTS_REORDERED] = first
    return [Hit(one.hit.id, score) for one, score in scored]


def _wanted(candidates: Sequence[Candidate], tokens: Tokens, frequencies: Mapping[str, int], documents: int) -> _Wanted:
    words, pairs = weights(tokens)
    rarity = {token: _rarity(frequencies[token], documents) for token in (*words, *pairs) if frequencies.get(token)}
    # A beginning of 100 words holds a word less often than a whole long text: rarity is reckoned for one passage.
    passages = max(1.0, sum(one.length for one in candidates) / len(candidates) / PASSAGE)
    known = [word for word in words if word in rarity]
    return _Wanted(
        words={word: rarity[word] * words[word] for word in known},
        lead_words={word: _rarity_in_a_passage(rarity[word], passages) * words[word] for word in known},
        pairs={pair: rarity[pair] * pairs[pair] for pair in pairs if pair in rarity},
        usual_length=sum(min(PASSAGE, one.length) for one in candidates) / len(candidates) or 1.0,
        title_gate=title_gate(tokens),
    )


def _rarity(frequency: int, documents: int) -> float:
    return log(1 + (documents - min(frequency, documents) + 0.5) / (frequency + 0.5))


def _rarity_in_a_passage(rarity: float, passages: float) -> float:
    share = min(1 - 1e-9, exp(-rarity))
    return -log(1 - (1 - share) ** (1 / passages))


def _score(one: Candidate, wanted: _Wanted) -> float:
    folded = [fold_word(word) for word in one.written]
    lead, best, coverage = _passages(folded, wanted)
    score = one.hit.score + LEAD_WEIGHT * lead + PASSAGE_WEIGHT * best + COVERAGE_WEIGHT * coverage
    if wanted.title_gate:
        words, pairs = _title(folded[: one.title_words], wanted)
        score += wanted.title_gate * (TITLE_WORD_WEIGHT * words + TITLE_PAIR_WEIGHT * pairs)
    return score


def _passages(folded: list[str], wanted: _Wanted) -> tuple[float, float, float]:
    """Returns the scores of the beginning, of the best passage, and of the pairs that stand anywhere."""
    words: dict[int, dict[str, int]] = {}
    pairs: dict[int, dict[str, int]] = {}
    met: set[str] = set()
    before, last = "", -2
    for place, word in enumerate(folded):
        if word not in wanted.words:
            continue
        inside = words.setdefault(place // PASSAGE, {})
        inside[word] = inside.get(word, 0) + 1
        if place == last + 1 and (pair := f"{before}_{word}") in wanted.pairs:
            met.add(pair)
            beside = pairs.setdefault(last // PASSAGE, {})  # a pair belongs where it begins
            beside[pair] = beside.get(pair, 0) + 1
        before, last = word, place
    best = lead = 0.0
    for number, inside in words.items():
        norm = _norm(min(PASSAGE, len(folded) - number * PASSAGE) / wanted.usual_length)
        fit = _saturated(inside, wanted.words, norm) + _saturated(pairs.get(number, {}), wanted.pairs, norm)
        best = max(best, fit)
        if number == 0:
            lead = _saturated(inside, wanted.lead_words, norm)
    return lead, best, sum(wanted.pairs[pair] for pair in met)


def _title(folded: list[str], wanted: _Wanted) -> tuple[float, float]:
    words: dict[str, int] = {}
    pairs: dict[str, int] = {}
    before = ""
    for word in folded:
        if word in wanted.words:
            words[word] = words.get(word, 0) + 1
        if (pair := f"{before}_{word}") in wanted.pairs:
            pairs[pair] = pairs.get(pair, 0) + 1
        before = word
    norm = _norm(len(folded) / USUAL_TITLE)
    return _saturated(words, wanted.words, norm), _saturated(pairs, wanted.pairs, norm)


def _norm(relative_length: float) -> float:
    return K1 * (1 - B + B * relative_length)


def _saturated(counted: dict[str, int], weighed: dict[str, float], norm: float) -> float:
    return sum(weighed[token] * times * (K1 + 1) / (times + norm) for token, times in counted.items())


def _by_accents(one: Candidate, tokens: Tokens) -> float:
    """Returns what is left of a score when words typed with accents stand there only with others or without.

    A word that the document does not hold at all says nothing about its accents.
    """
    written = set(one.written)
    if written.issuperset(tokens.accented):
        return 1.0
    held = {i_for_y(word) for word in written if not word.isascii()}
    folded = {fold_word(word) for word in written}
    harmed = sum(word not in held and fold_word(word) in folded for word in tokens.accented)
    return 1.0 - ACCENT_WEIGHT * harmed / len(tokens.accented)
