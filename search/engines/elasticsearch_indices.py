"""The indices behind the alias of the Elasticsearch engine: changed through it, built beside it, swapped into it."""

import logging
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from search.engines import Document, EngineUnavailable, EntriesRefused, IndexMissing
from search.engines.elasticsearch_schema import FORMAT, source
from search.engines.elasticsearch_server import BATCH, Body, Server, quietly, template

log = logging.getLogger(__name__)

LISTED_AT_ONCE = 5_000
KEPT_OPEN = "2m"
MOST_WORDS = 2_000_000  # of the documents that are sent at once
MERGE_SECONDS = 600.0


class Indices:
    """The generations of one index, `<name>-v<format>-<random>`; the alias `<name>-<format>` names the live one.

    An index of another format has no alias that is asked: it counts as missing, and is removed by the next rebuild.
    Writers never make an index by the way: one that is missing was lost, and is rebuilt from the entries.
    """

    def __init__(self, server: Server, name: str, options: Mapping[str, Any]) -> None:
        self.alias = f"{name}-{FORMAT}"
        self._name = name
        self._server = server
        self._options = options
        self._pattern = f"{name}-v*"
        self._rebuilding = threading.Lock()

    def change(self, upserts: Iterable[Document], deletions: Mapping[int, int]) -> None:
        actions = [_upsert(document) for document in upserts if document.id not in deletions]
        actions += [_addressed("delete", identifier, version) for identifier, version in deletions.items()]
        with self._server.writing() as client:
            if actions:
                try:
                    self._server.send(client, self.alias, actions)
                finally:
                    client.indices.refresh(index=self.alias)
            elif not client.indices.exists_alias(name=self.alias):
                raise IndexMissing(f"There is no search index {self.alias}")

    def rebuild(self, documents: Iterable[Document]) -> int:
        if not self._rebuilding.acquire(blocking=False):
            raise EngineUnavailable(f"The search index {self.alias} is being rebuilt already")
        try:
            return self._rebuild(documents)
        finally:
            self._rebuilding.release()

    def _rebuild(self, documents: Iterable[Document]) -> int:
        index = f"{self._name}-v{FORMAT}-{uuid.uuid4().hex[:12]}"
        building = f"{index}-building"
        replicas = int(self._options["replicas"])
        with self._server.building() as client:
            old = self.generations()
            template(self._name, self._pattern, self._options).save(using=client)
            # Readers do not see the new index before the swap: no refresh and no copies until it is whole.
            unseen = {"refresh_interval": "-1", "number_of_replicas": 0}
            client.indices.create(index=index, aliases={building: {}}, settings=unseen)
        try:
            for batch in _batches(map(_upsert, documents)):
                with self._server.building() as client:
                    self._send_what_is_taken(client, building, batch)
            with self._server.building() as client:
                self._merge(client, index)
                whole = {"refresh_interval": None, "number_of_replicas": replicas}
                client.indices.put_settings(index=index, settings=whole)
                client.indices.refresh(index=index)
                count = int(client.count(index=index)["count"])
            self._swap(index, building)
        except BaseException:
            with quietly():
                if not self._is_live(client, index):
                    client.indices.delete(index=index, ignore_unavailable=True)
            raise
        with self._server.building() as client:
            for name in old:
                client.indices.delete(index=name, ignore_unavailable=True)
        return count

    def _send_what_is_taken(self, client: Any, alias: str, batch: list[Body]) -> None:
        """Send a batch; an entry that is refused is found missing by the next comparison, and waits by itself then."""
        try:
            self._server.send(client, alias, batch)
        except EntriesRefused as error:
            log.error("search: while building %s: %s", alias, error)

    @staticmethod
    def _merge(client: Any, index: str) -> None:
        """Make one segment of an index before anybody reads it, on one copy: a search then takes half the time.

        A server that does not come to its end in time goes on with it; the index is whole either way.
        """
        with quietly():
            client.options(request_timeout=MERGE_SECONDS).indices.forcemerge(index=index, max_num_segments=1)

    def _swap(self, index: str, building: str) -> None:
        """Make an index the live one; when the answer to that is lost, the server is asked whether it was done."""
        actions: list[Body] = [
            {"remove": {"index": self._pattern, "alias": self.alias, "must_exist": False}},
            {"add": {"index": index, "alias": self.alias}},
            {"remove": {"index": index, "alias": building}},
        ]
        try:
            with self._server.building() as client:
                client.indices.update_aliases(actions=actions)
        except EngineUnavailable:
            with self._server.building() as client:
                done = self._is_live(client, index)
            if not done:
                raise

    def _is_live(self, client: Any, index: str) -> bool:
        return bool(client.indices.exists_alias(index=index, name=self.alias))

    def generations(self) -> list[str]:
        """Return the names of all indices, live, half built or left behind."""
        with self._server.writing() as client:
            return list(client.indices.get(index=self._pattern, expand_wildcards="all"))

    def versions(self) -> dict[int, int]:
        found: dict[int, int] = {}
        with self._server.writing() as client:
            pit = {"id": client.open_point_in_time(index=self.alias, keep_alive=KEPT_OPEN)["id"]}
            after: list[Any] | None = None
            try:
                while True:
                    page = client.search(
                        pit=pit | {"keep_alive": KEPT_OPEN},
                        size=LISTED_AT_ONCE,
                        sort=[{"_shard_doc": "asc"}],
                        search_after=after,
                        stored_fields="_none_",
                        docvalue_fields=[{"field": "id"}, {"field": "version"}],
                        track_total_hits=False,
                        allow_partial_search_results=False,
                    )
                    pit["id"] = page["pit_id"]
                    hits = page["hits"]["hits"]
                    if not hits:
                        return found
                    fields = [hit["fields"] for hit in hits]
                    found.update((int(field["id"][0]), int(field["version"][0])) for field in fields)
                    after = hits[-1]["sort"]
            finally:
                with quietly():
                    client.close_point_in_time(id=pit["id"])

    def drop(self) -> None:
        with self._server.writing() as client:
            for name in self.generations():
                client.indices.delete(index=name, ignore_unavailable=True)
            client.options(ignore_status=404).indices.delete_index_template(name=self._name)


def _upsert(document: Document) -> Body:
    return {**_addressed("index", document.id, document.version), "_source": source(document)}


def _addressed(verb: str, identifier: int, version: int) -> Body:
    # "gte": the same version again replaces itself, an older one is refused.
    return {"_op_type": verb, "_id": str(identifier), "version": version, "version_type": "external_gte"}


def _batches(actions: Iterable[Body]) -> Iterator[list[Body]]:
    """Yield the actions in lists that are held in memory with ease; the text of long files makes a list short."""
    batch: list[Body] = []
    words = 0
    for action in actions:
        batch.append(action)
        words += int(action["_source"]["length"])
        if len(batch) == BATCH or words > MOST_WORDS:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch
