"""The front page, found without walking the page tree."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from home.models import HomePage


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    page = HomePage.objects.live().first()
    if page is None:
        raise Http404
    return page.serve(request)
