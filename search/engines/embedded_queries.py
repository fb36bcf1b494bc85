"""The tantivy queries behind the embedded engine."""

from collections import Counter
from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

from search.analysis import Tokens
from search.engines import FACETS, Hit, SearchQuery
from search.engines.ranking import (
    ACCENT_WEIGHT,
    FACET_VALUES,
    OUTDATED_WEIGHT,
    PAGE,
    RARE_TOKENS,
    SHORT_QUERY_WORDS,
    distinct,
    encodable,
    numbers,
    searched,
)
from search.text import fold_word

RARE_POSTINGS = 500
OPTIONS = {"words": "freq", "bigrams": "freq", "references": "basic"}


def relevance(schema: tantivy.Schema, tokens: Tokens) -> Query:
    """Returns the query that scores: words, bigrams and references, each optional."""
    return Query.boolean_query(
        [
            (Occur.Should, Query.boost_query(Query.term_query(schema, field, token, OPTIONS[field]), weight * times))
            for field, weight, found in searched(tokens)
            for token, times in Counter(found).items()
        ]
    )


def matching(searcher: tantivy.Searcher, schema: tantivy.Schema, tokens: Tokens) -> Query:
    """Returns the query of the documents that count as found, without scores, whatever the filters.

    Those that name the document asked for; or those that hold all words of a short query; or those that hold one of the
    rarest words and bigrams. The first of these that fills a page is taken.
    """
    words = distinct(tokens.words)
    strict = []
    if asked := numbers(tokens):
        strict.append(_any_of(schema, "references", "basic", asked))
    if len(words) <= SHORT_QUERY_WORDS:
        strict.append(all_of(schema, "words", words))
    for query in strict:
        if count(searcher, Query.const_score_query(query, 0.0)) >= PAGE:
            return Query.const_score_query(query, 0.0)
    return Query.const_score_query(rarest(searcher, schema, tokens), 0.0)


def filters(schema: tantivy.Schema, query: SearchQuery) -> dict[str, Query]:
    """Returns the filters of a question by the name of their facet; they do not score."""
    wanted = {"kind": query.kind, "policy_field": query.policy_field, "unit": query.unit}
    found = {name: Query.term_query(schema, name, encodable(value), "basic") for name, value in wanted.items() if value}
    if query.year is not None:
        found["year"] = Query.term_query(schema, "year", min(max(query.year, -1), 10_000), "basic")
    return {name: Query.const_score_query(only, 0.0) for name, only in found.items()}


def within(query: Query, limits: Iterable[Query]) -> Query:
    """Returns what all the limits let through, scored by the query, which need not match."""
    return Query.boolean_query([*((Occur.Must, limit) for limit in limits), (Occur.Should, query)])


def all_limits(limits: Iterable[Query]) -> Query:
    """Returns what all the limits let through, without scores."""
    return Query.boolean_query([(Occur.Must, limit) for limit in limits])


def all_of(schema: tantivy.Schema, field: str, tokens: Iterable[str]) -> Query:
    """Returns the query of the documents that hold every token in a field."""
    return Query.boolean_query([(Occur.Must, Query.term_query(schema, field, token, "basic")) for token in tokens])


def rarest(searcher: tantivy.Searcher, schema: tantivy.Schema, tokens: Tokens) -> Query:
    """Returns the query of the documents that hold one of the rarest words, bigrams or references of a text.

    As many as make RARE_TOKENS tokens and RARE_POSTINGS postings: all tokens of a long question would cost ten times as
    much and, on every judged set, find the same first ten.
    """
    counted = sorted(
        (searcher.doc_freq(field, token), field, token) for field, _, found in searched(tokens) for token in set(found)
    )
    taken: list[tuple[Occur, Query]] = []
    postings = 0
    for documents, field, token in counted:
        if len(taken) >= RARE_TOKENS and postings >= RARE_POSTINGS:
            break
        if documents:
            taken.append((Occur.Should, Query.term_query(schema, field, token, OPTIONS[field])))
            postings += documents
    return Query.boolean_query(taken)


def _any_of(schema: tantivy.Schema, field: str, option: str, tokens: Iterable[str]) -> Query:
    return Query.boolean_query([(Occur.Should, Query.term_query(schema, field, token, option)) for token in tokens])


def count(searcher: tantivy.Searcher, query: Query) -> int:
    """Returns the number of documents that match."""
    return counted_hits(searcher, query, 1)[1]


def hits(searcher: tantivy.Searcher, query: Query, limit: int) -> list[Hit]:
    """Returns the best documents of a query; not counting lets tantivy skip what cannot be among them."""
    found = searcher.search(query, limit, count=False)
    return _hits(searcher, found.hits)


def counted_hits(searcher: tantivy.Searcher, query: Query, limit: int) -> tuple[list[Hit], int]:
    """Returns the best documents of a query, and how many match in all."""
    found = searcher.search(query, limit, count=True)
    return _hits(searcher, found.hits), found.count or 0  # type: ignore[attr-defined]  # not in tantivy's stubs


def _hits(searcher: tantivy.Searcher, scored: list[tuple[float, tantivy.DocAddress]]) -> list[Hit]:
    ids = searcher.fast_field_values("id", [address for _, address in scored])
    return [Hit(int(identifier or 0), float(score)) for identifier, (score, _) in zip(ids, scored, strict=True)]


def newest(searcher: tantivy.Searcher, query: Query, limit: int) -> tuple[list[Hit], int]:
    """Returns the latest documents of a query, without scores, and how many match in all."""
    found = searcher.search(query, limit, count=True, order_by_field="newest")
    latest = [Hit(int(key) & ((1 << 40) - 1), 0.0) for key, _ in found.hits]
    return latest, found.count or 0  # type: ignore[attr-defined]  # not in tantivy's stubs


def rescored(searcher: tantivy.Searcher, schema: tantivy.Schema, found: list[Hit], query: Query) -> list[Hit]:
    """Returns the same documents in the order of another query; one that it does not match goes last."""
    if not found:
        return []
    among = Query.const_score_query(Query.term_set_query(schema, "id", [hit.id for hit in found]), 0.0)
    return hits(searcher, within(query, [among]), len(found))


def by_age(searcher: tantivy.Searcher, schema: tantivy.Schema, found: list[Hit]) -> list[Hit]:
    """Returns the same documents, those lower whose rules have changed since."""
    if not found:
        return []
    among = Query.term_set_query(schema, "id", [hit.id for hit in found])
    addresses = [address for _, address in searcher.search(among, len(found), count=False).hits]
    ids = searcher.fast_field_values("id", addresses)
    marks = searcher.fast_field_values("outdated", addresses)
    outdated = {identifier for identifier, mark in zip(ids, marks, strict=True) if mark}
    if not outdated:
        return found
    lowered = [Hit(hit.id, hit.score * OUTDATED_WEIGHT) if hit.id in outdated else hit for hit in found]
    return sorted(lowered, key=lambda hit: -hit.score)


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
        counted = searcher.aggregate(all_limits([matching, *others]), wanted)
        for name in names:
            buckets = counted[name]["buckets"]
            found[name] = {_value(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
    return found


def _value(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))
