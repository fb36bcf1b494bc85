"""Making a backup: the database first, then the files, so that no row of it lacks its file."""

import datetime
import os
import shutil
from contextlib import suppress
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils import timezone

from base.backup import Progress, Unfit, databases, files, keys, manifest
from base.models import heartbeat

PREFIX = "doi-thoai-"
UNFINISHED = ".unfinished"


def size() -> int:
    """Return about how many bytes are to be read."""
    return databases.size() + sum(file.stat().st_size for _, file in files.kept())


def make(place: Path, progress: Progress) -> tuple[Path, manifest.Manifest]:
    """Make a backup in a new folder under `place` and return both; what was begun is removed when it does not end."""
    for folder in files.folders().values():
        if place.resolve().is_relative_to(folder.resolve()):
            raise Unfit(f"{place} is in {folder}, which is being backed up; give a folder outside, on another disk.")
    if databases.is_empty():
        raise Unfit(
            "There is nothing to back up: the database has no tables. Look at DATABASE_URL and PORTAL_DATA_DIR."
        )
    place.mkdir(parents=True, exist_ok=True)
    free, needed = shutil.disk_usage(place).free, size()
    if free < needed:
        raise Unfit(f"{place} has {free / 1e9:.1f} GB free; about {needed / 1e9:.1f} GB are needed.")
    done = place / f"{PREFIX}{timezone.localtime():%Y%m%d-%H%M%S}"
    draft = done.with_name(done.name + UNFINISHED)
    draft.mkdir(mode=0o700)
    earlier = os.umask(0o077)
    try:
        made = _fill(draft, progress)
        draft.rename(done)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    finally:
        os.umask(earlier)
    with suppress(DatabaseError):  # a database that waits for its migrations can be backed up too
        heartbeat.Heartbeat.beat(heartbeat.BACKUP)
    return done, made


def _fill(draft: Path, progress: Progress) -> manifest.Manifest:
    database = databases.kind()
    made = manifest.Manifest(
        made_at=timezone.localtime().isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=databases.migrations(),
        keys=keys.fingerprints(),
    )
    database.dump(draft / database.FILE, progress)
    item = manifest.Item(
        (draft / database.FILE).stat().st_size, manifest.digest(draft / database.FILE, lambda done: None)
    )
    made.files[database.FILE] = item
    for path, file in files.kept():
        try:
            made.files[f"files/{path}"] = manifest.copy(file, draft / "files" / path, progress)
        except FileNotFoundError:  # deleted since: nothing of the portal refers to it any more
            (draft / "files" / path).unlink(missing_ok=True)
    made.write(draft)
    return made


def remove_all_but(place: Path, count: int) -> int:
    """Remove the oldest finished backups so that `count` stay, and what killed ones left; return how many went."""
    finished = sorted(folder for folder in place.glob(f"{PREFIX}*") if (folder / manifest.NAME).is_file())
    old = finished[: max(0, len(finished) - count)]
    day_ago = timezone.now() - datetime.timedelta(days=1)
    old += [
        folder
        for folder in place.glob(f"{PREFIX}*{UNFINISHED}")
        if datetime.datetime.fromtimestamp(folder.stat().st_mtime, tz=datetime.UTC) < day_ago
    ]
    for folder in old:
        shutil.rmtree(folder)
    return len(old)
