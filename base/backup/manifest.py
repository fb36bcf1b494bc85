"""The manifest: what a backup holds, of which portal, and whether it still holds it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from base.backup import Progress, Unfit

NAME = "manifest.json"
FORM = 1
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the backup: its size in bytes and the sha256 of its content."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """When a backup was made, of which database, with which migrations and keys; its files by relative path."""

    made_at: str
    database: str
    migrations: dict[str, str]
    keys: dict[str, str]
    files: dict[str, Item] = field(default_factory=dict)
    form: int = FORM

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(item.size for item in self.files.values())

    def write(self, folder: Path) -> None:
        (folder / NAME).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup; Unfit when the folder is none, or of a form this portal does not know."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if told["form"] != FORM:
            raise Unfit(f"{folder} is a backup of form {told['form']}; this portal reads form {FORM}.")
        files = {path: Item(**item) for path, item in told.pop("files").items()}
        manifest = Manifest(**told, files=files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unfit(f"{folder} is no backup: its {NAME} cannot be read ({type(error).__name__}).") from error
    for path in files:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise Unfit(f"{folder} is no backup of ours: {path} leads out of it.")
    return manifest


def faults(folder: Path, manifest: Manifest, progress: Progress) -> Iterator[str]:
    """Give what is missing, changed or too much in the folder, file by file."""
    for path, item in manifest.files.items():
        file = folder / path
        if not file.is_file():
            yield f"{path} is missing"
        elif file.stat().st_size != item.size or digest(file, progress) != item.sha256:
            yield f"{path} is not what was backed up"
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if not file.is_dir() and path != NAME and path not in manifest.files:
            yield f"{path} is not of this backup"


def digest(file: Path, progress: Progress) -> str:
    """Return the sha256 of a file, read piece by piece."""
    known = hashlib.sha256()
    with file.open("rb") as source:
        while piece := source.read(CHUNK_BYTES):
            known.update(piece)
            progress(len(piece))
    return known.hexdigest()


def copy(source: Path, target: Path, progress: Progress) -> Item:
    """Copy a file piece by piece with its times, and return what was written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    known, size = hashlib.sha256(), 0
    with source.open("rb") as here, target.open("wb") as there:
        while piece := here.read(CHUNK_BYTES):
            known.update(piece)
            there.write(piece)
            size += len(piece)
            progress(len(piece))
    return Item(size, known.hexdigest())
