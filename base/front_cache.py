"""Telling a cache in front of the portal which pages have changed. Without one (FRONT_CACHE_URL) nothing is told.

What is to be told goes into the outbox with the change itself; the worker tells it, again and again while the cache is
away. A page that is never told of is a minute old at most (base.middleware.PublicHeaders).
"""

from collections.abc import Iterable
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, urlopen

from django.conf import settings
from wagtail.contrib.frontend_cache.backends.http import HTTPBackend
from wagtail.contrib.frontend_cache.utils import get_backends

from base import outbox
from base.models.outbox import OutboxMessage

TOPIC = "purge"
PORTION = 20  # addresses a message: a worker's lease must outlast it
GONE = (404, 410)  # a page that was taken down, and is now kept as that
TIMEOUT_SECONDS = 5.0


class RefreshByHttp(HTTPBackend):
    """Asks for each page at an address of the cache that always fetches anew and keeps what comes (docs/operating.md).

    Any nginx can do that. Unlike Wagtail's PURGE it fails when no cache answers, so it is tried again.
    """

    def purge(self, url: str) -> None:
        asked = urlsplit(url)
        address = urlunsplit((self.cache_scheme, self.cache_netloc, asked.path, asked.query, ""))
        request = Request(address, headers={"Host": asked.netloc})  # noqa: S310 - the address comes from the settings
        try:
            with urlopen(request, timeout=TIMEOUT_SECONDS) as page:  # noqa: S310 - as above
                page.read()  # what is not read to its end is not kept
        except HTTPError as error:
            if error.code not in GONE:
                raise


def is_there() -> bool:
    return bool(settings.WAGTAILFRONTENDCACHE)


def purge(paths: Iterable[str]) -> None:
    """Have paths dropped from every cache in front of the portal once the caller's transaction is committed."""
    known = sorted(set(paths))
    for start in range(0, len(known), PORTION):
        outbox.enqueue(TOPIC, {"paths": known[start : start + PORTION]})


@outbox.handles(TOPIC)
def tell(message: OutboxMessage) -> None:
    addresses = [settings.PORTAL_BASE_URL + path for path in message.payload["paths"]]
    host = urlsplit(settings.PORTAL_BASE_URL).netloc
    for backend in get_backends().values():
        if backend.invalidates_hostname(host):
            backend.purge_batch(addresses)
