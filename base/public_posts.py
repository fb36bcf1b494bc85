"""Posts from people without an account: no cookie, so no CSRF token; a post from another site is refused instead."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]


def comes_from_here(request: HttpRequest) -> bool:
    """Tell whether a browser sent the post from a page of this host; a program that sends neither header passes.

    A browser that tells the site of a post is believed; an older one tells at least its origin, or "null" to hide it.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.get_host()


def public_post(view: View) -> View:
    """Let a view take posts without an account; its answers to a post are never cached."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not comes_from_here(request):
            return render(request, "403.html", status=403)
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            patch_cache_control(response, no_store=True, private=True)
        return response

    guarded.takes_public_posts = True  # type: ignore[attr-defined]  # asked by base/checks.py
    return guarded


def token_in(text: str) -> uuid.UUID | None:
    """Return the token that a form carries; None for anything else that was posted in its place."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
