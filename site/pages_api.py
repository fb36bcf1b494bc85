"""Wagtail's pages for programs, fit for a long archive: no session, no count of a long list, nothing sorted."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.filters import BaseFilterBackend
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter, SearchFilter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet

from base.short_counts import COUNTED, ShortCounts

REPLACED = (FieldsFilter, OrderingFilter, SearchFilter)


class AfterFilter(BaseFilterBackend):
    """`?after=<id>` gives the pages with a higher id: the way through the whole archive, quick to its end."""

    def filter_queryset(self, request: Request, queryset: "QuerySet[Any]", view: Any) -> "QuerySet[Any]":
        after = request.GET.get("after", "0")
        if not (after.isascii() and after.isdecimal() and len(after) < 19):
            raise BadRequestError("after must be the id of a page")
        return queryset.filter(pk__gt=int(after)) if int(after) else queryset


class CheckedFieldsFilter(FieldsFilter):
    """Wagtail's `?<field>=<value>`, which would ask the database for a date that is none: a 500."""

    def filter_queryset(self, request: Request, queryset: "QuerySet[Any]", view: Any) -> "QuerySet[Any]":
        for name in request.GET.keys() & set(view.get_available_fields(queryset.model, db_fields_only=True)):
            _check(queryset.model._meta.get_field(name), request.GET[name])
        return super().filter_queryset(request, queryset, view)


def _check(field: Any, text: str) -> None:
    """Raise BadRequestError unless the text is a value of the field."""
    if field.one_to_many or field.many_to_many:
        raise BadRequestError(f"cannot filter by {field.name}")
    column = field.target_field if field.is_relation else field
    if not isinstance(column, (models.IntegerField, models.DateField)):
        return
    try:
        value = column.to_python(text)
        column.run_validators(value)
    except ValidationError as error:
        raise BadRequestError(f"{field.name} cannot be '{text[:50]}'") from error
    if isinstance(value, datetime.datetime) and timezone.is_naive(value):
        raise BadRequestError(f"{field.name} needs a time zone, such as 2026-01-31T08:00:00+07:00")


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
        CheckedFieldsFilter,
        *(backend for backend in PagesAPIViewSet.filter_backends if backend not in REPLACED),
    ]
    known_query_parameters = PagesAPIViewSet.known_query_parameters - {"order", "search", "search_operator"} | {"after"}

    def find_object(self, queryset: "QuerySet[Any]", request: Request) -> Any:
        if "id" in request.GET:
            _check(queryset.model._meta.pk, request.GET["id"])
        return super().find_object(queryset, request)
