"""Text to tokens, the same for every engine: syllables, bigrams, accented words, references."""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from search.references import most_specific, references
from search.text import (
    MAX_QUERY_CHARACTERS,
    MAX_QUERY_WORDS,
    bigrams,
    fold_word,
    i_for_y,
    words_and_syllables,
)
from search.vocabulary import vocabulary

T = TypeVar("T")

LONG_QUERY_WORDS = 8
MAX_SUGGEST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a text is found by; repetitions count, except in `accented` and `references`."""

    words: list[str] = field(default_factory=list)
    bigrams: list[str] = field(default_factory=list)
    accented: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


def analyse_document(text: str) -> Tokens:
    """Returns the tokens of a text to be indexed."""
    written, folded = _in_full(*words_and_syllables(text))
    return Tokens(folded, bigrams(folded), _accented(written), references(text))


def analyse_query(text: str) -> Tokens:
    """Returns the tokens of what somebody typed, capped, without the courtesies of a long question. Never raises."""
    text = text[:MAX_QUERY_CHARACTERS]
    written, folded = words_and_syllables(text)
    written, folded = _in_full(written[:MAX_QUERY_WORDS], folded[:MAX_QUERY_WORDS])
    kept = _without_courtesies(folded) if len(folded) > LONG_QUERY_WORDS else [(0, len(folded))]
    found = Tokens(references=most_specific(references(text)))
    for start, end in kept or [(0, len(folded))]:
        found.words.extend(folded[start:end])
        found.bigrams.extend(bigrams(folded[start:end]))
        found.accented.extend(_accented(written[start:end]))
    return found


def _in_full(written: list[str], folded: list[str]) -> tuple[list[str], list[str]]:
    """Returns both rows of words with every abbreviation written out."""
    forms = vocabulary().forms
    full_written: list[str] = []
    full: list[str] = []
    done = 0
    for place in _places(folded, forms):
        if place < done:
            continue
        for form in _candidates(folded, place, forms):
            end = place + len(form.folded)
            if tuple(folded[place:end]) == form.folded and form.is_written(written[place:end]):
                full_written += [*written[done:place], *form.long_written]
                full += [*folded[done:place], *form.long]
                done = end
                break
    return (full_written + written[done:], full + folded[done:]) if done else (written, folded)


def in_full(written: list[str]) -> list[str]:
    """Returns the words with every abbreviation written out."""
    return _in_full(written, [fold_word(word) for word in written])[0]


def _places(folded: list[str], terms: dict[str, list[T]]) -> list[int]:
    """Returns where a term of a word list may begin, in order."""
    pairs = bigrams(folded)
    if terms.keys().isdisjoint(folded) and terms.keys().isdisjoint(pairs):
        return []
    places = {place for place, word in enumerate(folded) if word in terms}
    places.update(place for place, pair in enumerate(pairs) if pair in terms)
    return sorted(places)


def _candidates(folded: list[str], place: int, terms: dict[str, list[T]]) -> list[T]:
    """Returns the terms that may begin at a place, those of several words first, the longest first."""
    return terms.get("_".join(folded[place : place + 2]), []) + terms.get(folded[place], [])


def _short_forms(folded: list[str], pairs: list[str]) -> list[str]:
    """Returns the abbreviation of every long term among the syllables."""
    shorts = vocabulary().shorts
    if shorts.keys().isdisjoint(pairs):
        return []
    return [
        short
        for place, pair in enumerate(pairs)
        for long, short in shorts.get(pair, ())
        if tuple(folded[place : place + len(long)]) == long
    ]


def _accented(written: list[str]) -> list[str]:
    return list(dict.fromkeys(i_for_y(word) for word in dict.fromkeys(written) if not word.isascii()))


def _without_courtesies(folded: list[str]) -> list[tuple[int, int]]:
    """Returns the stretches of syllables between the courtesies, as pairs of start and end."""
    courtesies = vocabulary().courtesies
    kept: list[tuple[int, int]] = []
    start = 0
    for place in _places(folded, courtesies):
        if place < start:
            continue
        for phrase in _candidates(folded, place, courtesies):
            if tuple(folded[place : place + len(phrase)]) == phrase:
                if place > start:
                    kept.append((start, place))
                start = place + len(phrase)
                break
    if start < len(folded):
        kept.append((start, len(folded)))
    return kept


def analyse_title(text: str) -> list[str]:
    """Returns the tokens by which a title is suggested while its words are being typed.

    '=bao' is a whole word, 'ba' the beginning of one, 'bao_hi' the beginning of the word after 'bao'.
    """
    _, folded = _in_full(*words_and_syllables(text))
    tokens: set[str] = set()
    for word in (*folded, *_short_forms(folded, bigrams(folded))):
        tokens.add(f"={word}")
        tokens.update(_beginnings(word))
    for left, right in pairwise(folded):
        tokens.update([f"{left}_{beginning}" for beginning in _beginnings(right)])
    return sorted(tokens)


@lru_cache(maxsize=1 << 14)
def _beginnings(word: str) -> tuple[str, ...]:
    return tuple(word[:length] for length in range(1, len(word) + 1))


def analyse_beginning(text: str) -> tuple[list[str], list[str]]:
    """Returns what the tokens of a title must hold for the words typed so far: as neighbours, or anywhere.

    Both are empty if there is no word; the first is also empty if there is only one.
    """
    written, folded = words_and_syllables(text[:MAX_QUERY_CHARACTERS])
    written, folded = written[-MAX_SUGGEST_WORDS:], folded[-MAX_SUGGEST_WORDS:]
    if not folded:
        return [], []
    _, whole = _in_full(written[:-1], folded[:-1])
    last = folded[-1]
    return bigrams([*whole, last]), [*(f"={word}" for word in whole), last]
