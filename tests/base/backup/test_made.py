"""A backup is whole, of one moment, for its owner alone, and leaves nothing half done."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection
from pytest_django.fixtures import Settings as SettingsWrapper

from base.backup import manifest
from base.models import Heartbeat
from tests.base.backup.places import back_up, hashes, restore

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_backup_is_for_its_owner_alone_and_holds_no_key(
    portal: Path, settings: SettingsWrapper, tmp_path: Path
) -> None:
    settings.CASE_SECRET_KEY = "khoá của hồ sơ" * 5
    keys = tmp_path / "keys"
    keys.touch(mode=0o644)
    made = back_up(tmp_path / "backups", "--keys", str(keys))
    assert keys.stat().st_mode & 0o777 == 0o600
    assert f"CASE_SECRET_KEY='{settings.CASE_SECRET_KEY}'\n" in keys.read_text(encoding="utf-8")
    for path in (made, *made.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
        if path.is_file():
            content = path.read_bytes()
            assert settings.SECRET_KEY.encode() not in content
            assert settings.CASE_SECRET_KEY.encode() not in content


def test_the_manifest_names_every_file_with_its_hash(portal: Path, tmp_path: Path) -> None:
    made = back_up(tmp_path / "backups")
    known = manifest.read(made)
    assert {path: item.sha256 for path, item in known.files.items()} == {
        path: digest for path, digest in hashes(made).items() if path != "manifest.json"
    }
    assert known.migrations["base"] >= "0002"
    assert known.database == connection.vendor
    assert "is whole" in restore(made, "--check")


def test_the_portal_knows_when_it_was_backed_up_last(portal: Path, tmp_path: Path) -> None:
    assert Heartbeat.age_of("backup") is None
    back_up(tmp_path / "backups")
    age = Heartbeat.age_of("backup")
    assert age is not None
    assert 0 <= age.total_seconds() < 60


def test_a_backup_into_itself_is_refused(portal: Path) -> None:
    with pytest.raises(CommandError, match="is being backed up; give a folder outside"):
        back_up(portal / "backups")


def test_keys_beside_the_backup_are_refused(portal: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--keys must lead elsewhere"):
        back_up(tmp_path / "backups", "--keys", str(tmp_path / "backups" / "keys"))


def test_a_disk_without_room_is_named_before_anything_is_written(
    portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1_000_000}))
    with pytest.raises(CommandError, match=r"has 0\.0 GB free; about 0\.0 GB are needed"):
        back_up(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_stopped_it_leaves_nothing_half_done(portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(manifest, "copy", stop)
    with pytest.raises(SystemExit, match="130"):
        back_up(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    assert Heartbeat.age_of("backup") is None


def test_old_backups_go_and_what_is_no_backup_stays(portal: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    for day in ("20200101-010000", "20200102-010000"):
        (place / f"doi-thoai-{day}").mkdir(parents=True)
        (place / f"doi-thoai-{day}" / "manifest.json").write_text("{}")
    (place / "doi-thoai-notes").mkdir()
    made = back_up(place, "--keep", "2")
    assert sorted(folder.name for folder in place.iterdir()) == sorted(
        [made.name, "doi-thoai-20200102-010000", "doi-thoai-notes"]
    )
    with pytest.raises(CommandError, match="at least one"):
        back_up(place, "--keep", "0")


def test_a_file_that_goes_while_it_is_read_is_left_out(
    portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = manifest.copy

    def late(source: Path, target: Path, progress: Any) -> manifest.Item:
        if source.name == "note.txt":
            source.unlink()
        return real(source, target, progress)

    monkeypatch.setattr(manifest, "copy", late)
    made = back_up(tmp_path / "backups")
    assert "files/data/note.txt" not in manifest.read(made).files
    assert "is whole" in restore(made, "--check")


def test_a_busy_database_is_copied_as_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every write of somebody else would begin SQLite's copy anew, were it not held at one moment."""
    from base.backup import sqlite

    busy = tmp_path / "busy.sqlite3"
    with sqlite3.connect(busy) as setup:
        setup.execute("PRAGMA journal_mode=WAL")
        setup.execute("CREATE TABLE one (id INTEGER PRIMARY KEY, filling BLOB)")
        setup.execute("CREATE TABLE two (id INTEGER PRIMARY KEY)")
        setup.executemany("INSERT INTO one (filling) VALUES (?)", [(b"x" * 4_000,)] * 1_000)
    setup.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(busy))
    monkeypatch.setattr(sqlite, "PAGES_AT_ONCE", 20)
    writer, steps = sqlite3.connect(busy), []

    def write_between(done: int) -> None:
        steps.append(done)
        assert len(steps) < 200, "the copy began anew"
        writer.execute("INSERT INTO one (filling) VALUES (?)", (b"y" * 4_000,))
        writer.execute("INSERT INTO two DEFAULT VALUES")
        writer.commit()

    sqlite.dump(tmp_path / "copy.sqlite3", write_between)
    writer.close()
    assert len(steps) > 20, "it was written to all the while"
    copied = sqlite3.connect(tmp_path / "copy.sqlite3")
    ones, twos = (copied.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("one", "two"))
    copied.close()
    assert (ones, twos) == (1_000, 0)
