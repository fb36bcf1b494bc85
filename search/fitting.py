"""Whether what was found is what was asked for, or only the nearest that there is."""

from collections.abc import Iterable, Mapping
from math import log

from search.analysis import Tokens, analyse_document
from search.text import bigrams

# Of what a question is about. Judged sets, right answers and questions of another subject: below it are 1 in 100 of the
# former among 4,400 texts (8 in 100 among 40), and of the latter two thirds to four fifths.
ENOUGH = 0.25


def fits(tokens: Tokens, frequencies: Mapping[str, int], documents: int, texts: Iterable[str]) -> bool:
    """Tells whether one of the texts holds enough of what the question is about.

    What it is about is measured by rarity: the words and pairs that few of the `documents` hold count most, one that
    none holds as much as one that a single document holds.
    """
    wanted = {token: log(1 + documents / (frequencies.get(token, 0) + 1)) for token in (*tokens.words, *tokens.bigrams)}
    whole = sum(wanted.values())
    return not whole or any(_held(text, wanted) >= ENOUGH * whole for text in texts)


def _held(text: str, wanted: Mapping[str, float]) -> float:
    words = analyse_document(text).words
    return sum(wanted[token] for token in wanted.keys() & {*words, *bigrams(words)})
