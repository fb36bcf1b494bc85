"""An index is gone, came back empty or is of another format: it is noticed, and everything is in it again."""

from collections.abc import Callable
from typing import Any

import pytest

from qa.models import AnswerPage
from search import engines, finding, indexing
from search.engines import Engine, IndexMissing, SearchQuery, elasticsearch_indices, get_engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.indexing import IDLE_LOOK_SECONDS
from search.models import Entry, IndexChange
from tests.search.engines import needs_elasticsearch, titles
from tests.search.proxy import Proxy

pytestmark = [pytest.mark.django_db]

Write = Callable[..., AnswerPage]


def _lose_index(engine: Engine) -> None:
    engine.drop()


def _come_back_empty(engine: Engine) -> None:
    engine.rebuild([])


@pytest.mark.parametrize("loss", [_lose_index, _come_back_empty])
def test_an_engine_that_comes_back_without_its_index_gets_it_again(
    engine_in_use: str, write_answer: Write, loss: Callable[[Engine], None]
) -> None:
    pages = [write_answer(), write_answer(title="Trợ cấp thất nghiệp được mấy tháng?")]
    indexing.drain_whole()
    loss(get_engine())
    indexing.reconcile()
    indexing.drain_whole()
    assert set(titles("tro cap")) == {page.title for page in pages}
    assert get_engine().versions() == dict(Entry.objects.public().values_list("pk", "version"))


def test_a_change_that_meets_a_lost_index_brings_everything_back(engine_in_use: str, write_answer: Write) -> None:
    first = write_answer()
    indexing.drain_whole()
    get_engine().drop()
    second = write_answer(title="Trợ cấp thất nghiệp được mấy tháng?")
    indexing.drain_whole()
    assert set(titles("tro cap")) == {first.title, second.title}


class Clock:
    """The time of a worker, which the test lets pass."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(indexing, "time", made)
    monkeypatch.setattr(indexing, "_looked_after", {})
    return made


def test_a_worker_with_nothing_to_do_notices_a_lost_index_within_a_minute(
    engine_in_use: str, write_answer: Write, clock: Clock
) -> None:
    pages = [write_answer(), write_answer(title="Trợ cấp thất nghiệp được mấy tháng?")]
    indexing.drain_whole()
    get_engine().drop()
    clock.now += IDLE_LOOK_SECONDS
    assert not IndexChange.objects.exists()
    indexing.drain()
    assert set(titles("tro cap")) == {page.title for page in pages}


def test_a_worker_with_nothing_to_do_looks_once_a_minute_and_no_more_often(
    engine_in_use: str, write_answer: Write, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_answer()
    indexing.drain_whole()
    looks = 0
    apply = type(get_engine()).apply

    def counted(*given: Any) -> None:
        nonlocal looks
        looks += 1
        apply(*given)

    monkeypatch.setattr(type(get_engine()), "apply", counted)
    for _ in range(121):  # two minutes of a worker that drains every second
        indexing.drain()
        clock.now += 1
    assert looks == 2
    write_answer(title="Trợ cấp thất nghiệp được mấy tháng?")
    indexing.drain()
    assert looks == 3, "what is published does not wait for the minute"


@needs_elasticsearch
def test_an_index_of_another_format_is_missing_until_it_is_rebuilt(
    server: Proxy, write_answer: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = write_answer()
    indexing.drain_whole()
    monkeypatch.setattr(elasticsearch_indices, "FORMAT", "next")
    engines._engines.clear()
    with pytest.raises(IndexMissing):
        finding.find(SearchQuery("tro cap"))
    indexing.reconcile()
    assert titles("tro cap") == [page.title]
    engine = get_engine()
    assert isinstance(engine, ElasticsearchEngine)
    assert len(engine.indices.generations()) == 1
