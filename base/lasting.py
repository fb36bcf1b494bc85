"""Lasting addresses: a page by its number, a list by its type. None of them walks the page tree."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

if TYPE_CHECKING:
    from base.models import BasePage


def serve_number(request: HttpRequest, pages: "QuerySet[BasePage]", number: int) -> HttpResponse:
    """Serve the page of a number, found in one query; an old slug is led to the present address (`NumberedPage`)."""
    return _served(request, pages.filter(number=number))


def serve_only(request: HttpRequest, model: "type[BasePage]") -> HttpResponse:
    """Serve the one page there is of a type, as the list of a room."""
    return _served(request, model._default_manager.live())


def _served(request: HttpRequest, pages: "QuerySet[BasePage]") -> HttpResponse:
    page = pages.first()
    if page is None:
        raise Http404
    return page.serve(request)
