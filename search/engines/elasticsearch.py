"""The Elasticsearch engine: a server (8 or 9) that many web servers share. The only module that knows its client."""

import logging
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.dsl import MultiSearch, Search
from elasticsearch.helpers import BulkIndexError, streaming_bulk

from search.analysis import analyse_query
from search.engines import (
    DEEPEST,
    Document,
    EngineUnavailable,
    EntriesRefused,
    Hit,
    IndexMissing,
    Results,
    SearchQuery,
)
from search.engines import elasticsearch_queries as queries
from search.engines.breaker import Breaker
from search.engines.elasticsearch_schema import FORMAT, source, template
from search.engines.ranking import PAGE, is_bigram

log = logging.getLogger(__name__)

READ_SECONDS = 1.0
WRITE_SECONDS = 15.0
BATCH = 500
LISTED_AT_ONCE = 5_000
KEPT_OPEN = "2m"
BUSY_RETRIES = 4  # with pauses of 0.5, 1, 2 and 4 s
SIMILAR_CANDIDATES = 100
TAKEN_ALREADY = 409  # the index holds a newer version
GONE_ALREADY = 404
BUSY = 429


class ElasticsearchEngine:
    """A search engine on a server; see `search.engines.Engine` for what each method promises.

    Readers ask an alias. Writers write through the same alias and never make an index by the way: one that is missing
    was lost, and is rebuilt from the entries.
    """

    name = "elasticsearch"

    def __init__(self, options: Mapping[str, Any], suffix: str = "") -> None:
        self._options = options
        self._alias = "-".join(filter(None, (str(options["index"]), suffix)))
        self._pattern = f"{self._alias}-v*"
        self._client = _client(options)
        self._reader = self._client.options(request_timeout=READ_SECONDS, max_retries=0, retry_on_timeout=False)
        self._writer = self._client.options(request_timeout=WRITE_SECONDS, max_retries=0, retry_on_timeout=False)
        self._reading, self._writing = Breaker(), Breaker()
        self._rebuilding = threading.Lock()

    def search(self, query: SearchQuery) -> Results:
        tokens = analyse_query(query.text)
        start = max(query.offset, 0)
        size = max(min(max(query.limit, 0), DEEPEST - start), 0)
        limits = queries.filters(query)
        if not tokens.words:
            matching = queries.EVERYTHING
            return self._found(queries.newest(limits, min(start, DEEPEST - 1), size), matching, limits, query)
        *strict, loose = queries.matchings(tokens)
        for matching in [*strict, loose]:
            body = queries.best(matching, tokens, limits, min(start, DEEPEST - 1), size)
            results = self._found(body, matching, limits, query)
            if results.total >= PAGE:
                break
        return results

    def _found(
        self, body: queries.Body, matching: queries.Body, limits: dict[str, queries.Body], query: SearchQuery
    ) -> Results:
        bodies = [body, queries.facets(matching, limits)] if query.with_facets else [body]
        answers = self._ask(bodies)
        counted = answers[1].get("aggregations", {}) if query.with_facets else {}
        facets = {
            name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in found["values"]["buckets"]}
            for name, found in counted.items()
        }
        return Results(_hits(answers[0]), int(answers[0]["hits"]["total"]["value"]), facets)

    def suggest(self, text: str, limit: int = 8) -> list[int]:
        body = queries.beginning(text, min(limit, DEEPEST)) if limit > 0 else None
        return [hit.id for hit in _hits(self._ask([body])[0])] if body else []

    def similar(self, text: str, limit: int = 5, exclude: int | None = None) -> list[Hit]:
        tokens = analyse_query(text)
        limit = min(limit, DEEPEST - 1)
        if not tokens.words or limit < 1:
            return []
        body = queries.like(tokens, max(SIMILAR_CANDIDATES, limit + 1), limit + 1)
        return [hit for hit in _hits(self._ask([body])[0]) if hit.id != exclude][:limit]

    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        words = " ".join(token for token in tokens if not is_bigram(token))
        pairs = " ".join(token for token in tokens if is_bigram(token))
        with self._calling(self._reading):
            answer = self._reader.termvectors(
                index=self._alias,
                doc={"words": words, "bigrams": pairs},
                term_statistics=True,
                field_statistics=False,
                positions=False,
                offsets=False,
            )
        return {
            term: int(known["doc_freq"])
            for field in answer.get("term_vectors", {}).values()
            for term, known in field["terms"].items()
            if known.get("doc_freq")
        }

    def apply(self, upserts: Iterable[Document], deletions: Mapping[int, int]) -> None:
        actions = [_upsert(document) for document in upserts if document.id not in deletions]
        actions += [_deletion(identifier, version) for identifier, version in deletions.items()]
        with self._calling(self._writing):
            if actions:
                try:
                    self._send(self._alias, actions)
                finally:
                    self._writer.indices.refresh(index=self._alias)
            elif not self._writer.indices.exists_alias(name=self._alias):
                raise IndexMissing(f"There is no search index {self._alias}")

    def rebuild(self, documents: Iterable[Document]) -> int:
        if not self._rebuilding.acquire(blocking=False):
            raise EngineUnavailable(f"The search index {self._alias} is being rebuilt already")
        try:
            return self._rebuild(documents)
        finally:
            self._rebuilding.release()

    def _rebuild(self, documents: Iterable[Document]) -> int:
        index = f"{self._alias}-v{FORMAT}-{uuid.uuid4().hex[:12]}"
        building = f"{index}-building"
        shards, replicas = int(self._options["shards"]), int(self._options["replicas"])
        with self._calling(self._writing):
            old = self._generations()
            self._writer.indices.put_index_template(name=self._alias, **template(self._pattern, shards, replicas))
            # Readers do not see the new index before the swap: no refresh and no copies until it is whole.
            self._writer.indices.create(
                index=index,
                aliases={building: {}},
                settings={"refresh_interval": "-1", "number_of_replicas": 0},
            )
        try:
            for batch in _batches(map(_upsert, documents)):
                with self._calling(self._writing):
                    self._send(building, batch)
            with self._calling(self._writing):
                self._writer.indices.put_settings(
                    index=index, settings={"refresh_interval": None, "number_of_replicas": replicas}
                )
                self._writer.indices.refresh(index=index)
                count = int(self._writer.count(index=index)["count"])
                self._swap(index, building)
        except BaseException:
            with suppress(ApiError, TransportError):
                self._writer.indices.delete(index=index, ignore_unavailable=True)
            raise
        with self._calling(self._writing):
            for name in old:
                self._writer.indices.delete(index=name, ignore_unavailable=True)
        return count

    def _swap(self, index: str, building: str) -> None:
        actions: list[dict[str, Any]] = [
            {"remove": {"index": self._pattern, "alias": self._alias, "must_exist": False}},
            {"add": {"index": index, "alias": self._alias}},
            {"remove": {"index": index, "alias": building}},
        ]
        self._writer.indices.update_aliases(actions=actions)

    def _generations(self) -> list[str]:
        return list(self._writer.indices.get(index=self._pattern, expand_wildcards="all"))

    def versions(self) -> dict[int, int]:
        found: dict[int, int] = {}
        with self._calling(self._writing):
            pit = {"id": self._writer.open_point_in_time(index=self._alias, keep_alive=KEPT_OPEN)["id"]}
            try:
                after: list[Any] | None = None
                while True:
                    page = self._writer.search(
                        pit=pit | {"keep_alive": KEPT_OPEN},
                        size=LISTED_AT_ONCE,
                        sort=[{"_shard_doc": "asc"}],
                        search_after=after,
                        stored_fields="_none_",
                        docvalue_fields=["id", "version"],
                        track_total_hits=False,
                        allow_partial_search_results=False,
                    )
                    pit["id"] = page["pit_id"]
                    hits = page["hits"]["hits"]
                    if not hits:
                        return found
                    for hit in hits:
                        found[int(hit["fields"]["id"][0])] = int(hit["fields"]["version"][0])
                    after = hits[-1]["sort"]
            finally:
                with suppress(ApiError, TransportError):
                    self._writer.close_point_in_time(id=pit["id"])

    def drop(self) -> None:
        with self._calling(self._writing):
            for name in self._generations():
                self._writer.indices.delete(index=name, ignore_unavailable=True)
            self._writer.options(ignore_status=404).indices.delete_index_template(name=self._alias)

    def _ask(self, bodies: list[queries.Body]) -> list[dict[str, Any]]:
        with self._calling(self._reading):
            asked = MultiSearch(using=self._reader, index=self._alias)
            for body in bodies:
                one: Search = Search(using=self._reader).update_from_dict(body)
                asked = asked.add(one.params(allow_partial_search_results=False))
            answers = [answer.to_dict() for answer in asked.execute()]
        if any(answer.get("timed_out") for answer in answers):
            raise EngineUnavailable("Elasticsearch did not answer in time")
        return answers

    def _send(self, alias: str, actions: list[dict[str, Any]]) -> None:
        """Send changes; a busy server is asked again after a growing pause."""
        refused: set[int] = set()
        reason = ""
        sent = streaming_bulk(
            self._writer,
            actions,
            index=alias,
            require_alias=True,
            chunk_size=BATCH,
            max_retries=BUSY_RETRIES,
            initial_backoff=0.5,
            raise_on_error=False,
        )
        for taken, answer in sent:
            (told,) = answer.values()
            if taken or told.get("status") == TAKEN_ALREADY:
                continue
            kind = told.get("error", {}).get("type", "") if isinstance(told.get("error"), dict) else ""
            if kind == "index_not_found_exception":
                raise IndexMissing(f"There is no search index {self._alias}")
            if told.get("status") == BUSY or int(told.get("status", 0)) >= 500:
                raise EngineUnavailable(f"Elasticsearch does not take changes now: {told.get('status')} {kind}")
            if told.get("status") != GONE_ALREADY:
                refused.add(int(told["_id"]))
                reason = f"{told.get('status')} {kind}"
        if refused:
            raise EntriesRefused(refused, reason)

    @contextmanager
    def _calling(self, breaker: Breaker) -> Iterator[None]:
        """Turn what the client raises into EngineUnavailable, and count it for the breaker.

        Messages name the kind of failure and the status, never the request: that holds what people typed.
        """
        if not breaker.may_try():
            raise EngineUnavailable("Elasticsearch was away a moment ago and is not asked again yet")
        try:
            yield
        except (IndexMissing, EntriesRefused):
            breaker.succeeded()
            raise
        except EngineUnavailable:
            breaker.failed()
            raise
        except ApiError as error:
            status, kind = _told(error)
            if kind == "index_not_found_exception":
                breaker.succeeded()
                raise IndexMissing(f"There is no search index {self._alias}") from None
            breaker.failed()
            raise EngineUnavailable(f"Elasticsearch answers {status}: {kind}") from None
        except (TransportError, BulkIndexError) as error:
            breaker.failed()
            raise EngineUnavailable(f"Elasticsearch is away: {type(error).__name__}") from None
        else:
            breaker.succeeded()


def _client(options: Mapping[str, Any]) -> Elasticsearch:
    known: dict[str, Any] = {}
    if options["api_key"]:
        known["api_key"] = options["api_key"]
    elif options["user"]:
        known["basic_auth"] = (options["user"], options["password"])
    if options["ca"]:
        known["ca_certs"] = options["ca"]
    return Elasticsearch(str(options["url"]).split(","), **known)


def _told(error: ApiError) -> tuple[int, str]:
    """Returns the status and the kind of an error; one search of several carries its own in the body."""
    body = error.body if isinstance(error.body, dict) else {}
    cause = body.get("error")
    return int(body.get("status", error.status_code)), str(cause.get("type", "")) if isinstance(cause, dict) else ""


def _upsert(document: Document) -> dict[str, Any]:
    return {**_addressed("index", document.id, document.version), "_source": source(document)}


def _deletion(identifier: int, version: int) -> dict[str, Any]:
    return _addressed("delete", identifier, version)


def _addressed(verb: str, identifier: int, version: int) -> dict[str, Any]:
    # "gte": the same version again replaces itself, an older one is refused.
    return {"_op_type": verb, "_id": str(identifier), "version": version, "version_type": "external_gte"}


def _batches(actions: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for action in actions:
        batch.append(action)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _hits(answer: Mapping[str, Any]) -> list[Hit]:
    return [Hit(int(hit["fields"]["id"][0]), float(hit["_score"] or 0.0)) for hit in answer["hits"]["hits"]]
