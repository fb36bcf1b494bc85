"""The searches of the Elasticsearch engine as request bodies."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.analysis import Tokens, analyse_beginning
from search.engines import FACETS, SearchQuery
from search.engines.ranking import (
    FACET_VALUES,
    LABEL_CANDIDATES,
    LABEL_VALUES,
    PAGE,
    SHORT_QUERY_WORDS,
    distinct,
    field_of,
    filtered_labels,
    filtered_values,
    numbers,
    rarest,
    searched,
)

Body = dict[str, Any]
ALL_WORDS = 1_000.0
CANDIDATES = 500  # scored in full; what stands lower keeps the order of its rarest words
SERVER_TIMEOUT = "900ms"
EVERYTHING: Body = {"match_all": {}}
NOTHING: Body = {"match_none": {}}
# What the second look needs of each hit.
KEPT: Body = {"stored_fields": ["written"], "docvalue_fields": ["id", "outdated", "title_words", "length"]}


def strict_matchings(tokens: Tokens) -> list[Body]:
    """Returns the queries that are tried before the rarest words: who names the document asked for, and all words."""
    found: list[Body] = []
    if asked := numbers(tokens):
        found.append({"terms": {"references": asked}})
    if len(distinct(tokens.words)) <= SHORT_QUERY_WORDS:
        found.append(all_of_few(tokens))
    return found


def rare(tokens: Tokens, frequencies: Mapping[str, int]) -> Body:
    """Returns the query of the documents that hold one of the rarest words, bigrams or references of a text."""
    return any_of(rarest(tokens, frequencies))


def any_of(tokens: Sequence[str]) -> Body:
    """Returns the query of the documents that hold one of these tokens."""
    return {"bool": {"should": [{"term": {field_of(token): token}} for token in tokens]}} if tokens else NOTHING


def relevance(tokens: Tokens) -> Body:
    """Returns the query that scores: words, bigrams and references, each optional."""
    return {
        "bool": {
            "should": [
                {"term": {field: {"value": token, "boost": weight}}}
                for field, weighed in searched(tokens)
                for token, weight in weighed.items()
            ]
        }
    }


def best(matching: Body, tokens: Tokens, limits: dict[str, Body], start: int, size: int) -> Body:
    """Returns the search of the documents that match and pass the limits, best first."""
    return {
        **_page(start, size),
        **KEPT,
        "query": {"bool": {"must": [matching], "filter": list(limits.values())}},
        "rescore": [
            {"window_size": CANDIDATES, "query": {"rescore_query": relevance(tokens), "query_weight": 0.0}},
        ],
    }


def short(tokens: Tokens, limits: dict[str, Body], start: int, size: int, counted_to: int) -> Body:
    """Returns the search for a few words: who holds them all comes first, told by ALL_WORDS more of score.

    That also lets the server pass over whatever cannot be among the first, once it has counted far enough.
    """
    all_words = {"constant_score": {"filter": all_of_few(tokens), "boost": ALL_WORDS}}
    scoring = {"should": [*relevance(tokens)["bool"]["should"], all_words], "minimum_should_match": 1}
    return {
        **_page(start, size),
        "track_total_hits": counted_to,
        "docvalue_fields": ["id", "outdated"],
        **({"stored_fields": ["written"]} if tokens.accented else {}),
        "query": {"bool": {**scoring, "filter": list(limits.values())}},
    }


def all_of_few(tokens: Tokens) -> Body:
    """Returns the query of the documents that hold all words of a short question."""
    return {"match": {"words": {"query": " ".join(distinct(tokens.words)), "operator": "and"}}}


def newest(limits: dict[str, Body], start: int, size: int) -> Body:
    """Returns the search of everything that passes the limits, the latest first."""
    return {
        **_page(start, size),
        "query": {"bool": {"filter": list(limits.values())}} if limits else EVERYTHING,
        "sort": [{"newest": "desc"}],
    }


def counted(limits: list[Body], most: int) -> Body:
    """Returns the search that counts the documents that pass all limits, up to so many."""
    return {"size": 0, "timeout": SERVER_TIMEOUT, "track_total_hits": most, "query": {"bool": {"filter": limits}}}


def facets(matching: Body, limits: dict[str, Body], wanted: Sequence[str]) -> Body:
    """Returns the search that counts each wanted facet; a facet's own filter does not narrow its own values.

    Its total tells whether what matches would fill a page.
    """
    return {
        "size": 0,
        "timeout": SERVER_TIMEOUT,
        "track_total_hits": PAGE,
        "query": {"bool": {"filter": [matching]}},
        "aggs": {
            name: {
                "filter": {"bool": {"filter": [limit for other, limit in limits.items() if other != name]}},
                "aggs": {"values": {"terms": _terms(name)}},
            }
            for name in wanted
        },
    }


def _terms(name: str) -> Body:
    if name in FACETS:
        return {"field": name, "size": FACET_VALUES}
    return {"field": "labels", "include": f"{name}:.*", "size": LABEL_VALUES, "shard_size": LABEL_CANDIDATES}


def filters(query: SearchQuery) -> dict[str, Body]:
    """Returns the filters of a question by the name of their facet."""
    found: dict[str, Body] = {name: {"term": {name: value}} for name, value in filtered_values(query).items()}
    for facet, keys in filtered_labels(query).items():
        found[facet] = {"bool": {"filter": [{"term": {"labels": f"{facet}:{key}"}} for key in keys]}}
    return found


def frequencies(tokens: Sequence[str]) -> Body:
    """Returns the search that counts all documents, and those that hold each token."""
    each = {token: {"term": {field_of(token): token}} for token in tokens}
    return {
        "size": 0,
        "timeout": SERVER_TIMEOUT,
        "track_total_hits": True,
        "query": EVERYTHING,
        "aggs": {"in": {"filters": {"filters": each}}},
    }


def beginning(text: str, size: int) -> Body | None:
    """Returns the search of titles that hold the words typed so far, those with the words side by side first."""
    neighbours, anywhere = analyse_beginning(text)
    if not anywhere:
        return None
    beside = [_constant(_all_of("title", neighbours), 1_000.0)] if neighbours else []
    return {
        **_page(0, size),
        "track_total_hits": False,
        "query": {"bool": {"must": [_all_of("title", anywhere)], "should": beside}},
    }


def like(matching: Body, candidates: int) -> Body:
    """Returns the search of the first documents that match, with what the second look needs of them."""
    return {**_page(0, candidates), **KEPT, "track_total_hits": False, "query": matching}


def _page(start: int, size: int) -> Body:
    return {
        "from": start,
        "size": size,
        "timeout": SERVER_TIMEOUT,
        "track_total_hits": 10_000,
        "stored_fields": "_none_",
        "docvalue_fields": ["id"],
    }


def _constant(query: Body, score: float) -> Body:
    return {"constant_score": {"filter": query, "boost": score}}


def _all_of(field: str, tokens: list[str]) -> Body:
    return {"bool": {"must": [{"term": {field: token}} for token in tokens]}}
