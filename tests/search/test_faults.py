"""An engine that is away, hangs, is busy, red or empty: nothing is lost, nobody waits, nothing withdrawn is shown."""

import time
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from elasticsearch import Elasticsearch
from pytest_django.fixtures import Settings as SettingsWrapper

from qa.models import AnswerPage
from search import entries, finding, indexing
from search.engines import (
    EngineUnavailable,
    SearchQuery,
    get_engine,
)
from search.engines import breaker as breakers
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import IndexChange
from search.state import states
from tests.search.engines import READ_SECONDS, needs_elasticsearch, titles
from tests.search.proxy import HANG, PASS, RESET, RUBBISH, Proxy

pytestmark = [pytest.mark.django_db]

Write = Callable[..., AnswerPage]
AWAY = [HANG, RESET, RUBBISH, "503", "429", "500", "401", "gone"]
PATIENCE_SECONDS = READ_SECONDS + 15.0


def fail(proxy: Proxy, how: str) -> None:
    if how == "gone":
        proxy.close()
    else:
        proxy.mode = how


@needs_elasticsearch
@pytest.mark.parametrize("how", AWAY)
def test_nobody_waits_for_a_server_that_is_away(
    server: Proxy, write_answer: Write, rules: None, stranger: Client, how: str
) -> None:
    page = write_answer()
    indexing.drain_whole()
    assert titles("tro cap") == [page.title]
    fail(server, how)
    started = time.monotonic()
    shown = stranger.get("/tim-kiem/?q=tro+cap")
    assert time.monotonic() - started < PATIENCE_SECONDS
    assert shown.status_code == 200
    assert "tạm nghỉ" in shown.content.decode()
    assert stranger.get("/tim-kiem/goi-y/?q=tro").json() == {"items": []}
    assert stranger.get(page.address).status_code == 200


@needs_elasticsearch
@pytest.mark.parametrize("how", [mode for mode in AWAY if mode != "gone"])
def test_changes_wait_for_the_server_and_reach_it_when_it_is_back(server: Proxy, write_answer: Write, how: str) -> None:
    first = write_answer()
    indexing.drain_whole()
    server.mode = how
    second = write_answer(title="Trợ cấp thất nghiệp được mấy tháng?")
    first.unpublish()
    assert indexing.drain() == 0
    assert IndexChange.objects.count() == 2
    (state,) = states()
    assert (state.name, state.waiting) == ("elasticsearch", 2)
    with pytest.raises(CommandError, match="elasticsearch"):
        call_command("reconcile_search")
    server.mode = PASS
    indexing.drain_whole()
    assert not IndexChange.objects.exists()
    assert titles("tro cap") == [second.title]


@needs_elasticsearch
def test_the_server_that_is_away_is_not_asked_again_and_again(
    server: Proxy, write_answer: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breakers, "FIRST_PAUSE_SECONDS", 60.0)
    write_answer()
    indexing.drain_whole()
    server.mode = HANG
    for _ in range(breakers.FAILURES_TO_OPEN):
        with pytest.raises(EngineUnavailable):
            finding.find(SearchQuery("tro cap"))
    asked, started = server.asked, time.monotonic()
    for _ in range(50):
        with pytest.raises(EngineUnavailable):
            finding.find(SearchQuery("tro cap"))
    assert server.asked == asked
    assert time.monotonic() - started < 2


@needs_elasticsearch
@pytest.mark.parametrize("how", AWAY)
def test_the_standby_answers_and_the_page_says_that_it_may_be_behind(
    server: Proxy, settings: SettingsWrapper, write_answer: Write, rules: None, stranger: Client, how: str
) -> None:
    settings.SEARCH_STANDBY = "embedded"
    page, withdrawn = write_answer(), write_answer(title="Trợ cấp đã rút lại")
    indexing.drain_whole()
    assert "chậm hơn vài phút" not in stranger.get("/tim-kiem/?q=tro+cap").content.decode()
    fail(server, how)
    entries.withdraw(AnswerPage, withdrawn.pk)
    shown = stranger.get("/tim-kiem/?q=tro+cap").content.decode()
    assert page.title in shown
    assert "Trợ cấp đã rút lại" not in shown, "what was withdrawn is shown although the index still holds it"
    assert "chậm hơn vài phút" in shown
    assert [state.name for state in states()] == ["elasticsearch", "embedded"]
    indexing.drain()
    assert {change.engine for change in IndexChange.objects.all()} == {"elasticsearch"}


@needs_elasticsearch
def test_a_red_index_is_away_and_then_back(server: Proxy, write_answer: Write) -> None:
    page = write_answer()
    indexing.drain_whole()
    engine = get_engine()
    assert isinstance(engine, ElasticsearchEngine)
    (index,) = engine.indices.generations()
    nowhere = {"index.routing.allocation.require._name": "nowhere"}
    # The test plays the operator whose disk is gone.
    client = Elasticsearch(server.url, request_timeout=20)
    client.indices.delete(index=index)
    client.indices.create(index=index, aliases={engine.alias: {}}, settings=nowhere, wait_for_active_shards=0)
    assert client.cluster.health(index=index)["status"] == "red"
    with pytest.raises(EngineUnavailable):
        finding.find(SearchQuery("tro cap"))
    write_answer(title="Trợ cấp thất nghiệp được mấy tháng?")
    assert indexing.drain() == 0
    assert IndexChange.objects.count() == 1
    client.indices.put_settings(index=index, settings=dict.fromkeys(nowhere))
    client.cluster.health(index=index, wait_for_status="green", timeout="20s")
    client.close()
    indexing.reconcile()
    indexing.drain_whole()
    assert set(titles("tro cap")) == {page.title, "Trợ cấp thất nghiệp được mấy tháng?"}


def test_what_is_withdrawn_is_not_shown_while_the_index_still_holds_it(
    engine_in_use: str, write_answer: Write, stranger: Client, rules: None
) -> None:
    page = write_answer()
    indexing.drain_whole()
    entries.withdraw(AnswerPage, page.pk)
    assert titles("tro cap") == []
    assert finding.suggest("tro") == finding.similar("trợ cấp thất nghiệp bao lâu") == []
    assert page.title not in stranger.get("/tim-kiem/?q=tro+cap").content.decode()
