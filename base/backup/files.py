"""The files of a backup: what the settings' folders hold but what can be made anew, what is a key, and the database."""

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from django.conf import settings
from django.db import connection

# What else lies in the data folder is kept, named here or not, so nothing that a later version puts there is forgotten.
MADE_ANEW = ("cache", "static", "maintenance", "counters.sqlite3*")
KEYS = ("secret_key",)
WITH_FOLDERS_OF_THEIR_OWN = {"media": "MEDIA_ROOT", "uploads": "UPLOADS_DIR"}


def folders() -> dict[str, Path]:
    """Return the folders to keep by the name they have in a backup; a backup fits wherever the settings put them."""
    found = {name: getattr(settings, setting, None) for name, setting in WITH_FOLDERS_OF_THEIR_OWN.items()}
    return {name: Path(folder) for name, folder in found.items() if folder} | {"data": settings.DATA_DIR}


def kept() -> Iterator[tuple[str, Path]]:
    """Give every file to keep: its path in a backup, such as media/images/a.png, and where it lies."""
    for name, root in folders().items():
        left_out = _left_out(root)
        # A folder may be a link to another disk.
        for folder, subfolders, files in os.walk(root, followlinks=True):
            here = Path(folder)
            subfolders[:] = sorted(sub for sub in subfolders if not _matches(here / sub, left_out))
            for file in sorted(files):
                if not _matches(here / file, left_out) and (here / file).is_file():
                    yield f"{name}/{(here / file).relative_to(root).as_posix()}", here / file


def place_of(path: str) -> Path:
    """Return where a file of a backup belongs on this machine."""
    name, _, rest = path.partition("/")
    return folders().get(name, settings.DATA_DIR / name) / rest


def _left_out(root: Path) -> list[str]:
    if root != settings.DATA_DIR:
        return []
    others = [folder for folder in folders().values() if folder != root]
    found = [str(root / name) for name in (*MADE_ANEW, *KEYS)]
    found += [str(folder) for folder in (*others, settings.STATIC_ROOT, settings.SEARCH_INDEX_DIR)]
    if connection.vendor == "sqlite":
        found.append(f"{connection.settings_dict['NAME']}*")  # with its -wal and -shm
    return found


def _matches(path: Path, patterns: list[str]) -> bool:
    return any(fnmatch(str(path), pattern) for pattern in patterns)
