"""What the browser tells of a search: which of the answers shown was opened."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from base.public_posts import public_post
from search import usage

LONGEST_BODY = 64  # a token, a space, the key of an entry


@public_post
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Note an opened answer; whatever is sent, the reply is 204 and empty."""
    token, entry = _read(request)
    if entry:
        usage.opened(token, entry)
    return HttpResponse(status=204)


def _read(request: HttpRequest) -> tuple[str, int]:
    length = request.headers.get("Content-Length", "")
    if request.content_type != "text/plain" or not (length.isdecimal() and len(length) < 4):
        return "", 0
    if int(length) > LONGEST_BODY:
        return "", 0
    token, _, entry = request.body.decode("ascii", "replace").partition(" ")
    return (token, int(entry)) if entry.isascii() and entry.isdigit() and len(entry) < 19 else ("", 0)
