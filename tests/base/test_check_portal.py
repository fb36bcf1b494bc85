"""An administrator asks whether everything is in order: each part says so, or what is wrong and what to do."""

import datetime
import json
import socket
import threading
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from base import health, outbox, worker
from base.health import Level
from base.models import Heartbeat, OutboxMessage
from ministry.models import User
from search import indexing


def examined(part: str) -> list[tuple[str, str]]:
    """Return what a part says, as (level, words); what is not in order must say what to do."""
    findings = [finding for _, finding in health.examine([part])]
    assert all(finding.do for finding in findings if finding.level != Level.OK)
    return [(finding.level, finding.says) for finding in findings]


def told(*arguments: str) -> tuple[int, str]:
    out, code = StringIO(), 0
    try:
        call_command("check_portal", *arguments, stdout=out, no_color=True)
    except SystemExit as stop:
        code = int(str(stop.code))
    return code, out.getvalue()


@pytest.fixture
def post_office() -> Iterator[int]:
    """A mail server that greets and says goodbye; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            caller, _ = server.accept()
            with caller, caller.makefile("rwb") as line:
                for answer in (b"220 mail", b"250 mail", b"221 bye"):
                    line.write(answer + b"\r\n")
                    line.flush()
                    line.readline()

        thread = threading.Thread(target=serve)
        thread.start()
        yield int(server.getsockname()[1])
        thread.join(5)


def use_mail_server(settings: SettingsWrapper, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL = "Đối Thoại <doithoai@bo.test>"


def test_a_portal_in_order(
    db: None, settings: SettingsWrapper, post_office: int, tmp_path: Path, write_answer: Callable[..., Any]
) -> None:
    write_answer()
    indexing.drain_whole()
    use_mail_server(settings, post_office)
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    settings.CASE_SECRET_KEY = "k" * 60
    worker._chores["sign of life"][1]()
    Heartbeat.beat("backup")
    code, words = told()
    assert code == 0, words
    assert "0 wrong" in words
    assert "PORTAL_MODE is trial" in words
    for part in health.names():
        assert part in words


def test_what_is_wrong_fails_the_command_and_says_what_to_do(db: None) -> None:
    code, words = told("--only", "worker")
    assert code == 1
    assert "WRONG  worker           it has never run" in words
    assert "→ Start it" in words


def test_for_programs_there_is_an_object_a_line(db: None) -> None:
    code, words = told("--json", "--only", "worker", "--only", "keys")
    findings = [json.loads(line) for line in words.splitlines()]
    assert code == 1
    assert [(row["part"], row["level"]) for row in findings] == [("worker", "wrong"), ("keys", "look")]
    assert all({"part", "level", "says", "do"} == row.keys() for row in findings)


@pytest.mark.parametrize(
    ("minutes", "level", "said"), [(0, "ok", "0 s ago"), (9, "ok", "9 min ago"), (11, "wrong", "11 min")]
)
def test_a_worker_that_is_silent(minutes: int, level: str, said: str, db: None) -> None:
    Heartbeat.objects.create(name="worker", beat_at=timezone.now() - datetime.timedelta(minutes=minutes))
    ((found, words),) = examined("worker")
    assert found == level
    assert said in words


@pytest.mark.parametrize(
    ("days", "production", "level"), [(1, True, "ok"), (3, True, "wrong"), (3, False, "look"), (None, True, "look")]
)
def test_an_old_backup(days: int | None, production: bool, level: str, db: None, settings: SettingsWrapper) -> None:
    settings.PRODUCTION = production
    if days is not None:
        Heartbeat.objects.create(name="backup", beat_at=timezone.now() - datetime.timedelta(days=days))
    assert examined("backup")[0][0] == level


def test_letters_that_are_stuck_name_the_kind_of_error_and_nobody(db: None) -> None:
    message = outbox.enqueue("letter", {"id": 1})
    assert examined("letters") == [("ok", "1 wait, none is stuck")]
    OutboxMessage.objects.filter(pk=message.pk).update(attempts=5, last_error="SMTPRecipientsRefused")
    assert examined("letters") == [("wrong", "1 failed five times or more (SMTPRecipientsRefused)")]


def test_letters_that_nobody_takes(db: None) -> None:
    message = outbox.enqueue("letter", {"id": 1})
    OutboxMessage.objects.filter(pk=message.pk).update(created_at=timezone.now() - datetime.timedelta(minutes=40))
    assert examined("letters") == [("look", "the oldest waits for 40 min")]


def test_a_mail_server_that_is_away(db: None, settings: SettingsWrapper) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = int(server.getsockname()[1])
    use_mail_server(settings, port)
    settings.EMAIL_HOST_PASSWORD = "bi-mat"
    code, words = told("--only", "mail")
    assert code == 1
    assert f"127.0.0.1:{port} does not take letters: ConnectionRefusedError" in words
    assert "bi-mat" not in words


@pytest.mark.parametrize(("production", "level"), [(True, "wrong"), (False, "look")])
def test_letters_that_are_only_printed(production: bool, level: str, settings: SettingsWrapper) -> None:
    settings.PRODUCTION = production
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert examined("mail") == [(level, "letters go to no mail server (EMAIL_URL sets `console`)")]


def test_a_database_that_lacks_a_migration(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert examined("database")[0][0] == "ok"
    monkeypatch.setattr("base.health.database.unapplied_migrations", lambda: ["base.0009_new", "qa.0007_other"])
    ((level, words),) = examined("database")
    assert level == "wrong"
    assert words.endswith("lacks base.0009_new and 1 more")


def test_a_database_that_is_away_spoils_no_other_line(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError('connection to server at "10.0.0.5" failed: Connection refused\nmore')

    with monkeypatch.context() as patched:
        patched.setattr(connections["default"], "cursor", away)
        code, words = told()
    assert code == 1
    assert "cannot be reached: connection to server" in words
    assert "WRONG  worker           cannot be told without the database" in words
    assert "WRONG  sample accounts  cannot be told without the database" in words
    assert "GB free" in words


@pytest.mark.parametrize(("free", "level"), [(100_000_000, "wrong"), (1_000_000_000, "look"), (9_000_000_000, "ok")])
def test_a_disk_that_fills(free: int, level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": free}))
    assert examined("disk")[0][0] == level


def test_a_data_folder_that_cannot_be_written(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "a file"
    settings.MEDIA_ROOT.write_text("in the way")
    level, words = examined("disk")[0]
    assert (level, "cannot be written" in words) == ("wrong", True)


def test_a_clock_that_is_behind_another_machines(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert examined("clock")[0][0] == "ok"
    ahead = timezone.now() + datetime.timedelta(minutes=5)
    Heartbeat.objects.create(name="worker", beat_at=ahead)
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() - datetime.timedelta(minutes=1))
    ((level, words),) = examined("clock")
    assert level == "wrong"
    assert "differ by" in words


def test_a_time_zone_that_is_not_vietnams(db: None, settings: SettingsWrapper) -> None:
    settings.TIME_ZONE = "UTC"
    assert ("wrong", "the time zone is UTC, +0000") in examined("clock")


def test_keys(settings: SettingsWrapper) -> None:
    settings.CASE_SECRET_KEY = "y" * 60
    assert examined("keys")[0][0] == "ok"
    settings.SECRET_KEY = "x" * 60
    settings.CASE_SECRET_KEY = settings.SECRET_KEY
    assert examined("keys")[0][0] == "look"
    settings.SECRET_KEY = "short"
    assert examined("keys") == [("wrong", "SECRET_KEY has 5 characters")]


@pytest.mark.parametrize(("production", "level"), [(True, "wrong"), (False, "look")])
def test_sample_accounts(production: bool, level: str, db: None, settings: SettingsWrapper) -> None:
    assert examined("sample accounts") == [("ok", "none can log in")]
    User.objects.create_user("nam.vl", "nam.vl@example.vn", "x")
    settings.PRODUCTION = production
    assert examined("sample accounts") == [(level, "sample accounts can log in")]


def test_unsafe_settings_of_production_are_findings_and_stop_nothing(db: None, settings: SettingsWrapper) -> None:
    settings.PRODUCTION = True
    settings.CAPTCHA_TEST_MODE = True
    found = examined("settings")
    assert ("wrong", "base.E001: CAPTCHA_TEST_MODE is on: anybody passes the captcha.") in found


def test_static_files_of_another_version(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    assert examined("static files") == [("wrong", f"{tmp_path}/static is not there")]
    call_command("collectstatic", interactive=False, verbosity=0)
    assert examined("static files")[0][0] == "ok"
    (tmp_path / "static" / "css" / "portal.css").write_text("of last year")
    assert examined("static files") == [("wrong", f"css/portal.css in {tmp_path}/static is not of this version")]


def test_an_index_that_is_missing_and_one_that_is_behind(db: None, write_answer: Callable[..., Any]) -> None:
    assert examined("search") == [("wrong", "embedded has no index")]
    write_answer()
    indexing.drain_whole()
    write_answer(title="Câu hỏi thứ hai")
    ((level, words),) = examined("search")
    assert (level, words.startswith("embedded answers, ")) == ("ok", True)
    from search.models import IndexChange

    IndexChange.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=6))
    assert examined("search")[0][1].startswith("embedded is 6 min behind, ")


def test_a_server_that_is_away(db: None, settings: SettingsWrapper) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = int(server.getsockname()[1])
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"url": f"http://127.0.0.1:{port}"}
    assert examined("search") == [("wrong", "elasticsearch does not answer")]


def test_a_part_that_fails_itself_says_no_more_than_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("password=bi-mat")

    monkeypatch.setitem(health._parts, "keys", fails)
    assert examined("keys") == [("wrong", "could not be looked at: RuntimeError")]
