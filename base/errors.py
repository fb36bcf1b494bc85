"""Pages for when the portal itself is in trouble: they ask no database, no cache and no session."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from base.context import last_known_context


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, what to do, and whom to call."""
    return HttpResponse(render_to_string("500.html", {"portal": last_known_context()}), status=500)


def maintenance_page(until: str = "") -> str:
    """Return the page that is shown while the portal is being worked on; `until` is when it should be back."""
    return render_to_string("503.html", {"portal": last_known_context(), "until": until})
