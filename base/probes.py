"""What machines ask: /healthz (is the process alive), /readyz (may it get visitors), /metrics (figures).

They are answered before anything else, for whatever host name, because a probe comes by the machine's address and over
plain http. A stranger learns one word from them.
"""

import hmac
import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from base import metrics
from base.health.database import unapplied_migrations

log = logging.getLogger(__name__)
ASK_AGAIN_SECONDS = 5.0


class Probes:
    """Answers the three addresses itself and hands everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._readiness = Readiness()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return _said("ok")
        if request.path == "/readyz":
            return _said("ok") if self._readiness.ready() else _said("unready", status=503)
        if request.path == "/metrics" and settings.METRICS:
            return _metrics(request)
        return self.get_response(request)


class Readiness:
    """Whether the database answers and has every migration; asked of it at most every five seconds by each process."""

    def __init__(self) -> None:
        self._migrated = False
        self._asked_at = float("-inf")
        self._answer = False

    def ready(self) -> bool:
        """Tell whether visitors may come; an answer is good for five seconds."""
        if time.monotonic() - self._asked_at >= ASK_AGAIN_SECONDS:
            self._answer = self._ask()
            self._asked_at = time.monotonic()
        return self._answer

    def _ask(self) -> bool:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            # What has been applied stays so while this process runs: the long look is taken once.
            self._migrated = self._migrated or not unapplied_migrations()
        except DatabaseError as error:
            log.warning("not ready: %s", type(error).__name__)
            return False
        if not self._migrated:
            log.warning("not ready: migrations are missing")
        return self._migrated


def _metrics(request: HttpRequest) -> HttpResponse:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and not hmac.compare_digest(given.encode(), token.encode()):
        return _said("not for you", status=403)
    return HttpResponse(metrics.exposition(), content_type=metrics.CONTENT_TYPE, headers={"Cache-Control": "no-store"})


def _said(word: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{word}\n", content_type="text/plain", status=status, headers={"Cache-Control": "no-store"})
