"""An entry that an engine refuses waits apart; what is not the entry's fault is held against none."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from typing import Any
from unittest.mock import Mock

import pytest
from elasticsearch import Elasticsearch

from qa.models import AnswerPage
from search import entries, indexing
from search.engines import Engine, EngineUnavailable, EntriesRefused, elasticsearch_server, get_engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_server import Body, Server
from search.models import Entry, IndexChange
from search.state import states
from tests.search.engines import needs_elasticsearch, titles
from tests.search.proxy import Proxy

pytestmark = [pytest.mark.django_db]

Write = Callable[..., AnswerPage]


def test_an_entry_that_is_refused_waits_apart_and_holds_up_nobody(
    engine_in_use: str, write_answer: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = write_answer(), write_answer(title="Trợ cấp thất nghiệp được mấy tháng?")
    indexing.rebuild(engine_in_use)
    refused = Entry.objects.get(source_id=bad.pk)
    entries.queue(Entry.objects.all(), [engine_in_use])

    def refuse_one(self: Engine, upserts: Any, deletions: Any) -> None:
        raise EntriesRefused({refused.pk}, "400 mapper_parsing_exception")

    with monkeypatch.context() as patched:
        patched.setattr(type(get_engine()), "apply", refuse_one)
        indexing.drain_whole()
    (waiting,) = IndexChange.objects.all()
    assert (waiting.entry_id, waiting.attempts) == (refused.pk, 1)
    assert not IndexChange.objects.due(engine_in_use).exists()
    (state,) = states()
    assert state.stuck == 1
    assert state.late
    assert good.title in titles("tro cap")


@needs_elasticsearch
def test_an_index_that_takes_no_writes_refuses_no_entry(server: Proxy, write_answer: Write) -> None:
    """The server says so of each single entry, with a status of its own, and of the whole only that all went well."""
    first = write_answer()
    indexing.drain_whole()
    engine = get_engine()
    assert isinstance(engine, ElasticsearchEngine)
    # The test plays the operator who moves the index, or whose disk is full.
    client = Elasticsearch(server.url, request_timeout=20)
    client.indices.put_settings(index=engine.alias, settings={"index.blocks.write": True})
    second = write_answer(title="Trợ cấp thất nghiệp được mấy tháng?")
    first.unpublish()
    assert indexing.drain() == 0
    assert [change.attempts for change in IndexChange.objects.due("elasticsearch")] == [0, 0]
    (state,) = states()
    assert (state.waiting, state.stuck) == (2, 0)
    client.indices.put_settings(index=engine.alias, settings={"index.blocks.write": None})
    client.close()
    indexing.drain_whole()
    assert not IndexChange.objects.exists()
    assert titles("tro cap") == [second.title]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, None),
        (404, None),  # gone already
        (409, None),  # a newer one is there already
        (400, EntriesRefused),
        (413, EntriesRefused),
        (401, EngineUnavailable),
        (403, EngineUnavailable),
        (429, EngineUnavailable),
        (500, EngineUnavailable),
        (503, EngineUnavailable),
    ],
)
def test_what_a_server_says_of_a_single_entry(
    status: int, outcome: type[Exception] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered(client: object, actions: Iterable[Body], **options: Any) -> Iterator[tuple[bool, Body]]:
        for action in actions:
            told = {"_id": action["_id"], "status": status, "error": {"type": "said_by_the_test"}}
            yield status == 200, {"index": told}

    monkeypatch.setattr(elasticsearch_server, "streaming_bulk", answered)
    outcomes = nullcontext() if outcome is None else pytest.raises(outcome, match=str(status))
    with outcomes as raised:
        Server.send(Mock(Elasticsearch), "search", [{"_id": "7"}])
    if raised:
        assert type(raised.value) is outcome
        assert getattr(raised.value, "ids", {7}) == {7}
