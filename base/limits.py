"""How often somebody may send: a limit for one visitor and a generous one for the address block, in a shared cache.

Without the cache everybody may send (base/patience.py): a portal that is closed because a counter is away helps nobody.
"""

import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from base import visitors

View = Callable[..., HttpResponseBase]
Refusal = Callable[[HttpRequest], HttpResponse]


class Limit(NamedTuple):
    """How many times in so many seconds; 0 times is as often as one likes."""

    visitor: int
    block: int
    seconds: int


def limit(name: str) -> Limit:
    return Limit(*settings.LIMITS[name])


def seconds_to_wait(request: HttpRequest, name: str) -> int:
    """Count this request and return 0, or the seconds until the visitor may send again."""
    allowed = limit(name)
    window, passed = divmod(time.time(), allowed.seconds)
    keys = visitors.keys_of(request, f"{name} {window:.0f}")
    if keys is None:
        return 0
    # What is refused to one visitor is not counted against the neighbours.
    for key, most in zip(keys, (allowed.visitor, allowed.block), strict=True):
        if most and _counted(key, allowed.seconds) > most:
            return math.ceil(allowed.seconds - passed) or 1
    return 0


def limited(
    name: str, *, methods: tuple[str, ...] = ("POST",), refusal: Refusal | None = None
) -> Callable[[View], View]:
    """Let a view be asked only as often as the limit of that name allows; the answer to more is a 429."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wait = seconds_to_wait(request, name) if request.method in methods else 0
            return too_many(request, wait, refusal) if wait else view(request, *args, **kwargs)

        return counted

    return decorate


def too_many(request: HttpRequest, wait: int, refusal: Refusal | None = None) -> HttpResponse:
    """Return the answer 429 with the seconds to wait; the page of a form keeps all that was sent."""
    response = refusal(request) if refusal else _page(request, wait)
    response.status_code = 429
    response["Retry-After"] = str(wait)
    add_never_cache_headers(response)
    return response


def no_items(request: HttpRequest) -> HttpResponse:
    """The refusal for scripts that ask for suggestions."""
    return JsonResponse({"items": []})


def nothing(request: HttpRequest) -> HttpResponse:
    """The refusal for pictures and sounds."""
    return HttpResponse()


def _page(request: HttpRequest, wait: int) -> HttpResponse:
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {"sent": sent, "files": bool(request.FILES), "minutes": math.ceil(wait / 60)}
    return render(request, "429.html", context)


def _counted(key: str, seconds: int) -> int:
    """Count one more under the key and return how many there are; a cache that is away counts nobody."""
    cache = caches["limits"]
    try:
        return 1 if cache.add(key, 1, seconds) else cache.incr(key)
    except ValueError:
        return 1  # the window ended between the two steps, or nothing is kept
