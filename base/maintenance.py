"""The portal at rest: while the file `maintenance` lies in the data folder, every request is answered 503.

A file, since it works without a database, in every process at once, and survives a restart.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from base.errors import maintenance_page

RETRY_AFTER_SECONDS = 300
# Who watches over the servers asks these even then.
STILL_ANSWERED = ("/healthz", "/readyz", "/metrics")

Handler = Callable[[HttpRequest], HttpResponse]


def _file() -> Path:
    return Path(settings.DATA_DIR) / "maintenance"


def begin(until: str = "") -> None:
    """Answer 503 from now on; `until` is told to people as it is written, as in "22 giờ 30"."""
    _file().write_text(until, encoding="utf-8")


def end() -> None:
    _file().unlink(missing_ok=True)


def until() -> str | None:
    """Return what people are told about the end, "" when nothing is known of it; None when there is no maintenance."""
    try:
        return _file().read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


class Maintenance:
    """Answers every request with the page of maintenance while there is one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = until()
        if told is None or request.path.startswith(STILL_ANSWERED):
            return self.get_response(request)
        headers = {"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"}
        return HttpResponse(maintenance_page(told), status=503, headers=headers)
