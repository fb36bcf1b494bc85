"""What every engine looks for and how much each part weighs, so that the engines agree."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from search.analysis import Tokens, analyse_document, analyse_title
from search.engines import Document, SearchQuery
from search.vocabulary import function_words

TITLE_WEIGHT = 3  # how often the title counts among the words of its document
BIGRAM_WEIGHT = 1.0
REFERENCE_WEIGHT = 2.0
ACCENT_WEIGHT = 0.4  # what a hit loses at most for holding the words with other accents than those typed
OUTDATED_WEIGHT = 0.6  # what is left of the score of an answer whose rules have changed
REORDERED = 50  # hits that are looked at twice (search/engines/rerank.py)
REORDERED_OF_SHORT = 10  # the same for a question of few words: the first page
KEPT_WORDS = 800  # of a document, for the second look
INSISTING = 2  # a word of the question counts at most so often
LONG_QUERY_WORDS = 8  # from here on function words count half
FUNCTION_WORD_WEIGHT = 0.5
CHATTY_WORDS = 20  # of a question that tells a story; from here on titles count, fully from twice as many
ACCENTS_REORDERED = 10  # accents re-order the first page and never change who is on it
RARE_TOKENS = 8
RARE_POSTINGS = 500
SHORT_QUERY_WORDS = 4
NUMBER_QUERY_WORDS = 8
PAGE = 10
ARTICLE = "dieu:"
LONGEST_VALUE = 200  # characters of a kind, field or unit
FACET_VALUES = 1_000
LABEL_VALUES = 100  # of a facet of labels, the most frequent; some have tens of thousands
LABEL_CANDIDATES = 1_000  # out of which each part of an index proposes these


def indexed_tokens(document: Document) -> dict[str, list[str]]:
    """Returns the tokens of a document by the field that holds them; `written` is kept, not searched."""
    title, text = analyse_document(document.title), analyse_document(document.text)
    return {
        "words": title.words * TITLE_WEIGHT + text.words,
        "bigrams": title.bigrams * TITLE_WEIGHT + text.bigrams,
        "references": distinct(title.references, text.references),
        "title": distinct(*map(analyse_title, (document.title, *document.headings.splitlines()))),
        "written": (title.written + text.written)[:KEPT_WORDS],
    }


def lengths(document: Document) -> tuple[int, int]:
    """Returns the number of words of the title and of the whole document, roughly: as blanks part them."""
    title = len(document.title.split())
    return title, title + len(document.text.split())


def weights(tokens: Tokens) -> tuple[dict[str, float], dict[str, float]]:
    """Returns how much a question insists on each of its words and on each of its bigrams.

    In a long question the words that hold sentences together count half, in a very long one whole again: there they
    tell a plan of action from a case.
    """
    words = {word: float(min(times, INSISTING)) for word, times in Counter(tokens.words).items()}
    if len(tokens.words) > LONG_QUERY_WORDS:
        share = FUNCTION_WORD_WEIGHT + (1 - FUNCTION_WORD_WEIGHT) * title_gate(tokens)
        for word in function_words() & words.keys():
            words[word] *= share
    return words, {pair: float(min(times, INSISTING)) for pair, times in Counter(tokens.bigrams).items()}


def is_short(tokens: Tokens) -> bool:
    """Tells a question of a few words, and of no document's number; of those the first look hardly errs."""
    return len(tokens.words) <= SHORT_QUERY_WORDS and not numbers(tokens)


def looked_at_twice(tokens: Tokens) -> int:
    """Returns how many of the first hits are looked at twice."""
    return REORDERED_OF_SHORT if is_short(tokens) else REORDERED


def title_gate(tokens: Tokens) -> float:
    """Returns how much titles count: 0 up to 20 words, 1 from 40.

    A short question is made of the words of its answer; in a story most words are beside the point, and a title says
    what the point is.
    """
    return min(max((len(tokens.words) - CHATTY_WORDS) / CHATTY_WORDS, 0.0), 1.0)


def searched(tokens: Tokens) -> Iterator[tuple[str, dict[str, float]]]:
    """Yields the fields that score: name, and the weight of each token looked for."""
    words, pairs = weights(tokens)
    yield "words", words
    yield "bigrams", {pair: BIGRAM_WEIGHT * weight for pair, weight in pairs.items()}
    yield "references", dict.fromkeys(tokens.references, REFERENCE_WEIGHT)


def numbers(tokens: Tokens) -> list[str]:
    """Returns the numbers of documents asked for, when a question is hardly more than that."""
    if len(set(tokens.words)) > NUMBER_QUERY_WORDS:
        return []
    return [token for token in tokens.references if not token.startswith(ARTICLE)]


def newest_key(document: Document) -> int:
    """Returns day and id in one number, which sorts by date, then by id."""
    return (document.published_on.toordinal() << 40) | document.id


def field_of(token: str) -> str:
    """Returns the field in which a token stands: bigrams are joined by '_', references hold ':' or '/'."""
    if "_" in token:
        return "bigrams"
    return "references" if ":" in token or "/" in token else "words"


def rarest(tokens: Tokens, frequencies: Mapping[str, int]) -> list[str]:
    """Returns the rarest words, bigrams and references of a text that stand in any document, by their frequencies.

    As many as make RARE_TOKENS tokens and RARE_POSTINGS documents: all tokens of a long question would cost ten times
    as much and, on every judged set, find the same first ten.
    """
    known = sorted((frequencies[token], token) for token in all_tokens(tokens) if frequencies.get(token))
    taken: list[str] = []
    postings = 0
    for documents, token in known:
        if len(taken) >= RARE_TOKENS and postings >= RARE_POSTINGS:
            break
        taken.append(token)
        postings += documents
    return taken


def all_tokens(tokens: Tokens) -> list[str]:
    """Returns everything a question is searched by, once each."""
    return distinct(tokens.words, tokens.bigrams, tokens.references)


def filtered_values(query: SearchQuery) -> dict[str, str | int]:
    """Returns the values that a question is narrowed to, by the name of their facet."""
    wanted = {"kind": query.kind, "policy_field": query.policy_field, "unit": query.unit}
    found: dict[str, str | int] = {name: encodable(value) for name, value in wanted.items() if value}
    if query.year is not None:
        found["year"] = min(max(query.year, -1), 10_000)
    return found


def filtered_labels(query: SearchQuery) -> dict[str, list[str]]:
    """Returns the keys that a question is narrowed to, by the facet of their labels."""
    found: dict[str, list[str]] = {}
    for label in query.labels:
        facet, _, key = encodable(label).partition(":")
        # What is no label is looked for where nothing is.
        found.setdefault(facet if facet.isidentifier() and facet.isascii() else "_nowhere", []).append(key)
    return found


def labels_by_facet(document: Document) -> dict[str, list[str]]:
    """Returns the keys of a document's labels by their facet."""
    found: dict[str, list[str]] = {}
    for label in document.labels:
        facet, _, key = encodable(label).partition(":")
        found.setdefault(facet, []).append(key)
    return found


def encodable(value: str) -> str:
    """Returns a value that every engine takes: without lone surrogates, and no longer than any real one."""
    return value[:LONGEST_VALUE].encode("utf-8", "replace").decode("utf-8")


def distinct(*lists: list[str]) -> list[str]:
    """Returns the tokens of the lists once each, in order."""
    return list(dict.fromkeys(chain(*lists)))
