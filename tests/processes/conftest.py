import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper
from pytest_django.plugin import DjangoDbBlocker

from search.engines import get_engine
from tests.processes.running import Portal, a_portal
from tests.search.engines import ENGINES, patient


@pytest.fixture
def portal(tmp_path: Path, settings: SettingsWrapper, django_db_blocker: DjangoDbBlocker) -> Iterator[Portal]:
    """A portal with the sample ministry, nothing of it running; the test's process works on its database and index."""
    with a_portal(tmp_path / "data") as portal:
        settings.SEARCH_INDEX_DIR = portal.folder / "search"
        settings.MEDIA_ROOT = portal.folder / "media"
        settings.PORTAL_BASE_URL = portal.address
        with django_db_blocker.unblock(), portal.at_hand():
            yield portal


@pytest.fixture(params=ENGINES)
def portal_on(request: pytest.FixtureRequest, portal: Portal, settings: SettingsWrapper) -> Iterator[Portal]:
    """The same portal, once on each engine, with an index of its own."""
    if request.param == "embedded":
        yield portal
        return
    index = f"doi-thoai-test-{uuid.uuid4().hex[:12]}"
    settings.SEARCH_ENGINE = request.param
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"index": index}
    portal.environment |= {"SEARCH_ENGINE": request.param, "ELASTICSEARCH_INDEX": index}
    with patient():
        try:
            yield portal
        finally:
            portal.stop()
            get_engine().drop()
