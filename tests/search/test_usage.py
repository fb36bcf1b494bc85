"""A search leaves one row, and in it nothing of who searched; rows become monthly figures and go."""

import datetime
import logging
import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from ministry.models import PolicyField
from qa.models import AnswerPage
from search import counting, indexing, usage
from search.models import Ending, Entry, MonthOfAnswer, MonthOfUse, Place, SearchLog
from tests.at_once import at_once, shared_database

OPENED = "/tim-kiem/da-mo/"
Write = Callable[..., AnswerPage]


def logged(**changes: Any) -> str:
    given: dict[str, Any] = {"found": 3, "shown": [7, 8, 9], "engine": "embedded", "took_ms": 12}
    place, text = changes.pop("place", Place.SEARCH), changes.pop("text", "trợ cấp thất nghiệp")
    return usage.record(place, text, **given | changes)


def tell(client: Client, said: str | bytes, **headers: str) -> int:
    response = client.post(OPENED, said, content_type="text/plain;charset=UTF-8", headers=headers)
    assert response.content == b"" or response.status_code == 403
    assert not response.cookies
    return int(response.status_code)


@pytest.fixture
def row(db: None) -> SearchLog:
    return SearchLog.objects.get(pk=logged())


def age(row: SearchLog, **by: float) -> None:
    SearchLog.objects.filter(pk=row.pk).update(asked_at=timezone.now() - datetime.timedelta(**by))


def test_a_search_is_logged_and_what_is_opened_of_it(write_answer: Write, stranger: Client) -> None:
    page = write_answer()
    indexing.drain()
    found = stranger.get("/tim-kiem/", {"q": "Tôi là Nguyễn Thị Hoa hỏi trợ cấp thất nghiệp"})
    row = SearchLog.objects.get()
    entry = Entry.objects.get()
    assert (row.query, row.place, row.found) == ("Tôi là … hỏi trợ cấp thất nghiệp", Place.SEARCH, 1)
    assert (row.shown, row.opened) == ([entry.pk], [])
    html = found.content.decode()
    assert page.title in html
    assert f'data-entry="{entry.pk}"' in html
    assert tell(stranger, f"{row.pk} {entry.pk}") == 204
    row.refresh_from_db()
    assert row.opened == [entry.pk]


def test_a_row_holds_nothing_of_the_visitor() -> None:
    """Whoever adds a column here has to think of the person behind it."""
    assert {field.name for field in SearchLog._meta.fields} == {
        *("token", "asked_at", "place", "query", "key", "policy_field", "found", "shown", "opened", "outcome"),
        *("engine", "took_ms", "counted"),
    }


@pytest.mark.django_db
def test_one_search_is_one_statement() -> None:
    with CaptureQueriesContext(connection) as captured:
        assert uuid.UUID(logged(text="Số điện thoại 0912345678"))
    assert len(captured) == 1
    assert "0912345678" not in str(captured.captured_queries)


@pytest.mark.django_db
def test_only_the_first_ten_and_only_a_slug() -> None:
    row = SearchLog.objects.get(pk=logged(shown=list(range(1, 30)), policy_field="Nguyễn Thị Hoa"))
    assert row.shown == list(range(1, 11))
    assert row.policy_field == ""
    assert SearchLog.objects.get(pk=logged(policy_field="tre-em")).policy_field == "tre-em"


if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # PostgreSQL has no lock that an INSERT waits for

    @pytest.mark.django_db(transaction=True)
    def test_a_locked_database_stops_no_search(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        with shared_database(tmp_path):
            connection.ensure_connection()
            other = sqlite3.connect(connection.settings_dict["NAME"])
            other.execute("BEGIN IMMEDIATE")
            started = timezone.now()
            with caplog.at_level(logging.WARNING):
                assert logged(text="trợ cấp của tôi") == ""
                usage.opened(str(uuid.uuid4()), 7)
            assert timezone.now() - started < datetime.timedelta(seconds=3)
            other.rollback()
            other.close()
            assert "OperationalError" in caplog.text
            assert "trợ cấp" not in caplog.text
            assert logged() != ""
            waits = connections["default"].connection.execute("PRAGMA busy_timeout").fetchone()[0]
            assert waits > usage.PATIENCE_MS, "whatever else is written waits as long as before"


def test_opened_twice_is_opened_once(row: SearchLog, stranger: Client) -> None:
    for _ in range(2):
        assert tell(stranger, f"{row.pk} 8") == 204
    row.refresh_from_db()
    assert row.opened == [8]


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "7",
        "{token}",
        "{token} ",
        "{token} 7 8",
        "{token} -7",
        "{token} 10",
        "{token} ٧",
        "{token} 99999999999999999999999",
        "{other} 7",
        "not-a-token 7",
        "\x00\x00 7",
        "{token} 7" + " " * 500,
        b"\xff\xfe\xfa 7",
        "x" * 100_000,
    ],
)
def test_hostile_beacons_change_nothing(said: str | bytes, row: SearchLog, stranger: Client) -> None:
    if isinstance(said, str):
        said = said.replace("{token}", str(row.pk)).replace("{other}", str(uuid.uuid4()))
    assert tell(stranger, said) == 204
    row.refresh_from_db()
    assert row.opened == []


def test_another_form_of_body_and_another_site_are_passed_over(row: SearchLog, stranger: Client) -> None:
    assert stranger.post(OPENED, {"token": str(row.pk), "entry": "7"}).status_code == 204
    assert tell(stranger, f"{row.pk} 7", **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert stranger.get(OPENED).status_code == 405
    row.refresh_from_db()
    assert row.opened == []


def test_after_a_day_nothing_is_added(row: SearchLog) -> None:
    age(row, hours=25)
    usage.opened(str(row.pk), 7)
    row.refresh_from_db()
    assert row.opened == []


@pytest.mark.django_db(transaction=True)
def test_two_opened_at_once_are_both_kept(tmp_path: Path) -> None:
    with shared_database(tmp_path):
        token = logged()
        results = at_once(*(lambda entry=entry: usage.opened(token, entry) for entry in (7, 8, 9)))
        assert results == [None, None, None]
        assert set(SearchLog.objects.get(pk=token).opened) <= {7, 8, 9}
        assert SearchLog.objects.get(pk=token).opened


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
