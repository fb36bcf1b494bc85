"""Elasticsearch as a good engineer sets it up in a day, with the parts of the box: folded words and folded bigrams.

Our engine on the same server must not be slower than this by more than a fifth.
"""

import os
import time
from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch import Elasticsearch, helpers

from search.engines import Document
from tools.bench.timing import Ask

SIZE = 10
BULK = 1_000
SETTLING_SECONDS = 600
_FILTERS = ["lowercase", "asciifolding"]
_SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "refresh_interval": "-1",
    "analysis": {
        "char_filter": {"marks": {"type": "pattern_replace", "pattern": "\\p{M}+", "replacement": ""}},
        "filter": {
            "pairs": {"type": "shingle", "min_shingle_size": 2, "max_shingle_size": 2, "output_unigrams": False}
        },
        "analyzer": {
            "fold": {"type": "custom", "char_filter": ["marks"], "tokenizer": "standard", "filter": _FILTERS},
            "fold_bigrams": {
                "type": "custom",
                "char_filter": ["marks"],
                "tokenizer": "standard",
                "filter": [*_FILTERS, "pairs"],
            },
        },
    },
}
_COPIED = {"type": "text", "index": False, "copy_to": "all"}
_KEYWORD = {"type": "keyword"}
_MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "title": _COPIED,
        "text": _COPIED,
        "all": {
            "type": "text",
            "analyzer": "fold",
            "fields": {"bigrams": {"type": "text", "analyzer": "fold_bigrams"}},
        },
        "kind": _KEYWORD,
        "policy_field": _KEYWORD,
        "unit": _KEYWORD,
        "year": {"type": "short"},
        "published_on": {"type": "date"},
    },
}
_FACETS: dict[str, Any] = {
    "policy_field": {"terms": {"field": "policy_field", "size": 100}},
    "unit": {"terms": {"field": "unit", "size": 100}},
    "year": {"histogram": {"field": "year", "interval": 1}},
}


def client() -> Elasticsearch:
    """Returns a client of the server that ELASTICSEARCH_URL and its companions name."""
    known: dict[str, Any] = {}
    if user := os.environ.get("ELASTICSEARCH_USER"):
        known["basic_auth"] = (user, os.environ.get("ELASTICSEARCH_PASSWORD", ""))
    if ca := os.environ.get("ELASTICSEARCH_CA"):
        known["ca_certs"] = ca
    return Elasticsearch(os.environ["ELASTICSEARCH_URL"], request_timeout=120, **known)


class Stock:
    """The stock index: a new one on the server, to be dropped at the end."""

    name = "stock"

    def __init__(self, server: Elasticsearch) -> None:
        self._server = server
        self.index = f"{os.environ['ELASTICSEARCH_INDEX']}-stock"
        server.indices.create(index=self.index, settings=_SETTINGS, mappings=_MAPPINGS)

    def drop(self) -> None:
        """Removes the index."""
        self._server.indices.delete(index=self.index, ignore_unavailable=True)

    def fill(self, documents: Iterable[Document]) -> None:
        """Takes documents in requests of a thousand, and makes them visible."""
        helpers.bulk(self._server, self._actions(documents), chunk_size=BULK)
        self._server.indices.refresh(index=self.index)

    def _actions(self, documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
        for document in documents:
            yield {
                "_index": self.index,
                "_id": document.id,
                "title": document.title,
                "text": document.text,
                "kind": document.kind,
                "policy_field": document.policy_field,
                "unit": document.unit,
                "year": document.year,
                "published_on": document.published_on.isoformat(),
            }

    def asks(self) -> dict[str, Ask]:
        """Returns how the index is asked for each measure it takes part in."""
        return {
            "words4": self._search,
            "words4_facets": self._search_with_facets,
            "question": self._search,
            "question_facets": self._search_with_facets,
        }

    def _search(self, text: str) -> object:
        return self._server.search(index=self.index, query=self._query(text), size=SIZE, source=False)

    def _search_with_facets(self, text: str) -> object:
        return self._server.search(
            index=self.index, query=self._query(text), size=SIZE, source=False, aggregations=_FACETS
        )

    def _query(self, text: str) -> dict[str, Any]:
        return {"bool": {"should": [{"match": {"all": text}}, {"match": {"all.bigrams": text}}]}}


def sizes(server: Elasticsearch) -> dict[str, int]:
    """Returns the bytes on disk of every index of the server."""
    found = server.indices.stats(metric="store", expand_wildcards="all")["indices"]
    return {name: values["total"]["store"]["size_in_bytes"] for name, values in found.items()}


def settle(server: Elasticsearch, pattern: str) -> None:
    """Has indices write all they hold to disk and waits until they merge nothing any more, at most ten minutes."""
    server.indices.flush(index=pattern, wait_if_ongoing=True)
    end = time.monotonic() + SETTLING_SECONDS
    while time.monotonic() < end:
        total = server.indices.stats(index=pattern, metric="merge")["_all"]["total"]
        if not total.get("merges", {}).get("current", 0):
            return
        time.sleep(0.5)


def heap(server: Elasticsearch) -> dict[str, int]:
    """Returns the bytes of heap that the nodes use and may use."""
    nodes = server.nodes.stats(metric="jvm")["nodes"].values()
    memory = [node["jvm"]["mem"] for node in nodes]
    return {
        "used": sum(values["heap_used_in_bytes"] for values in memory),
        "most": sum(values["heap_max_in_bytes"] for values in memory),
    }
