"""Lists that page by key: a page is found by the row beside it, so the thousandth is as quick as the first.

An address of a page names that row (`?sau=2026-11-05.123`), not a number of pages: it shows the same however many rows
are added before it, and nothing is counted.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan
from django.http import QueryDict

OLDER, NEWER = "sau", "truoc"


@dataclass(frozen=True, slots=True)
class Key:
    """Where a row stands in a list ordered by day and primary key, newest first; or by a number in the day's place."""

    day: datetime.date | int
    pk: int

    @classmethod
    def read(cls, text: str, *, numbers: bool = False) -> "Key | None":
        """Read a key as in 2026-11-05.123, or 42.123 where the list goes by numbers; None when it is none."""
        day, _, pk = text.partition(".")
        if not pk.isascii() or len(pk) >= 15 or len(day) >= 15:
            return None
        try:
            return cls(int(day) if numbers else datetime.date.fromisoformat(day), int(pk))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.day if isinstance(self.day, int) else self.day.isoformat()}.{self.pk}"


@dataclass(frozen=True, slots=True)
class KeyPage:
    """The rows of one page, and the query parameters of the pages beside it; empty where there is none."""

    rows: list[Any]
    older: dict[str, str]
    newer: dict[str, str]
    is_first: bool


def key_page(
    rows: "QuerySet[Any]", day: str, query: QueryDict, size: int, pk: str = "pk", *, numbers: bool = False
) -> KeyPage:
    """Return the page that a query names by `sau` or `truoc`, the first one if by none.

    `day` and `pk` name the columns of the date and of the key, by which the list is ordered, both downwards; `numbers`
    says that the first one holds whole numbers instead of dates.
    """
    after, before = (Key.read(query.get(name, ""), numbers=numbers) for name in (OLDER, NEWER))
    if before and not after:
        found = list(_beside(rows, day, pk, before, newer=True).order_by(day, pk)[: size + 1])
        if len(found) > size:
            shown = found[:size][::-1]
            older, newer = _parameter(OLDER, shown[-1], day, pk), _parameter(NEWER, shown[0], day, pk)
            return KeyPage(shown, older, newer, is_first=False)
    elif after:
        rows = _beside(rows, day, pk, after, newer=False)
    found = list(rows.order_by(f"-{day}", f"-{pk}")[: size + 1])
    shown = found[:size]
    return KeyPage(
        rows=shown,
        older=_parameter(OLDER, shown[-1], day, pk) if len(found) > size else {},
        newer=_parameter(NEWER, shown[0], day, pk) if after and shown else {},
        is_first=not after,
    )


def _beside(rows: "QuerySet[Any]", day: str, pk: str, key: Key, *, newer: bool) -> "QuerySet[Any]":
    """Return the rows on one side of a key.

    Compared as one row value, which an index on both columns answers. Where Django writes that as an OR (SQLite), the
    bound on the day keeps to the index.
    """
    columns: Iterable[str] = (day, rows.model._meta.pk.name if pk == "pk" else pk)
    compare = TupleGreaterThan if newer else TupleLessThan
    bound = f"{day}__gte" if newer else f"{day}__lte"
    return rows.filter(compare(columns, (key.day, key.pk)), **{bound: key.day})


def _parameter(name: str, row: Any, day: str, pk: str) -> dict[str, str]:
    return {name: str(Key(getattr(row, day), getattr(row, pk)))}
