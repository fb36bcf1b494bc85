"""The server behind the Elasticsearch engine: the only module that knows its client."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.dsl import ComposableIndexTemplate
from elasticsearch.dsl import Mapping as FieldMapping
from elasticsearch.helpers import BulkIndexError, streaming_bulk

from search.engines import EngineUnavailable, EntriesRefused, IndexMissing
from search.engines.breaker import Breaker
from search.engines.elasticsearch_schema import FIELDS, FORMAT, index_settings

READ_SECONDS = 1.0
WRITE_SECONDS = 10.0
BUILD_SECONDS = 120.0  # making a whole index visible takes its time
BATCH = 500
BUSY_RETRIES = 4  # with pauses of 0.5, 1, 2 and 4 s
TAKEN_ALREADY = 409  # the index holds a newer version
GONE_ALREADY = 404
BUSY = 429
NOT_THE_ENTRYS_FAULT = (401, 403, BUSY)
INDEX_MISSING = "index_not_found_exception"

Body = dict[str, Any]


class Server:
    """One server, reached in three ways: readers wait a second and never ask twice, writers and builders wait longer.

    Every call goes through `reading`, `writing` or `building`, which turn failures into the exceptions of the engines'
    contract and let nobody wait for a server that was away a moment ago.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        client = _client(options)
        self._reader = client.options(request_timeout=READ_SECONDS, max_retries=0, retry_on_timeout=False)
        self._writer = client.options(request_timeout=WRITE_SECONDS, max_retries=0, retry_on_timeout=False)
        self._builder = client.options(request_timeout=BUILD_SECONDS, max_retries=0, retry_on_timeout=False)
        self._for_reading, self._for_writing = Breaker(), Breaker()
        self._key = str(settings.SECRET_KEY).encode()[:32]

    @contextmanager
    def reading(self) -> Iterator[Elasticsearch]:
        with _guarded(self._for_reading):
            yield self._reader

    @contextmanager
    def writing(self) -> Iterator[Elasticsearch]:
        with _guarded(self._for_writing):
            yield self._writer

    @contextmanager
    def building(self) -> Iterator[Elasticsearch]:
        with _guarded(self._for_writing):
            yield self._builder

    def ask(self, alias: str, bodies: Sequence[Body]) -> list[Any]:
        """Return the answers to searches that go out together; raises EngineUnavailable unless all are whole."""
        # The same question goes to the same copy of the index: copies differ in the order of equals.
        copy = hashlib.blake2s(repr(bodies[0]["query"]).encode(), key=self._key, digest_size=8).hexdigest()
        head: dict[str, Any] = {"index": alias, "allow_partial_search_results": False, "preference": f"q{copy}"}
        with self.reading() as client:
            if len(bodies) == 1:
                arguments = {"from_" if name == "from" else name: value for name, value in bodies[0].items()}
                answers: list[Any] = [client.search(**head, **arguments)]
            else:
                answers = client.msearch(searches=[part for body in bodies for part in (head, body)])["responses"]
                for answer in answers:
                    if "error" in answer:
                        raise _fault(*_told(answer, int(answer["status"])))
            if any(answer.get("timed_out") for answer in answers):
                raise EngineUnavailable("Elasticsearch did not answer in time")
        return answers

    @staticmethod
    def send(client: Elasticsearch, alias: str, actions: Iterable[Body]) -> None:
        """Send changes through an alias that must exist; a busy server is asked again after a growing pause."""
        refused: set[int] = set()
        reason = ""
        sent = streaming_bulk(
            client,
            actions,
            index=alias,
            require_alias=True,
            chunk_size=BATCH,
            max_retries=BUSY_RETRIES,
            initial_backoff=0.5,
            raise_on_error=False,
        )
        for taken, answer in sent:
            (item,) = answer.values()
            status, kind = _told(item, int(item.get("status", 0)))
            if taken or status == TAKEN_ALREADY:
                continue
            if kind == INDEX_MISSING or status in NOT_THE_ENTRYS_FAULT or status >= 500:
                raise _fault(status, kind)
            if status != GONE_ALREADY:
                refused.add(int(item["_id"]))
                reason = f"{status} {kind}"
        if refused:
            raise EntriesRefused(refused, reason)


def template(name: str, pattern: str, options: Mapping[str, Any]) -> ComposableIndexTemplate:
    """Returns the template of the indices whose names fit the pattern."""
    made = ComposableIndexTemplate(name, template=pattern, priority=200)
    made.settings(**index_settings(int(options["shards"]), int(options["replicas"])))
    fields = FieldMapping()
    for field, definition in FIELDS.items():
        fields.field(field, definition)
    fields.meta("dynamic", "strict")
    fields.meta("_source", enabled=False)  # the database has the text; the index is rebuilt from there
    fields.meta("_meta", {"format": FORMAT})
    made.mapping(fields)
    return made


@contextmanager
def quietly() -> Iterator[None]:
    """Let a clearing-up fail: the next rebuild does it again."""
    with suppress(ApiError, TransportError):
        yield


@contextmanager
def _guarded(breaker: Breaker) -> Iterator[None]:
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
        status, kind = _told(error.body, error.status_code)
        # What the server refuses by reason of the request says nothing against the server.
        (breaker.failed if status == BUSY or status >= 500 else breaker.succeeded)()
        raise _fault(status, kind) from None
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


def _told(body: Any, status: int) -> tuple[int, str]:
    """Returns the status and the kind of an error, without its text: that may hold what somebody typed."""
    cause = body.get("error") if isinstance(body, dict) else None
    return status, str(cause.get("type", "")) if isinstance(cause, dict) else ""


def _fault(status: int, kind: str) -> EngineUnavailable:
    if kind == INDEX_MISSING:
        return IndexMissing("Elasticsearch has no search index of this portal")
    return EngineUnavailable(f"Elasticsearch answers {status}: {kind}")
