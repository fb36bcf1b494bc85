"""What the address of a conclusion says once it was taken from the portal: number, date and reason."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from base.context import HOME_CRUMB
from inspection.reading import REGISTER_CRUMB
from inspection.withdrawals import trace_of


def trace_or_404(request: HttpRequest, number: int) -> HttpResponse:
    """Answer 410 with the reason for a conclusion that was taken down; raise Http404 for a number that never was."""
    withdrawal = trace_of(int(number))
    if withdrawal is None:
        raise Http404
    context = {
        "withdrawal": withdrawal,
        "page": None,
        "conclusion": withdrawal.page,
        "breadcrumbs": [HOME_CRUMB, REGISTER_CRUMB],
    }
    return render(request, "inspection/withdrawn.html", context, status=410)
