"""The news line of the front page and the small list behind it."""

import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from base.kept import Kept

ADDRESS = "/tin-moi/"
IN_LINE = 3
PAGE_SIZE = 20


def line() -> list[dict[str, Any]]:
    """Return the newest notices for the front page."""
    return _line.get()


def renew() -> None:
    _line.renew()


def listing(after: str) -> dict[str, Any]:
    """Return what the list shows below the notice whose key is `after`, as in 2026-11-05.123; all for anything else."""
    notices = _public()
    key = _key(after)
    if key:
        notices = notices.filter(Q(noticed_on__lt=key[0]) | Q(noticed_on=key[0], pk__lt=key[1]))
    rows = list(notices[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    last = shown[-1] if len(rows) > PAGE_SIZE else None
    return {
        "notices": shown,
        "next_url": f"?truoc={last.noticed_on.isoformat()}.{last.pk}" if last else "",
        "next_label": "Tin cũ hơn",
        "first_url": ADDRESS if key else "",
        "breadcrumbs": [{"title": "Trang chủ", "url": "/"}, {"title": "Tin mới", "url": ADDRESS}],
    }


def _public() -> "QuerySet[Any]":
    return apps.get_model("home", "NewsPage").objects.live().order_by("-noticed_on", "-pk")


def _newest() -> list[dict[str, Any]]:
    return [
        {"title": notice.title, "url": notice.url, "noticed_on": notice.noticed_on} for notice in _public()[:IN_LINE]
    ]


def _key(text: str) -> tuple[datetime.date, int] | None:
    day, _, pk = text.partition(".")
    try:
        return datetime.date.fromisoformat(day), int(pk) if len(pk) < 15 else 0
    except ValueError:
        return None


_line: Kept[list[dict[str, Any]]] = Kept("home.news", _newest)
