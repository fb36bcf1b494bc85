from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper
from pytest_django.plugin import DjangoDbBlocker

from tests.processes.running import Portal, a_portal


@pytest.fixture
def portal(tmp_path: Path, settings: SettingsWrapper, django_db_blocker: DjangoDbBlocker) -> Iterator[Portal]:
    """A portal with the sample ministry, nothing of it running; the test's process works on its database and index."""
    with a_portal(tmp_path / "data") as portal:
        settings.SEARCH_INDEX_DIR = portal.folder / "search"
        settings.MEDIA_ROOT = portal.folder / "media"
        settings.PORTAL_BASE_URL = portal.address
        with django_db_blocker.unblock(), portal.at_hand():
            yield portal
