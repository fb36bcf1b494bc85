"""An index is built anew while the portal works on: no change is lost meanwhile, none counts as done too early."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from qa.models import AnswerPage
from search import dictionary, entries, indexing
from search.engines import Document, EngineUnavailable, get_engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import Entry, IndexChange, Term
from search.state import states
from tests.search.engines import needs_elasticsearch, titles
from tests.search.proxy import LOSE, PASS, RESET, Proxy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_vocabulary")]

Write = Callable[..., AnswerPage]
Change = Callable[[AnswerPage, Write], None]
AN_HOUR = datetime.timedelta(hours=1)
OTHER = "Trợ cấp thất nghiệp được mấy tháng?"
ABBREVIATED = "Mức hưởng từ QBHTN là bao nhiêu?"
SWAP = b"POST /_aliases"


def let_an_hour_pass() -> None:
    """Make all entries older than what a rebuild gives to the engine once more in any case."""
    Entry.objects.update(changed_at=timezone.now() - AN_HOUR)


def meanwhile(happens: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something happen when a rebuild has just walked over the last entry."""
    walk = indexing.public_documents

    def interrupted() -> Iterator[Document]:
        yield from walk()
        monkeypatch.setattr(indexing, "public_documents", walk)
        happens()

    monkeypatch.setattr(indexing, "public_documents", interrupted)


def test_a_rebuild_gives_what_is_public_and_nothing_else(engine_in_use: str, write_answer: Write) -> None:
    page = write_answer()
    write_answer(title="Bản nháp về trợ cấp", live=False)
    assert indexing.rebuild(engine_in_use) == 1
    assert titles("tro cap") == [page.title]


def test_what_waited_before_is_done_with_the_rebuild(engine_in_use: str, write_answer: Write) -> None:
    write_answer()
    let_an_hour_pass()
    indexing.rebuild(engine_in_use)
    assert not IndexChange.objects.exists()


def _publish_another(page: AnswerPage, write_answer: Write) -> None:
    write_answer(title=OTHER)


def _publish_again(page: AnswerPage, write_answer: Write) -> None:
    page.title = OTHER
    page.save_revision().publish()


def _unpublish(page: AnswerPage, write_answer: Write) -> None:
    page.unpublish()


@pytest.mark.parametrize("change", [_publish_another, _publish_again, _unpublish])
def test_a_change_that_the_old_index_took_while_the_new_one_was_built_reaches_the_new_one(
    engine_in_use: str,
    write_answer: Write,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[AnswerPage, Write], None],
) -> None:
    """The change comes after the walk, a drain gives it to the old index, then the swap: only now the drain is done."""
    page = write_answer()
    indexing.rebuild(engine_in_use)
    indexing.drain_whole()
    walked = list(indexing.public_documents())
    change(page, write_answer)
    apply = type(get_engine()).apply

    def apply_and_see_the_swap(*given: Any) -> None:
        apply(*given)
        with monkeypatch.context() as patched:
            patched.setattr(indexing, "public_documents", lambda: iter(walked))
            indexing.rebuild(engine_in_use)

    with monkeypatch.context() as patched:
        patched.setattr(type(get_engine()), "apply", apply_and_see_the_swap)
        indexing.drain()
    wanted = dict(Entry.objects.public().values_list("pk", "version"))
    assert get_engine().versions() != wanted, "the test does not test what it says"
    indexing.drain_whole()
    assert get_engine().versions() == wanted
    assert set(titles("tro cap")) == set(AnswerPage.objects.live().values_list("title", flat=True))


def test_a_row_that_comes_while_the_index_is_built_is_not_thrown_away(
    engine_in_use: str, write_answer: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_answer()
    let_an_hour_pass()
    meanwhile(lambda: entries.queue_afresh(Entry.objects.all(), [engine_in_use]), monkeypatch)
    indexing.rebuild(engine_in_use)
    assert IndexChange.objects.due(engine_in_use).count() == 1
    assert indexing.drain() == 1
    assert not IndexChange.objects.exists()


def test_what_was_refused_is_not_done_by_a_rebuild_and_waits_on(engine_in_use: str, write_answer: Write) -> None:
    write_answer()
    let_an_hour_pass()
    later = timezone.now() + AN_HOUR
    IndexChange.objects.update(attempts=3, due_at=later)
    indexing.rebuild(engine_in_use)
    (waiting,) = IndexChange.objects.all()
    assert (waiting.attempts, waiting.due_at) == (3, later)
    assert [state.stuck for state in states()] == [1]


@pytest.mark.parametrize("calls", [1, 2, 3])
def test_a_term_that_comes_while_the_index_is_built_is_taught_to_the_new_one(
    engine_in_use: str, write_answer: Write, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    """The worker has taught it to the old index: to one answer, to both, or to the last and marked it as known."""
    for number in (1, 2):
        write_answer(title=f"{ABBREVIATED} ({number})")
    indexing.rebuild(engine_in_use)
    let_an_hour_pass()
    monkeypatch.setattr(dictionary, "BATCH", 1)
    monkeypatch.setattr(dictionary, "PATIENCE", 0.0)

    def minh_adds_a_term() -> None:
        Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
        for _ in range(calls):
            dictionary.requeue_documents()
        IndexChange.objects.all().delete()  # the old index has taken them

    meanwhile(minh_adds_a_term, monkeypatch)
    indexing.rebuild(engine_in_use)
    assert get_engine().frequencies(["hiem"]) == {}, "the test does not test what it says"
    while dictionary.requeue_documents():
        pass
    indexing.drain_whole()
    assert get_engine().frequencies(["hiem"]) == {"hiem": 2}


@needs_elasticsearch
def test_a_swap_whose_answer_is_lost_has_been_done(server: Proxy, write_answer: Write) -> None:
    first = write_answer()
    indexing.drain_whole()
    let_an_hour_pass()
    second = write_answer(title=OTHER)
    server.mode, server.only = LOSE, SWAP
    assert indexing.rebuild("elasticsearch") == 2
    assert set(titles("tro cap")) == {first.title, second.title}
    assert len(generations()) == 1, "the old index is left behind"


@needs_elasticsearch
@pytest.mark.parametrize("how", [RESET, "503", "429", "401"])
def test_a_swap_that_was_not_done_leaves_the_old_index_as_it_was(server: Proxy, write_answer: Write, how: str) -> None:
    first = write_answer()
    indexing.drain_whole()
    before = generations()
    second = write_answer(title=OTHER)
    server.mode, server.only = how, SWAP
    with pytest.raises(EngineUnavailable):
        indexing.rebuild("elasticsearch")
    assert titles("tro cap") == [first.title]
    assert generations() == before, "what was half built is left behind"
    assert IndexChange.objects.due("elasticsearch").exists()
    server.mode = PASS
    indexing.rebuild("elasticsearch")
    assert set(titles("tro cap")) == {first.title, second.title}


def generations() -> list[str]:
    engine = get_engine()
    assert isinstance(engine, ElasticsearchEngine)
    return engine.indices.generations()
