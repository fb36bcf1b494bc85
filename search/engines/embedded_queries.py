"""The tantivy queries behind the embedded engine."""

from collections import Counter
from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

from search.analysis import Tokens
from search.engines import FACETS, Hit, SearchQuery
from search.text import fold_word

BIGRAM_WEIGHT = 1.0
REFERENCE_WEIGHT = 2.0
ACCENT_WEIGHT = 0.4
RARE_TOKENS = 8
FACET_VALUES = 1_000


def relevance(schema: tantivy.Schema, tokens: Tokens) -> Query:
    """Returns the query that scores: words, bigrams, references, each optional; flat, so that tantivy can prune it."""
    weighted = [
        ("words", "freq", 1.0, tokens.words),
        ("bigrams", "freq", BIGRAM_WEIGHT, tokens.bigrams),
        ("references", "basic", REFERENCE_WEIGHT, tokens.references),
    ]
    return Query.boolean_query(
        [
            (Occur.Should, Query.boost_query(Query.term_query(schema, field, token, option), weight * times))
            for field, option, weight, found in weighted
            for token, times in Counter(found).items()
        ]
    )


def any_word(schema: tantivy.Schema, tokens: Tokens) -> Query:
    """Returns the query of everything that `relevance` can find, without scores."""
    return Query.boolean_query(
        [
            (
                Occur.Should,
                Query.const_score_query(Query.term_set_query(schema, "words", list(set(tokens.words))), 0.0),
            ),
            (Occur.Should, Query.const_score_query(Query.term_set_query(schema, "references", tokens.references), 0.0)),
        ]
        if tokens.references
        else [
            (Occur.Should, Query.const_score_query(Query.term_set_query(schema, "words", list(set(tokens.words))), 0.0))
        ]
    )


def filters(schema: tantivy.Schema, query: SearchQuery) -> dict[str, Query]:
    """Returns the filters of a question by the name of their facet; they do not score."""
    wanted = {"kind": query.kind, "policy_field": query.policy_field, "unit": query.unit}
    found = {name: Query.term_query(schema, name, value, "basic") for name, value in wanted.items() if value}
    if query.year is not None and query.year >= 0:
        found["year"] = Query.term_query(schema, "year", query.year, "basic")
    return {name: Query.const_score_query(only, 0.0) for name, only in found.items()}


def within(query: Query, limits: Iterable[Query]) -> Query:
    """Returns the query limited to what all the filters let through."""
    required = [(Occur.Must, limit) for limit in limits]
    return Query.boolean_query([(Occur.Must, query), *required]) if required else query


def all_of(schema: tantivy.Schema, field: str, tokens: Iterable[str]) -> Query:
    """Returns the query of the documents that hold every token in a field."""
    return Query.boolean_query([(Occur.Must, Query.term_query(schema, field, token, "basic")) for token in tokens])


def rarest(searcher: tantivy.Searcher, schema: tantivy.Schema, tokens: Tokens) -> Query:
    """Returns the query of the rarest words and bigrams of a long text: all of them would be ten times as dear."""
    counted = [
        (searcher.doc_freq(field, token), field, token)
        for field, found in (("words", tokens.words), ("bigrams", tokens.bigrams))
        for token in set(found)
    ]
    rare = sorted(entry for entry in counted if entry[0])[:RARE_TOKENS]
    return Query.boolean_query(
        [(Occur.Should, Query.term_query(schema, field, token, "freq")) for _, field, token in rare]
    )


def count(searcher: tantivy.Searcher, query: Query) -> int:
    """Returns the number of documents that match."""
    return searcher.search(query, 1, count=True).count or 0  # type: ignore[attr-defined]  # not in its stubs


def hits(searcher: tantivy.Searcher, query: Query, limit: int) -> list[Hit]:
    """Returns the best documents of a query."""
    found = searcher.search(query, limit, count=False).hits
    ids = searcher.fast_field_values("id", [address for _, address in found])
    return [Hit(int(identifier or 0), float(score)) for identifier, (score, _) in zip(ids, found, strict=True)]


def newest(searcher: tantivy.Searcher, query: Query, limit: int) -> list[Hit]:
    """Returns the latest documents of a query, without scores."""
    found = searcher.search(query, limit, count=False, order_by_field="newest").hits
    return [Hit(int(key) & ((1 << 40) - 1), 0.0) for key, _ in found]


def rescored(searcher: tantivy.Searcher, schema: tantivy.Schema, found: list[Hit], query: Query) -> list[Hit]:
    """Returns the same documents in the order of another query; one that it does not match goes last."""
    if not found:
        return []
    among = Query.const_score_query(Query.term_set_query(schema, "id", [hit.id for hit in found]), 0.0)
    again = Query.boolean_query([(Occur.Must, among), (Occur.Should, query)])
    return hits(searcher, again, len(found))


def by_accents(searcher: tantivy.Searcher, schema: tantivy.Schema, tokens: Tokens, found: list[Hit]) -> list[Hit]:
    """Returns the same documents, those lower that hold a word typed with accents only with other accents or none.

    A word that a document does not hold at all says nothing about its accents.
    """
    share = 1.0 / len(tokens.accented)
    folded = {
        hit.id: hit.score
        for hit in rescored(
            searcher, schema, found, _held(schema, "words", "freq", map(fold_word, tokens.accented), share)
        )
    }
    exact = {
        hit.id: hit.score
        for hit in rescored(searcher, schema, found, _held(schema, "accented", "basic", tokens.accented, share))
    }
    lowered = [Hit(hit.id, hit.score * (1.0 - ACCENT_WEIGHT * (folded[hit.id] - exact[hit.id]))) for hit in found]
    return sorted(lowered, key=lambda hit: -hit.score)


def _held(schema: tantivy.Schema, field: str, option: str, tokens: Iterable[str], each: float) -> Query:
    return Query.boolean_query(
        [
            (Occur.Should, Query.const_score_query(Query.term_query(schema, field, token, option), each))
            for token in tokens
        ]
    )


def facets(searcher: tantivy.Searcher, matching: Query, limits: dict[str, Query]) -> dict[str, dict[str, int]]:
    """Returns the values of each facet with their counts; a facet's own filter does not narrow its own values."""
    found: dict[str, dict[str, int]] = {}
    free = [name for name in FACETS if name not in limits]
    for names in (free, *([name] for name in limits)):
        if not names:
            continue
        others = [limit for name, limit in limits.items() if name not in names]
        wanted = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in names}
        counted = searcher.aggregate(within(matching, others), wanted)
        for name in names:
            buckets = counted[name]["buckets"]
            found[name] = {_value(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
    return found


def _value(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))
