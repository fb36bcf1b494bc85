"""S4, Elasticsearch as set up in a day from the parts of the box, asked directly on the same server."""

from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import Elasticsearch

from search.evaluation import JudgedSet
from tools.bench.stock import Stock, client
from tools.quality.measuring import Ask

NAME = "S4"


@contextmanager
def stock_index(judged: JudgedSet) -> Iterator[Ask]:
    """Fills a stock index with the documents of a set, gives how it is asked, and removes it."""
    server = client()
    try:
        index = Stock(server)
        try:
            index.fill(document for _, document in judged.documents())
            yield _asking(server, index.index)
        finally:
            index.drop()
    finally:
        server.close()


def _asking(server: Elasticsearch, index: str) -> Ask:
    def ask(text: str, limit: int) -> list[int]:
        fields = [{"match": {field: text}} for field in ("all", "all.bigrams")]
        answer = server.search(index=index, query={"bool": {"should": fields}}, size=limit, source=False)
        return [int(hit["_id"]) for hit in answer["hits"]["hits"]]

    return ask


def server_version() -> str:
    """Returns the version of the server."""
    server = client()
    try:
        return str(server.info()["version"]["number"])
    finally:
        server.close()
