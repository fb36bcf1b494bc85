"""Wagtail's pages for programs, fit for a long archive: no session, no count of a long list, nothing sorted."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from rest_framework.filters import BaseFilterBackend
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from wagtail.api.v2.filters import OrderingFilter, SearchFilter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet

from base.short_counts import COUNTED, ShortCounts


class AfterFilter(BaseFilterBackend):
    """`?after=<id>` gives the pages with a higher id: the way through the whole archive, quick to its end."""

    def filter_queryset(self, request: Request, queryset: "QuerySet[Any]", view: Any) -> "QuerySet[Any]":
        after = request.GET.get("after", "0")
        if not (after.isascii() and after.isdecimal() and len(after) < 19):
            raise BadRequestError("after must be the id of a page")
        return queryset.filter(pk__gt=int(after)) if int(after) else queryset


class NearPages(ShortCounts):
    """Skips no more rows than it counts."""

    def paginate_queryset(self, queryset: "QuerySet[Any]", request: Request, view: Any = None) -> Iterable[Any]:
        offset = request.GET.get("offset", "0")
        if offset.isascii() and offset.isdecimal() and (len(offset) > 9 or int(offset) > COUNTED):
            raise BadRequestError(f"offset cannot be higher than {COUNTED}; use after=<id of the last page you have>")
        return super().paginate_queryset(queryset, request, view)


class OpenPages(PagesAPIViewSet):
    """Live pages in the order of their ids. Searching is the business of /api/v1/search."""

    authentication_classes = ()  # what is public is the same for everybody: nobody's session is read
    # JSON alone: Wagtail's page for browsers sets a cookie, and an address has one form that caches may keep.
    renderer_classes = (JSONRenderer,)
    pagination_class = NearPages
    filter_backends = [
        AfterFilter,
        *(backend for backend in PagesAPIViewSet.filter_backends if backend not in (OrderingFilter, SearchFilter)),
    ]
    known_query_parameters = PagesAPIViewSet.known_query_parameters - {"order", "search", "search_operator"} | {"after"}
