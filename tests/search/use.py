"""How the search is used in the tests, and how the staff reads of it."""

import datetime
import io
from typing import Any

from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from search import usage
from search.models import Ending, Entry, Place, SearchLog

ROOT = "/admin/bao-cao/tim-kiem/"
NOT_FOUND, NOT_ENOUGH, FUNNEL = f"{ROOT}khong-thay/", f"{ROOT}chua-du/", f"{ROOT}hieu-qua/"


def searched(text: str, found: int = 0, place: str = Place.SEARCH) -> None:
    usage.record(place, text, found=found, shown=[], engine="embedded", took_ms=1)


def asked(entry: Entry, ending: str = "", *, opened: bool = False, field: str = "bao-hiem-that-nghiep") -> str:
    token = usage.record(
        Place.ASK, "Bao giờ được nhận?", policy_field=field, found=1, shown=[entry.pk], engine="embedded", took_ms=1
    )
    if opened:
        usage.opened(token, entry.pk)
    if ending:
        usage.ended(token, Ending(ending))
    return token


def logged(**changes: Any) -> str:
    """Record a search that showed three answers, and return its token."""
    given: dict[str, Any] = {"found": 3, "shown": [7, 8, 9], "engine": "embedded", "took_ms": 12}
    place, text = changes.pop("place", Place.SEARCH), changes.pop("text", "trợ cấp thất nghiệp")
    return usage.record(place, text, **given | changes)


def age(row: SearchLog, **by: float) -> None:
    """Let a row be as old as the keywords of a timedelta say."""
    SearchLog.objects.filter(pk=row.pk).update(asked_at=timezone.now() - datetime.timedelta(**by))


def settle() -> None:
    """Let two days pass, so that the rows are counted."""
    SearchLog.objects.not_counted().update(asked_at=timezone.now() - datetime.timedelta(hours=49))
    usage.tidy()


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


def sheet(client: Client, url: str) -> list[tuple[Any, ...]]:
    response = client.get(url)
    assert response.status_code == 200
    assert ".xlsx" in response["Content-Disposition"]
    book = load_workbook(io.BytesIO(response.content))
    assert book.active is not None
    return [tuple(row) for row in book.active.iter_rows(values_only=True)]
