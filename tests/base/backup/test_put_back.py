"""A backup put back into an empty place is the portal that it was, byte for byte; what is unfit is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings as SettingsWrapper

from base.models import Heartbeat, PortalDocument
from casework import codes
from casework.models import Case
from tests.base.backup.places import LETTER, an_empty_database, back_up, hashes, restore, rows, use_folder

pytestmark = pytest.mark.django_db(transaction=True)


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
