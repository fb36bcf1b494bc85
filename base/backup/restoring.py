"""Putting a backup back: nothing is touched before every byte of it was found to be what was backed up."""

from pathlib import Path

from django.core.cache import cache
from django.db import connection

from base.backup import Progress, Unfit, databases, files, manifest


def check(folder: Path, progress: Progress) -> manifest.Manifest:
    """Return the manifest of a backup whose files are whole; Unfit with the first faults otherwise."""
    known = manifest.read(folder)
    found = list(manifest.faults(folder, known, progress))
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        raise Unfit(f"{folder} is damaged: {'; '.join(found[:3])}{more}. Nothing was changed.")
    return known


def refuse_unfit(known: manifest.Manifest) -> None:
    """Raise Unfit when the backup is of another kind of database, or of a newer portal than this."""
    if known.database != connection.vendor:
        raise Unfit(
            f"The backup is of {known.database} and this portal runs on {connection.vendor}: set DATABASE_URL to a "
            f"database of the same kind."
        )
    newer = databases.unknown(known.migrations)
    if newer:
        raise Unfit(f"The backup is of another version of the portal, which knows {newer[0]}: install that one first.")


def occupied() -> list[str]:
    """Return what a restore would replace, in words; empty when the place is."""
    found = [] if databases.is_empty() else ["the database has tables"]
    return found + [f"{path} is there" for path, _ in files.kept()][:1]


def restore(folder: Path, known: manifest.Manifest, progress: Progress) -> None:
    """Make database and files what they were; files that the backup does not know are removed."""
    for path, file in list(files.kept()):
        if f"files/{path}" not in known.files:
            file.unlink()
    for path in known.files:
        if path.startswith("files/"):
            manifest.copy(folder / path, files.place_of(path.removeprefix("files/")), progress)
    database = databases.kind()
    database.restore(folder / database.FILE, progress)
    cache.clear()
