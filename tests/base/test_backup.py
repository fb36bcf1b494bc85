"""A backup put back into an empty place is the portal that it was, byte for byte; what is unfit is refused."""

import copy
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, connections
from pytest_django.fixtures import Settings as SettingsWrapper

from base.backup import manifest
from base.models import Heartbeat, PortalDocument
from casework import codes
from casework.models import Case
from tests.at_once import shared_database
from tests.processes.running import _administer

pytestmark = pytest.mark.django_db(transaction=True)

LETTER = b"%PDF-1.7 " + b"x" * 3_000_000


@contextmanager
def an_empty_database(folder: Path) -> Iterator[None]:
    """Let the portal work on a database in which there is nothing, of the same kind."""
    here = connections["default"]
    name = str(folder / "portal.sqlite3")
    if here.vendor == "postgresql":
        name = f"{here.settings_dict['NAME']}_restored"
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _administer(f'CREATE DATABASE "{name}"')
    connections["default"] = type(here)(copy.deepcopy(here.settings_dict) | {"NAME": name}, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = here
        if here.vendor == "postgresql":
            _administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def use_folder(settings: SettingsWrapper, folder: Path) -> Path:
    folder.mkdir()
    settings.DATA_DIR = folder
    settings.MEDIA_ROOT = folder / "media"
    settings.STATIC_ROOT = folder / "static"
    settings.SEARCH_INDEX_DIR = folder / "search"
    return folder


@pytest.fixture
def portal(case: Case, write_answer: Callable[..., Any], settings: SettingsWrapper, tmp_path: Path) -> Iterator[Path]:
    """The data folder of a portal with a case, an answer, a document, a file of a sender, and what can be made anew."""
    folder = use_folder(settings, tmp_path / "data")
    PortalDocument.objects.create(title="Công văn", file=ContentFile(LETTER, "cong-van.pdf"))
    settings.UPLOADS_DIR = tmp_path / "uploads"
    for name in ("search/CURRENT", "static/css/a.css", "cache/a", "secret_key", "counters.sqlite3-wal", "maintenance"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("made anew")
    (folder / "note.txt").write_text("of a later version")
    settings.UPLOADS_DIR.mkdir()
    (settings.UPLOADS_DIR / "ảnh chụp.jpg").write_bytes(b"\xff\xd8 of a sender")
    write_answer()
    with shared_database(tmp_path):
        yield folder


def back_up(place: Path, *arguments: str) -> Path:
    out = StringIO()
    call_command("backup", str(place), "--json", *arguments, stdout=out)
    return Path(json.loads(out.getvalue())["folder"])


def restore(folder: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("restore", str(folder), *arguments, stdout=out, stderr=out, no_color=True)
    return out.getvalue()


def rows() -> dict[str, int]:
    """Return the number of rows of each table there is."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = int(cursor.fetchone()[0])
    return found


def hashes(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_a_backup_comes_back_in_an_empty_place(
    portal: Path, case: Case, settings: SettingsWrapper, tmp_path: Path
) -> None:
    before, secret = rows(), codes.secret_for(case.token, case.secret_version)
    assert before["casework_case"] == 1
    made = back_up(tmp_path / "backups", "--keys", str(tmp_path / "keys"))
    settings.UPLOADS_DIR = tmp_path / "uploads of the new machine"
    new = use_folder(settings, tmp_path / "new")
    with an_empty_database(new):
        said = restore(made)
        assert rows() == before
        again = Case.objects.get()
        assert (again.number, again.title) == (case.number, case.title)
        assert codes.secret_for(again.token, again.secret_version) == secret
        call_command("migrate", check_unapplied=True, verbosity=0)
    document = PortalDocument.objects.get()
    assert (new / "media" / document.file.name).read_bytes() == LETTER
    assert hashes(new / "media") == hashes(portal / "media")
    assert hashes(settings.UPLOADS_DIR) == hashes(tmp_path / "uploads")
    assert (new / "note.txt").read_text() == "of a later version"
    assert {path.name for path in new.iterdir()} <= {"media", "note.txt"} | {
        f"portal.sqlite3{end}" for end in ("", "-wal", "-shm")
    }
    assert "is not the one of this backup" not in said
    assert "rebuild_search" in said


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


def test_other_keys_are_named_with_what_they_cost(portal: Path, settings: SettingsWrapper, tmp_path: Path) -> None:
    made = back_up(tmp_path / "backups")
    settings.CASE_SECRET_KEY = "another" * 10
    new = use_folder(settings, tmp_path / "new")
    settings.UPLOADS_DIR = new / "uploads"
    with an_empty_database(new):
        said = restore(made)
    assert "\nSECRET_KEY" not in f"\n{said}"
    assert "CASE_SECRET_KEY is not the one of this backup. The codes that senders hold" in said


def test_a_place_that_is_not_empty_is_kept(portal: Path, case: Case, tmp_path: Path) -> None:
    made = back_up(tmp_path / "backups")
    before, files = rows(), hashes(portal / "media")
    with pytest.raises(CommandError, match=r"The place is not empty: the database has tables, media/.* is there"):
        restore(made)
    assert rows() == before
    assert hashes(portal / "media") == files


def test_forced_it_replaces_what_is_there(portal: Path, case: Case, tmp_path: Path) -> None:
    before, files = rows(), hashes(portal / "media")
    made = back_up(tmp_path / "backups")
    Case.objects.update(title="Sau khi sao lưu")
    Heartbeat.beat("worker")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_a_newer_version (id integer)")
    (portal / "media" / "since.txt").write_text("uploaded since")
    restore(made, "--force")
    assert rows() == before
    assert Case.objects.get().title == case.title
    assert hashes(portal / "media") == files


@pytest.mark.parametrize("harm", ["changed", "shorter", "missing", "too much"])
def test_a_damaged_backup_changes_nothing(harm: str, portal: Path, tmp_path: Path) -> None:
    made = back_up(tmp_path / "backups")
    file = next((made / "files" / "media").rglob("*.pdf"))
    match harm:
        case "changed":
            file.write_bytes(LETTER[:-1] + b"y")
        case "shorter":
            file.write_bytes(LETTER[:100])
        case "missing":
            file.unlink()
        case "too much":
            file = file.with_name("strange.exe")
            file.write_text("of nobody")
    Case.objects.update(title="Chưa bị động đến")
    with pytest.raises(CommandError, match=f"is damaged: files/.*{file.name} is .*Nothing was changed"):
        restore(made, "--force")
    assert Case.objects.get().title == "Chưa bị động đến"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"form": 7}, "form 7; this portal reads form 1"),
        ({"database": "oracle"}, "is of oracle and this portal runs on"),
        ({"migrations": {"base": "9999_of_next_year"}}, r"knows base\.9999_of_next_year: install that one first"),
        ({"files": {"../outside": {"size": 1, "sha256": ""}}}, "leads out of it"),
        ({"files": []}, "is no backup"),
    ],
)
def test_an_unfit_backup(change: dict[str, Any], said: str, portal: Path, tmp_path: Path) -> None:
    made = back_up(tmp_path / "backups")
    file = made / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(CommandError, match=said):
        restore(made, "--force")


def test_a_folder_that_is_no_backup(portal: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"is no backup: its manifest\.json cannot be read \(FileNotFoundError\)"):
        restore(tmp_path)


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
