"""The lasting address of a conclusion."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from inspection.models import InspectionConclusionPage
from inspection.withdrawn import trace_or_404


@require_safe
def conclusion(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    """Serve a conclusion, found by its number in one query; one that was taken down says why."""
    page = InspectionConclusionPage.public().filter(number=number).select_related("field", "unit").first()
    return page.serve(request) if page is not None else trace_or_404(request, number)
