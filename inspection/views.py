"""The register's lasting addresses. None of them walks the page tree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from base.lasting import serve_only
from inspection import charts, open_data
from inspection.models import InspectionConclusionPage, InspectionIndexPage
from inspection.withdrawn import trace_or_404


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return serve_only(request, InspectionIndexPage)


@require_safe
def conclusion(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    """Serve a conclusion, found by its number in one query; one that was taken down says why."""
    page = InspectionConclusionPage.public().select_related("field", "unit").filter(number=number).first()
    return page.serve(request) if page is not None else trace_or_404(request, number)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show the sums of all requirements, by year, field and unit."""
    return render(request, "inspection/figures.html", charts.context())


@require_safe
def about_the_data(request: HttpRequest) -> HttpResponse:
    """Tell what the open data hold, column by column, and how they may be used."""
    return render(request, "inspection/open_data.html", open_data.context())
