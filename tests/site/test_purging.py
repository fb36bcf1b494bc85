"""A publish tells the cache in front which pages it touched, each by name; without such a cache nothing is told."""

import http.server
import threading
from collections.abc import Callable, Iterator

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper

from base import front_cache, outbox
from base.models import OutboxMessage
from ministry.models import PolicyField
from qa.models import AnswerPage, FieldPage, QAIndexPage
from search.models import Entry

Write = Callable[..., AnswerPage]


class Cache(http.server.BaseHTTPRequestHandler):
    """A cache in front that keeps what it was told; `answers` is what it says."""

    told: list[tuple[str, str]] = []
    answers = 200

    def do_GET(self) -> None:
        self.told.append((self.headers["Host"], self.path))
        self.send_response(self.answers)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def cache(settings: SettingsWrapper) -> Iterator[type[Cache]]:
    Cache.told, Cache.answers = [], 200
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cache)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.PORTAL_BASE_URL = "https://doithoai.bo.test"
    settings.WAGTAILFRONTENDCACHE = {
        "front": {"BACKEND": "base.front_cache.RefreshByHttp", "LOCATION": f"http://127.0.0.1:{server.server_port}"}
    }
    yield Cache
    server.shutdown()
    thread.join()
    server.server_close()


def told() -> set[str]:
    """Return the paths that wait to be told, and forget them."""
    messages = OutboxMessage.objects.filter(topic=front_cache.TOPIC)
    paths = {path for message in messages for path in message.payload["paths"]}
    messages.delete()
    return paths


def touched_by(page: AnswerPage, *fields: str) -> set[str]:
    lists = {"/hoi-dap/", *(f"/hoi-dap/linh-vuc/{field}/" for field in fields)}
    part = Entry.objects.get(source_id=page.pk, source="qa.answerpage").pk // 1000
    own = {page.address, f"/api/v1/answers/{page.number}", f"/sitemap/{part}.xml", "/"}
    return own | lists | {f"{address}atom.xml" for address in lists}


def test_a_first_publish_purges_page_field_archive_home_feeds_and_sitemap(
    cache: type[Cache], write_answer: Write
) -> None:
    page = write_answer()
    assert told() == touched_by(page, "bao-hiem-that-nghiep")


def test_a_page_whose_field_and_slug_change_purges_both_sides(
    cache: type[Cache], write_answer: Write, childcare: PolicyField
) -> None:
    page = write_answer()
    QAIndexPage.objects.get().add_child(instance=FieldPage(title="Trẻ em", slug="tre-em", field=childcare))
    old = page.address
    told()
    page.field, page.slug = childcare, "nghi-viec"
    page.save_revision().publish()
    renewed = AnswerPage.objects.get(pk=page.pk)
    assert told() == touched_by(renewed, "bao-hiem-that-nghiep", "tre-em") | {old}


def test_a_page_that_is_taken_down_purges_what_showed_it(cache: type[Cache], write_answer: Write) -> None:
    page = write_answer()
    told()
    page.unpublish()
    assert told() == touched_by(page, "bao-hiem-that-nghiep")


def test_a_page_published_as_it_was_purges_nothing(cache: type[Cache], write_answer: Write) -> None:
    page = write_answer()
    told()
    page.save_revision().publish()
    assert told() == set()


def test_without_a_cache_in_front_nothing_is_told(write_answer: Write) -> None:
    write_answer()
    assert not OutboxMessage.objects.filter(topic=front_cache.TOPIC).exists()


def test_the_worker_tells_the_cache_under_the_portals_own_name(cache: type[Cache], write_answer: Write) -> None:
    page = write_answer()
    outbox.drain()
    assert ("doithoai.bo.test", page.address) in cache.told
    assert len(cache.told) == len(set(cache.told))
    assert not OutboxMessage.objects.waiting().exists()


@pytest.mark.parametrize(("answer", "waits"), [(404, 0), (410, 0), (500, 1), (403, 1)])
def test_a_page_that_is_gone_is_refreshed_as_that_and_a_fault_is_tried_again(
    answer: int, waits: int, cache: type[Cache], write_answer: Write
) -> None:
    write_answer()
    OutboxMessage.objects.exclude(pk=OutboxMessage.objects.earliest("pk").pk).delete()
    cache.answers = answer
    outbox.drain()
    assert OutboxMessage.objects.waiting().count() == waits
