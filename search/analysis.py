"""Text to tokens, the same for every engine: syllables, bigrams, accented words, references."""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from search.references import most_specific, references
from search.text import (
    MAX_QUERY_CHARACTERS,
    MAX_QUERY_WORDS,
    accented,
    bigrams,
    fold_word,
    words_and_syllables,
)
from search.vocabulary import NUMBER_BEHIND, Context, Form, vocabulary

T = TypeVar("T")

LONG_QUERY_WORDS = 8
MAX_SUGGEST_WORDS = 12
CONTEXT_WORDS = 8  # how near the words must stand that tell what an ambiguous abbreviation means


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a text is found by; repetitions count, except in `accented` and `references`.

    Of a question `accented` has the words typed with accents; of a document `written` has all its words as they stand.
    """

    words: list[str] = field(default_factory=list)
    bigrams: list[str] = field(default_factory=list)
    accented: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


def analyse_document(text: str) -> Tokens:
    """Returns the tokens of a text to be indexed.

    An abbreviation that means something only here, by what stands near it, is also kept as it is written: who asks for
    it alone asks without those words.
    """
    full = _in_full(*words_and_syllables(text))
    return Tokens(full.folded + full.kept, full.pairs, [], references(text), full.written)


def analyse_query(text: str) -> Tokens:
    """Returns the tokens of what somebody typed, capped, without the courtesies of a long question. Never raises."""
    text = text[:MAX_QUERY_CHARACTERS]
    written, folded = words_and_syllables(text)
    full = _in_full(written[:MAX_QUERY_WORDS], folded[:MAX_QUERY_WORDS])
    written, folded = full.written, full.folded
    kept = _without_courtesies(folded) if len(folded) > LONG_QUERY_WORDS else [(0, len(folded))]
    found = Tokens(references=most_specific(references(text)))
    for start, end in kept or [(0, len(folded))]:
        found.words.extend(folded[start:end])
        found.bigrams.extend(bigrams(folded[start:end]))
        found.accented.extend(accented(written[start:end]))
    return found


@dataclass(frozen=True, slots=True)
class _Full:
    """Words with every abbreviation written out, the same folded, their bigrams, and what was written for some."""

    written: list[str]
    folded: list[str]
    pairs: list[str]
    kept: list[str]


def _in_full(written: list[str], folded: list[str]) -> _Full:
    forms = vocabulary().forms
    pairs = bigrams(folded)
    keys = forms.keys()
    if keys.isdisjoint(folded) and keys.isdisjoint(pairs):
        return _Full(written, folded, pairs, [])
    full_written: list[str] = []
    full: list[str] = []
    kept: list[str] = []
    done = 0
    for place in _places(folded, pairs, forms):
        form = _form_at(place, written, folded, forms) if place >= done else None
        if form is None:
            continue
        full_written += [*written[done:place], *form.long_written]
        full += [*folded[done:place], *form.long]
        done = place + len(form.folded)
        if form.context:
            kept += form.folded
    if not done:
        return _Full(written, folded, pairs, [])
    full_written += written[done:]
    full += folded[done:]
    return _Full(full_written, full, bigrams(full), kept)


def _form_at(place: int, written: list[str], folded: list[str], forms: dict[str, list[Form]]) -> Form | None:
    """Returns the form that is written at a place; of those with a context the one whose words stand nearest."""
    best, nearest = None, CONTEXT_WORDS + 1
    for form in _candidates(folded, place, forms):
        end = place + len(form.folded)
        if tuple(folded[place:end]) != form.folded or not form.is_written(written[place:end]):
            continue
        if best and len(form.folded) < len(best.folded):
            break
        if not form.context:
            return best or form
        distance = _distance(folded, place, end, form.context)
        if distance < nearest:
            best, nearest = form, distance
    return best


def _distance(folded: list[str], start: int, end: int, context: Context) -> int:
    """Returns how many words away the nearest phrase of a context stands; more than CONTEXT_WORDS if none does."""
    if NUMBER_BEHIND in context and end < len(folded):
        behind = end + (folded[end] == "so" and end + 1 < len(folded))
        if folded[behind][0].isdigit():
            return 0
    for away in range(1, CONTEXT_WORDS + 1):
        for place in (start - away, end - 1 + away):
            if 0 <= place < len(folded) and folded[place] in context:
                for phrase in context[folded[place]]:
                    if tuple(folded[place : place + len(phrase)]) == phrase:
                        return away
    return CONTEXT_WORDS + 1


def in_full(written: list[str]) -> list[str]:
    """Returns the words with every abbreviation written out."""
    return _in_full(written, [fold_word(word) for word in written]).written


def _places(folded: list[str], pairs: list[str], terms: dict[str, list[T]]) -> list[int]:
    """Returns where a term of a word list may begin, in order."""
    places = {place for place, word in enumerate(folded) if word in terms}
    places.update([place for place, pair in enumerate(pairs) if pair in terms])
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


def _without_courtesies(folded: list[str]) -> list[tuple[int, int]]:
    """Returns the stretches of syllables between the courtesies, as pairs of start and end."""
    courtesies = vocabulary().courtesies
    kept: list[tuple[int, int]] = []
    start = 0
    for place in _places(folded, bigrams(folded), courtesies):
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
    full = _in_full(*words_and_syllables(text))
    folded = full.folded
    tokens: set[str] = set()
    for word in (*folded, *full.kept, *_short_forms(folded, full.pairs)):
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
    whole = _in_full(written[:-1], folded[:-1]).folded
    last = folded[-1]
    return bigrams([*whole, last]), [*(f"={word}" for word in whole), last]
