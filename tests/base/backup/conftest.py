"""A portal with something of everything."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings as SettingsWrapper

from base.models import PortalDocument
from casework.models import Case
from tests.at_once import shared_database
from tests.base.backup.places import LETTER, use_folder


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
