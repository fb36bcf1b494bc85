"""Rows of searches become monthly figures, each once, and go."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from ministry.models import PolicyField
from search import counting, usage
from search.models import Ending, MonthOfAnswer, MonthOfUse, Place, SearchLog
from tests.at_once import at_once, shared_database
from tests.search.use import age, logged


def test_rows_become_figures_once(row: SearchLog, childcare: PolicyField) -> None:
    usage.opened(str(row.pk), 8)
    asked = logged(place=Place.ASK, policy_field="tre-em")
    usage.opened(asked, 7)
    usage.ended(asked, Ending.STILL)
    logged(found=0, shown=[])
    SearchLog.objects.update(asked_at=timezone.now() - datetime.timedelta(hours=49))
    assert usage.tidy() == 3
    assert usage.tidy() == 0
    search, ask = MonthOfUse.objects.get(place=Place.SEARCH), MonthOfUse.objects.get(place=Place.ASK)
    assert (search.searches, search.without_result, search.shown, search.opened) == (2, 1, 1, 1)
    assert (ask.policy_field, ask.shown, ask.opened, ask.solved, ask.still) == ("tre-em", 1, 1, 0, 1)
    answers = {
        (row.place, row.entry_id): (row.shown, row.opened, row.still, row.opened_still)
        for row in MonthOfAnswer.objects.all()
    }
    assert answers[Place.SEARCH, 8] == (1, 1, 0, 0)
    assert answers[Place.ASK, 7] == (1, 1, 1, 1)
    assert answers[Place.ASK, 9] == (1, 0, 1, 0)
    assert SearchLog.objects.count() == 3, "they are counted, and not old enough to go"


def test_made_up_fields_fill_no_table(db: None) -> None:
    """Whoever writes into the address of the search page makes no rows that stay for ever."""
    for number in range(5):
        logged(policy_field=f"bia-ra-{number}")
    SearchLog.objects.update(asked_at=timezone.now() - datetime.timedelta(hours=49))
    usage.tidy()
    assert list(MonthOfUse.objects.values_list("policy_field", "searches")) == [("", 5)]


def test_figures_of_a_second_round_are_added(row: SearchLog) -> None:
    for _ in range(2):
        logged()
        SearchLog.objects.update(asked_at=timezone.now() - datetime.timedelta(hours=49))
        usage.tidy()
    assert MonthOfUse.objects.get().searches == 3
    assert MonthOfAnswer.objects.get(entry_id=7).shown == 3


def test_what_may_still_change_is_not_counted_yet(row: SearchLog) -> None:
    age(row, hours=47)
    assert usage.tidy() == 0
    assert not MonthOfUse.objects.exists()


def test_old_rows_go_and_their_figures_stay(row: SearchLog, settings: SettingsWrapper) -> None:
    settings.SEARCH_LOG_DAYS = 30
    age(row, days=31)
    young = SearchLog.objects.get(pk=logged())
    age(young, days=29)
    usage.tidy()
    assert list(SearchLog.objects.all()) == [young]
    assert MonthOfUse.objects.count() >= 1
    assert sum(MonthOfUse.objects.values_list("searches", flat=True)) == 2


def test_a_row_is_not_deleted_before_it_is_counted(row: SearchLog, settings: SettingsWrapper) -> None:
    settings.SEARCH_LOG_DAYS = 0
    age(row, hours=40)
    usage.tidy()
    assert SearchLog.objects.exists()
    age(row, hours=49)
    usage.tidy()
    assert not SearchLog.objects.exists()
    assert MonthOfUse.objects.get().searches == 1


def test_killed_between_the_figures_and_the_mark_it_is_counted_once(
    row: SearchLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stops a batch takes its figures back with it."""
    age(row, hours=49)
    with monkeypatch.context() as patch:

        def dies(*args: Any, **kwargs: Any) -> None:
            raise KeyboardInterrupt

        patch.setattr("search.models.learning.SearchLogQuerySet.update", dies)
        with pytest.raises(KeyboardInterrupt):
            usage.tidy()
    assert not MonthOfUse.objects.exists()
    assert not MonthOfAnswer.objects.exists()
    usage.tidy()
    assert MonthOfUse.objects.get().searches == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_count_each_row_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "COUNTED_AT_ONCE", 7)
    with shared_database(tmp_path):
        for _ in range(40):
            logged()
        SearchLog.objects.update(asked_at=timezone.now() - datetime.timedelta(hours=49))
        results = at_once(usage.tidy, usage.tidy)
        assert all(isinstance(done, int) for done in results), results
        usage.tidy()
        assert sum(MonthOfUse.objects.values_list("searches", flat=True)) == 40
        assert sum(MonthOfAnswer.objects.filter(entry_id=8).values_list("shown", flat=True)) == 40


def test_more_rows_than_a_batch(row: SearchLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "COUNTED_AT_ONCE", 2)
    for _ in range(4):
        logged()
    SearchLog.objects.update(asked_at=timezone.now() - datetime.timedelta(hours=49))
    assert usage.tidy() == 5
    assert MonthOfUse.objects.get().searches == 5
