"""What the public can see reaches the index, what is withdrawn leaves it, whatever happens in between."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import Page

from qa.compose import year_page
from qa.models import AnswerPage
from search import entries, finding, indexing
from search.engines import SearchQuery, get_engine
from search.models import Entry, IndexChange
from tests.search.engines import titles

Write = Callable[..., AnswerPage]


def test_a_published_answer_is_found_without_accents(write_answer: Write) -> None:
    page = write_answer()
    indexing.drain_whole()
    assert titles("bao lau thi duoc nhan tro cap") == [page.title]
    assert not IndexChange.objects.exists()


def test_a_draft_has_no_entry_and_an_edit_changes_none(write_answer: Write) -> None:
    page = write_answer(live=False)
    assert not Entry.objects.exists()
    page.get_latest_revision().publish()
    before = Entry.objects.get()
    page = AnswerPage.objects.get(pk=page.pk)
    page.short_answer = "Chỉ là bản nháp mới."
    page.save_revision()
    assert Entry.objects.get().version == before.version


def test_publishing_the_same_again_changes_nothing(write_answer: Write) -> None:
    page = write_answer()
    indexing.drain_whole()
    page.get_latest_revision().publish()
    assert Entry.objects.get().version == 1
    assert not IndexChange.objects.exists()


def test_unpublished_it_is_shown_no_more_before_the_engine_knows(write_answer: Write) -> None:
    page = write_answer()
    indexing.drain_whole()
    page.unpublish()
    assert titles("tro cap") == [], "the index still holds it, the entries do not"
    entry = Entry.objects.get()
    assert (entry.title, entry.text, entry.url) == ("", "", "")
    indexing.drain_whole()
    assert get_engine().versions() == {}


def test_deleted_with_its_year_it_leaves_the_index(write_answer: Write) -> None:
    page = write_answer()
    indexing.drain_whole()
    Page.objects.get(pk=page.get_parent().pk).specific.delete()
    indexing.drain_whole()
    assert not Entry.objects.public().exists()
    assert get_engine().versions() == {}


def test_moved_or_renamed_it_is_found_at_its_address(write_answer: Write, stranger: Client) -> None:
    page = write_answer()
    page.move(year_page(2024), pos="last-child")
    page = AnswerPage.objects.get(pk=page.pk)
    page.slug = "ten-moi"
    page.save_revision().publish()
    indexing.drain_whole()
    (card,) = finding.find(SearchQuery(text="tro cap")).cards
    assert card["url"] == f"/hoi-dap/{page.number}-ten-moi/"
    assert stranger.get(card["url"]).status_code == 200
    old = stranger.get(f"/hoi-dap/{page.number}-ten-cu/")
    assert (old.status_code, old["Location"]) == (301, card["url"])


def test_an_entry_falls_with_its_page(write_answer: Write) -> None:
    page = write_answer(live=False)

    def publish_and_fail() -> None:
        with transaction.atomic():
            page.get_latest_revision().publish()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        publish_and_fail()
    assert not Entry.objects.exists()
    assert not IndexChange.objects.exists()


def test_a_change_while_the_worker_works_is_not_lost(write_answer: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    indexing.rebuild("embedded")
    page = write_answer()
    engine = get_engine()
    apply = engine.apply

    def apply_while_somebody_publishes(upserts: Any, deletions: Any) -> None:
        apply(upserts, deletions)
        monkeypatch.undo()
        latest = AnswerPage.objects.get(pk=page.pk)
        latest.short_answer = "Sửa đúng lúc đang lập chỉ mục."
        latest.save_revision().publish()

    monkeypatch.setattr(type(engine), "apply", lambda self, up, down: apply_while_somebody_publishes(up, down))
    indexing.drain()
    assert IndexChange.objects.get().version == 2
    indexing.drain_whole()
    assert titles("dang lap chi muc") == [page.title]


def test_an_engine_that_is_away_keeps_its_queue(write_answer: Write, settings: Any, tmp_path: Any) -> None:
    write_answer()
    (tmp_path / "no-folder").write_text("a file stands where the index should be")
    settings.SEARCH_INDEX_DIR = tmp_path / "no-folder"
    assert indexing.drain() == 0
    assert IndexChange.objects.count() == 1


def test_without_an_index_the_page_says_so_and_the_archive_stays_open(
    write_answer: Write, rules: None, stranger: Client
) -> None:
    write_answer()
    shown = stranger.get("/tim-kiem/?q=tro+cap")
    assert shown.status_code == 200
    assert "tạm nghỉ" in shown.content.decode()
    assert stranger.get("/hoi-dap/").status_code == 200
    assert stranger.get("/hoi/").status_code == 200


def test_a_heading_in_an_answer_is_suggested(write_answer: Write) -> None:
    page = write_answer(body=[("heading", "Giấy tờ cần mang theo"), ("paragraph", "<p>Sổ bảo hiểm.</p>")])
    indexing.drain_whole()
    assert [card["title"] for card in finding.suggest("giay to can m")] == [page.title]
    entries.withdraw(AnswerPage, page.pk)
    assert Entry.objects.get().headings == ""
