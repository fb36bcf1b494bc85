"""Long lists are not counted to their end: whether there are a thousand or a million rows costs the same."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from rest_framework.request import Request
from wagtail.admin.paginator import WagtailPaginator
from wagtail.api.v2.pagination import WagtailPagination

COUNTED = 1_000


def count_shortly(rows: "QuerySet[Any]") -> int:
    """Count rows, at most 1,000."""
    return rows.order_by().values("pk")[:COUNTED].count()


class ShortPaginator(WagtailPaginator):
    """Pages of the admin over the first 1,000 rows of a list; who looks for another one searches."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        return count_shortly(rows) if isinstance(rows, QuerySet) else int(super().count)

    @cached_property
    def items_count_label(self) -> str:
        return f"từ {COUNTED} trang trở lên" if self.count >= COUNTED else str(super().items_count_label)


class ShortCounts(WagtailPagination):
    """Pages of an API; a `total_count` of 1,000 means as many or more."""

    def paginate_queryset(self, queryset: "QuerySet[Any]", request: Request, view: Any = None) -> Iterable[Any]:
        return super().paginate_queryset(_CountedShortly(queryset), request, view)


class _CountedShortly:
    """Rows as Wagtail's pagination uses them: counted and sliced."""

    def __init__(self, rows: "QuerySet[Any]") -> None:
        self._rows = rows

    def count(self) -> int:
        return count_shortly(self._rows)

    def __getitem__(self, part: slice) -> Iterable[Any]:
        return self._rows[part]
