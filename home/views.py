"""The front page, found without walking the page tree."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from base.lasting import serve_only
from home.models import HomePage


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return serve_only(request, HomePage)
