"""What every engine looks for and how much each part weighs, so that the engines agree."""

from collections.abc import Iterator
from itertools import chain

from search.analysis import Tokens, analyse_document, analyse_title
from search.engines import Document

TITLE_WEIGHT = 3  # how often the title counts among the words of its document
BIGRAM_WEIGHT = 1.0
REFERENCE_WEIGHT = 2.0
ACCENT_WEIGHT = 0.4  # what a hit loses at most for holding the words with other accents than those typed
OUTDATED_WEIGHT = 0.6  # what is left of the score of an answer whose rules have changed
REORDERED = 50  # outdated answers are lowered among the first so many
ACCENTS_REORDERED = 10  # accents re-order the first page and never change who is on it
RARE_TOKENS = 8
SHORT_QUERY_WORDS = 4
NUMBER_QUERY_WORDS = 8
PAGE = 10
ARTICLE = "dieu:"
FACET_VALUES = 1_000


def indexed_tokens(document: Document) -> dict[str, list[str]]:
    """Returns the tokens of a document by the field that holds them."""
    tokens = analyse_document("\n".join([document.title] * TITLE_WEIGHT + [document.text]))
    return {
        "words": tokens.words,
        "bigrams": tokens.bigrams,
        "accented": tokens.accented,
        "references": tokens.references,
        "title": analyse_title(document.title),
    }


def searched(tokens: Tokens) -> Iterator[tuple[str, float, list[str]]]:
    """Yields the fields that score: name, weight and the tokens looked for."""
    yield "words", 1.0, tokens.words
    yield "bigrams", BIGRAM_WEIGHT, tokens.bigrams
    yield "references", REFERENCE_WEIGHT, tokens.references


def numbers(tokens: Tokens) -> list[str]:
    """Returns the numbers of documents asked for, when a question is hardly more than that."""
    if len(set(tokens.words)) > NUMBER_QUERY_WORDS:
        return []
    return [token for token in tokens.references if not token.startswith(ARTICLE)]


def newest_key(document: Document) -> int:
    """Returns day and id in one number, which sorts by date, then by id."""
    return (document.published_on.toordinal() << 40) | document.id


def is_bigram(token: str) -> bool:
    """Tells a bigram from a word."""
    return "_" in token


def encodable(value: str) -> str:
    """Returns a value without lone surrogates, which no engine takes."""
    return value.encode("utf-8", "replace").decode("utf-8")


def distinct(*lists: list[str]) -> list[str]:
    """Returns the tokens of the lists once each, in order."""
    return list(dict.fromkeys(chain(*lists)))
