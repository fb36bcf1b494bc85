"""The lasting addresses of consultations. None of them walks the page tree."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from base.lasting import serve_number, serve_only
from consultation import comparison, figures, reading
from consultation.models import ConsultationIndexPage, ConsultationPage, OutcomePage
from consultation.reading_comments import comments_context


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return serve_only(request, ConsultationIndexPage)


@require_safe
def consultation(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    """Serve a consultation, found by its number in one query."""
    return serve_number(request, _public(), number)


@require_safe
def comments(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Show the public comments: all, or those on one provision, on the whole or in answer to one question."""
    return _below(request, number, slug, "y-kien/", "comments", lambda page: comments_context(page, request.GET))


@require_safe
def version(request: HttpRequest, number: int, slug: str, ordinal: str) -> HttpResponse:
    """Show the text of one version."""
    return _below(
        request, number, slug, f"ban-{ordinal}/", "version", lambda page: reading.version_context(page, int(ordinal))
    )


@require_safe
def compare(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Show what changed between two versions."""
    return _below(
        request, number, slug, "so-sanh/", "compare", lambda page: comparison.compare_context(page, request.GET)
    )


@require_safe
def numbers(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Show who took part, and on what."""
    return _below(request, number, slug, "so-lieu/", "figures", figures.figures_context)


@require_safe
def outcome(request: HttpRequest, number: int, slug: str, ordinal: int) -> HttpResponse:
    """Serve a batch of answers or the outcome of a consultation."""
    page = page_or_404(number)
    if slug != page.slug:
        return HttpResponsePermanentRedirect(f"{page.address}ket-qua/{ordinal}/")
    found = OutcomePage.public(page).filter(ordinal=ordinal).first()
    if found is None:
        raise Http404
    found.consultation = page
    return found.serve(request)


def page_or_404(number: int) -> ConsultationPage:
    """Return the public consultation of a number."""
    page = _public().filter(number=number).first()
    if page is None:
        raise Http404
    return page


def _public() -> Any:
    return ConsultationPage.public().select_related("field", "unit")


def _below(request: HttpRequest, number: int, slug: str, rest: str, template: str, context: Any) -> HttpResponse:
    """Show a page below a consultation; an old slug is led to the present address."""
    page = page_or_404(number)
    if slug != page.slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{page.address}{rest}{f'?{query}' if query else ''}")
    found = context(page)
    if found is None:
        raise Http404
    return render(request, f"consultation/{template}.html", found)
