"""What the tests of the checks share: no Django, no database."""

from collections.abc import Callable
from pathlib import Path

import pytest

from base.uploads.checking import Checked, check
from base.uploads.limits import Limits
from base.uploads.refusals import Refused

Look = Callable[..., Checked]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Return a way to check a file as the portal does."""
    count = iter(range(1000))

    def checked(name: str, content: bytes, limits: Limits | None = None) -> Checked:
        folder = tmp_path / f"check-{next(count)}"
        folder.mkdir()
        source = folder / "received"
        source.write_bytes(content)
        return check(name, source, folder, limits or Limits())

    return checked


@pytest.fixture
def code(look: Look) -> Callable[..., str]:
    """Return a way to learn why a file is refused, "" when it is taken."""

    def refused(name: str, content: bytes, limits: Limits | None = None) -> str:
        try:
            look(name, content, limits)
        except Refused as refusal:
            return refusal.code
        return ""

    return refused
