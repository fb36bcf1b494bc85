"""Pages are compared with entries and entries with engines: what a killed process or a race left behind is mended."""

import dataclasses
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from wagtail.models import Page

from qa.models import AnswerPage
from search import entries, indexing
from search.engines import get_engine
from search.entries import Content
from search.models import Entry, IndexChange
from tests.at_once import at_once, shared_database
from tests.search.engines import titles

pytestmark = [pytest.mark.django_db]

Write = Callable[..., AnswerPage]
Build = Callable[[AnswerPage], Content]
BuildBy = Callable[[Callable[[Build, AnswerPage], Content]], None]
ANSWERS = "qa.answerpage"


@pytest.fixture
def built_by(monkeypatch: pytest.MonkeyPatch) -> BuildBy:
    """Return a way to be there when the content of an entry is made; one is given the builder and the page."""

    def change(build: Callable[[Build, AnswerPage], Content]) -> None:
        source = entries.sources[ANSWERS]
        changed = dataclasses.replace(source, build=lambda page: build(source.build, page))
        monkeypatch.setitem(entries.sources, ANSWERS, changed)

    return change


def publish_without_an_entry(page: AnswerPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish, and die before the entry is made."""
    with monkeypatch.context() as patched:
        patched.setattr(entries, "put", lambda instance: False)
        page.save_revision().publish()


def test_comparing_mends_what_is_out_of_step(write_answer: Write) -> None:
    first, second = write_answer(), write_answer(title="Trợ cấp thất nghiệp được mấy tháng?")
    indexing.drain_whole()
    entries.withdraw(AnswerPage, first.pk)
    Page.objects.filter(pk=second.pk).update(live=False)
    IndexChange.objects.all().delete()
    assert indexing.reconcile() > 0
    indexing.drain_whole()
    assert set(get_engine().versions()) == set(Entry.objects.public().values_list("pk", flat=True))
    assert [entry.source_id for entry in Entry.objects.public()] == [first.pk]
    assert indexing.reconcile() == 0


def test_what_was_published_after_its_entry_was_made_is_found_as_it_is_now(
    write_answer: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = write_answer()
    indexing.drain_whole()
    page.title = "Đã sửa: trợ cấp thất nghiệp được mấy tháng?"
    publish_without_an_entry(page, monkeypatch)
    assert titles("da sua") == [], "the test does not test what it says"
    assert indexing.reconcile() == 1
    indexing.drain_whole()
    assert titles("da sua") == [page.title]
    assert Entry.objects.get().version == 2
    assert indexing.reconcile() == 0


def test_what_is_fresh_is_not_touched(
    write_answer: Write,
    monkeypatch: pytest.MonkeyPatch,
    built_by: BuildBy,
) -> None:
    stale, fresh, republished = (write_answer(title=f"Trợ cấp lần {number}") for number in range(3))
    republished.save_revision().publish()
    indexing.drain_whole()
    stale.title = "Đã sửa"
    publish_without_an_entry(stale, monkeypatch)
    fresh.title = "Bản nháp mới"
    fresh.save_revision()
    before = {entry.source_id: (entry.version, entry.changed_at) for entry in Entry.objects.all()}
    built = []

    def noted(build: Build, page: AnswerPage) -> Content:
        built.append(page.pk)
        return build(page)

    built_by(noted)
    assert indexing.reconcile() == 1
    assert built == [stale.pk]
    after = {entry.source_id: (entry.version, entry.changed_at) for entry in Entry.objects.all()}
    assert {pk for pk in after if after[pk] != before[pk]} == {stale.pk}
    assert [change.entry.source_id for change in IndexChange.objects.all()] == [stale.pk]


def _withdrawn(page: AnswerPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the entry is gone."""
    entries.withdraw(AnswerPage, page.pk)


def _never_made(page: AnswerPage, monkeypatch: pytest.MonkeyPatch) -> None:
    Entry.objects.all().delete()


@pytest.mark.parametrize("how", [publish_without_an_entry, _withdrawn, _never_made])
def test_a_page_that_is_withdrawn_while_it_is_put_again_does_not_come_back(
    write_answer: Write,
    monkeypatch: pytest.MonkeyPatch,
    how: Callable[[AnswerPage, pytest.MonkeyPatch], None],
) -> None:
    page = write_answer()
    indexing.drain_whole()
    how(page, monkeypatch)

    put_row = entries.put_row

    def withdrawn_meanwhile(source: entries.Source, pk: int) -> bool:
        """Be withdrawn after the comparison has read which pages it puts again, and before it puts this one."""
        AnswerPage.objects.get(pk=pk).unpublish()
        return put_row(source, pk)

    monkeypatch.setattr(entries, "put_row", withdrawn_meanwhile)
    indexing.reconcile()
    for entry in Entry.objects.all():  # none, where it was never made
        assert not entry.is_public
        assert (entry.title, entry.summary, entry.text, entry.url) == ("", "", "", "")
    indexing.drain_whole()
    assert get_engine().versions() == {}


def test_a_page_is_put_as_it_is_now_and_not_as_it_was_when_the_comparison_read_it(write_answer: Write) -> None:
    page = write_answer()
    read_before = AnswerPage.objects.get(pk=page.pk)
    page.title = "Đã sửa: trợ cấp thất nghiệp được mấy tháng?"
    page.save_revision().publish()
    version = Entry.objects.get().version
    entries.put(read_before)
    entry = Entry.objects.get()
    assert (entry.title, entry.version) == (page.title, version)


def test_one_page_that_cannot_be_read_keeps_no_other_out_of_step(
    write_answer: Write, built_by: BuildBy, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = write_answer(), write_answer(title="Trợ cấp thất nghiệp được mấy tháng?")
    Entry.objects.all().delete()

    def fails_for_one(build: Build, page: AnswerPage) -> Content:
        if page.pk == broken.pk:
            raise ValueError("a block of a kind that is no more")
        return build(page)

    built_by(fails_for_one)
    indexing.reconcile()
    indexing.drain_whole()
    assert titles("tro cap") == [whole.title]
    assert f"{ANSWERS} {broken.pk}" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_withdrawn_at_the_same_moment_by_somebody_else_does_not_come_back(
    write_answer: Write, built_by: BuildBy, tmp_path: Path
) -> None:
    """The page is put while its withdrawal is not finished yet, or the other way round."""
    page = write_answer()
    Entry.objects.all().delete()
    withdrawn, put = threading.Event(), threading.Event()

    def while_somebody_withdraws(build: Build, found: AnswerPage) -> Content:
        withdrawn.wait(1)
        return build(found)

    def withdraw() -> None:
        with transaction.atomic():
            AnswerPage.objects.get(pk=page.pk).unpublish()
            withdrawn.set()
            put.wait(1)

    def put_again() -> None:
        entries.put(page)
        put.set()

    built_by(while_somebody_withdraws)
    with shared_database(tmp_path):
        assert at_once(put_again, withdraw) == [None, None]
        assert not AnswerPage.objects.live().exists()
        assert not Entry.objects.public().exists()
