"""A search leaves one row, and in it nothing of who searched."""

import datetime
import logging
import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qa.models import AnswerPage
from search import indexing, usage
from search.models import Entry, Place, SearchLog
from tests.at_once import at_once, shared_database
from tests.search.use import age, logged

OPENED = "/tim-kiem/da-mo/"
Write = Callable[..., AnswerPage]


def tell(client: Client, said: str | bytes, **headers: str) -> int:
    response = client.post(OPENED, said, content_type="text/plain;charset=UTF-8", headers=headers)
    assert response.content == b"" or response.status_code == 403
    assert not response.cookies
    return int(response.status_code)


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
