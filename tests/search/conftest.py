"""Who else there is, and the engines a test of the search may use: each in turn, or a server behind a faulty line."""

import datetime
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings as portal_settings
from pytest_django.fixtures import Settings as SettingsWrapper

from ministry.models import Post, Role, Unit, User
from search import dictionary, vocabulary
from search.engines import breaker as breakers
from search.engines import elasticsearch_server, get_engine
from search.models import SearchLog
from tests.search.engines import ENGINES, READ_SECONDS, patient
from tests.search.proxy import Proxy, a_proxy
from tests.search.use import logged

# These need a server of another make than the rest; .ci/run starts one for them.
collect_ignore = [] if portal_settings.ELASTICSEARCH["password"] else ["test_secured.py"]


@pytest.fixture
def leader_of_the_ministry(ministry: Unit) -> User:
    user = User.objects.create_user("bo-truong", "bo-truong@bo.test", full_name="Đào Ngọc D.")
    Post.objects.create(user=user, unit=ministry, role=Role.MINISTRY_LEADER, valid_from=datetime.date(2017, 2, 17))
    return user


@pytest.fixture
def row(db: None) -> SearchLog:
    """The row of a search that showed three answers."""
    return SearchLog.objects.get(pk=logged())


@pytest.fixture
def own_vocabulary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give a test the shipped word lists, and take away what it added."""
    monkeypatch.setattr(dictionary, "_walked", (frozenset(), 0))
    yield
    vocabulary.use([])
    dictionary._known = (0, None)


@pytest.fixture(params=ENGINES)
def engine_in_use(request: pytest.FixtureRequest, settings: SettingsWrapper) -> Iterator[str]:
    """The portal asks this engine, with an index to be thrown away."""
    settings.SEARCH_ENGINE = request.param
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"index": f"doi-thoai-test-{uuid.uuid4().hex[:12]}"}
    with patient():
        yield request.param
        get_engine().drop()


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with a_proxy(portal_settings.ELASTICSEARCH["url"]) as made:
        yield made


@pytest.fixture
def server(settings: SettingsWrapper, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """The portal asks Elasticsearch through a proxy, and does not pause between failures."""
    monkeypatch.setattr(breakers, "FIRST_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(elasticsearch_server, "READ_SECONDS", READ_SECONDS)
    monkeypatch.setattr(elasticsearch_server, "WRITE_SECONDS", 4.0)
    monkeypatch.setattr(elasticsearch_server, "BUSY_RETRIES", 1)
    direct = settings.ELASTICSEARCH | {"index": f"doi-thoai-test-{uuid.uuid4().hex[:12]}"}
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = direct | {"url": proxy.url}
    yield proxy
    settings.ELASTICSEARCH = direct
    get_engine().drop()
