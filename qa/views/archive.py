"""The archive's lasting addresses: an answer by its number, a field by its name. None of them walks the page tree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from base.lasting import serve_number, serve_only
from ministry.models import PolicyField
from qa.models import AnswerPage, FieldPage, QAIndexPage


@require_safe
def answer(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    return serve_number(request, AnswerPage.public().select_related("field", "unit"), number)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return serve_only(request, QAIndexPage)


@require_safe
def field(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the list of a field; a field without a page of its own is led to the archive's filter."""
    page = FieldPage.objects.live().filter(slug=slug).select_related("field").first()
    if page is not None:
        return page.serve(request)
    get_object_or_404(PolicyField, slug=slug)
    return redirect(f"/hoi-dap/?linh-vuc={slug}")
