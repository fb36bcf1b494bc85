"""The tantivy queries behind the embedded engine."""

from collections.abc import Iterable, Mapping, Sequence

import tantivy
from tantivy import Occur, Query

from search.analysis import Tokens
from search.engines import FACETS, Hit, SearchQuery
from search.engines.ranking import (
    FACET_VALUES,
    LABEL_CANDIDATES,
    LABEL_VALUES,
    SHORT_QUERY_WORDS,
    distinct,
    field_of,
    filtered_labels,
    filtered_values,
    numbers,
    rarest,
    searched,
)
from search.engines.rerank import Candidate

COMMON = 50_000  # documents
TELLING = 3  # tokens
OPTIONS = {"words": "freq", "bigrams": "freq", "references": "basic"}


def relevance(schema: tantivy.Schema, tokens: Tokens, frequencies: Mapping[str, int]) -> Query:
    """Returns the query that scores: words, bigrams and references, each optional.

    A token that more than COMMON documents hold costs much and tells little: it is left to the second look, if enough
    others score.
    """
    weighed = [
        (field, token, weight)
        for field, found in searched(tokens)
        for token, weight in found.items()
        if frequencies.get(token)
    ]
    telling = [part for part in weighed if frequencies[part[1]] <= COMMON]
    return Query.boolean_query(
        [
            (Occur.Should, Query.boost_query(Query.term_query(schema, field, token, OPTIONS[field]), weight))
            for field, token, weight in (telling if len(telling) >= TELLING else weighed)
        ]
    )


def matchings(schema: tantivy.Schema, tokens: Tokens, frequencies: Mapping[str, int]) -> list[Query]:
    """Returns the queries of the documents that count as found, without scores, the strictest first.

    Those that name the document asked for; or those that hold all words of a short query; or those that hold one of the
    rarest words and bigrams. The first of these that fills a page, whatever the filters, is taken; else the last.
    """
    words = distinct(tokens.words)
    found = []
    if asked := numbers(tokens):
        found.append(_any_of(schema, asked))
    if len(words) <= SHORT_QUERY_WORDS:
        found.append(all_of(schema, "words", words))
    return [Query.const_score_query(query, 0.0) for query in (*found, rare(schema, tokens, frequencies))]


def filters(schema: tantivy.Schema, query: SearchQuery) -> dict[str, Query]:
    """Returns the filters of a question by the name of their facet; they do not score."""
    wanted: list[tuple[str, str, Sequence[str | int]]] = [
        (name, name, [value]) for name, value in filtered_values(query).items()
    ]
    wanted += [(facet, f"labels.{facet}", keys) for facet, keys in filtered_labels(query).items()]
    return {
        name: Query.const_score_query(
            Query.boolean_query([(Occur.Must, Query.term_query(schema, field, value, "basic")) for value in values]),
            0.0,
        )
        for name, field, values in wanted
    }


def within(query: Query, limits: Iterable[Query]) -> Query:
    """Returns what all the limits let through, scored by the query, which need not match."""
    return Query.boolean_query([*((Occur.Must, limit) for limit in limits), (Occur.Should, query)])


def all_limits(limits: Iterable[Query]) -> Query:
    """Returns what all the limits let through, without scores."""
    return Query.boolean_query([(Occur.Must, limit) for limit in limits])


def all_of(schema: tantivy.Schema, field: str, tokens: Iterable[str]) -> Query:
    """Returns the query of the documents that hold every token in a field."""
    return Query.boolean_query([(Occur.Must, Query.term_query(schema, field, token, "basic")) for token in tokens])


def rare(schema: tantivy.Schema, tokens: Tokens, frequencies: Mapping[str, int]) -> Query:
    """Returns the query of the documents that hold one of the rarest words, bigrams or references of a text."""
    return _any_of(schema, rarest(tokens, frequencies))


def _any_of(schema: tantivy.Schema, tokens: Iterable[str]) -> Query:
    fields = [(field_of(token), token) for token in tokens]
    return Query.boolean_query(
        [(Occur.Should, Query.term_query(schema, field, token, OPTIONS[field])) for field, token in fields]
    )


def count(searcher: tantivy.Searcher, query: Query) -> int:
    """Returns the number of documents that match."""
    return counted(searcher, query, 1)[1]


def best(searcher: tantivy.Searcher, query: Query, limit: int) -> list[tuple[float, tantivy.DocAddress]]:
    """Returns the best documents of a query; not counting lets tantivy skip what cannot be among them."""
    return searcher.search(query, limit, count=False).hits


def counted(searcher: tantivy.Searcher, query: Query, limit: int) -> tuple[list[tuple[float, tantivy.DocAddress]], int]:
    """Returns the best documents of a query, and how many match in all."""
    found = searcher.search(query, limit, count=True)
    return found.hits, found.count or 0  # type: ignore[attr-defined]  # not in tantivy's stubs


def hits(searcher: tantivy.Searcher, scored: list[tuple[float, tantivy.DocAddress]]) -> list[Hit]:
    ids = searcher.fast_field_values("id", [address for _, address in scored])
    return [Hit(int(identifier or 0), float(score)) for identifier, (score, _) in zip(ids, scored, strict=True)]


def newest(searcher: tantivy.Searcher, query: Query, start: int, end: int) -> tuple[list[Hit], int]:
    """Returns the documents of a query from one place to another, the latest first, and how many match in all.

    What stands before is passed over inside the engine: ten thousand hits brought into Python cost 100 ms now and then.
    """
    wanted = max(end - start, 0)
    found = searcher.search(query, max(wanted, 1), count=True, order_by_field="newest", offset=start if wanted else 0)
    latest = [Hit(int(key) & ((1 << 40) - 1), 0.0) for key, _ in found.hits[:wanted]]
    return latest, found.count or 0  # type: ignore[attr-defined]  # not in tantivy's stubs


def candidates(searcher: tantivy.Searcher, found: list[tuple[float, tantivy.DocAddress]]) -> list[Candidate]:
    """Returns hits with what the index keeps of their documents."""
    addresses = [address for _, address in found]
    columns = [searcher.fast_field_values(name, addresses) for name in ("id", "title_words", "length", "outdated")]
    return [
        Candidate(
            hit=Hit(int(identifier or 0), float(score)),
            written=bytes(searcher.doc(address)["written"][0]).decode().split(" "),
            title_words=int(title_words or 0),
            length=int(length or 0),
            outdated=bool(outdated),
        )
        for (score, address), identifier, title_words, length, outdated in zip(found, *columns, strict=True)
    ]


def frequencies(searcher: tantivy.Searcher, tokens: Iterable[str]) -> dict[str, int]:
    """Returns in how many documents each token stands, without zeros."""
    counted = {token: searcher.doc_freq(field_of(token), token) for token in tokens}
    return {token: count for token, count in counted.items() if count}


def facets(
    searcher: tantivy.Searcher, matching: Query, limits: dict[str, Query], wanted: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Returns the values of wanted facets with their counts; a facet's own filter does not narrow its own values."""
    found: dict[str, dict[str, int]] = {}
    free = [name for name in wanted if name not in limits]
    for names in (free, *([name] for name in wanted if name in limits)):
        if names:
            others = [limit for name, limit in limits.items() if name not in names]
            found |= _values(searcher, all_limits([matching, *others]), names)
    return found


def _values(searcher: tantivy.Searcher, query: Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
    """Returns the values of facets among what a query matches.

    Each segment proposes its most frequent values. Where one may have left out a few of another's, the values that were
    picked are counted once more.
    """
    counted = searcher.aggregate(query, {name: {"terms": _terms(name)} for name in names})
    unsure = {
        name: {"terms": _terms(name) | {"include": [bucket["key"] for bucket in found["buckets"]]}}
        for name, found in counted.items()
        if name not in FACETS and found.get("doc_count_error_upper_bound")
    }
    if unsure:
        counted |= searcher.aggregate(query, unsure)
    return {
        name: {_value(bucket["key"]): int(bucket["doc_count"]) for bucket in counted[name]["buckets"]} for name in names
    }


def _terms(name: str) -> dict[str, str | int]:
    if name in FACETS:
        return {"field": name, "size": FACET_VALUES}
    return {"field": f"labels.{name}", "size": LABEL_VALUES, "segment_size": LABEL_CANDIDATES}


def _value(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))
