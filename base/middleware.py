"""Two doors that every request passes: broken text stays outside, public pages may be cached."""

import gzip
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag

from base.broken_text import any_broken, is_broken, mend

Handler = Callable[[HttpRequest], HttpResponse]
FRESH_SECONDS = 60  # what is taken down is gone from every cache within two minutes
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml")


class RefuseBrokenText:
    """Answers 400 to a path or query that no database could keep, instead of a 500 deep inside.

    A form comes back with the message beside the field: base.forms.PublicForm knows from base.broken_text.MendedPost
    what was left out. The admin's forms are answered 400.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The portal speaks UTF-8; what is no text encoding at all was made harmless by base/charset.py.
        if (request.encoding or "utf-8").lower() not in ("utf-8", "utf8"):
            request.encoding = "utf-8"  # the page that says no looks at the query too
            return _unreadable(request)
        if is_broken(request.path) or any_broken(request.GET):
            return _unreadable(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Look at a form before anybody else reads it, now that it is known whose it is."""
        if request.method != "POST" or request.content_type not in FORMS:
            return None
        try:
            if not any_broken(request.POST):
                return None
        except (UnicodeError, ValueError, UnreadablePostError):  # the last one: the line broke while the body came
            return _unreadable(request)
        if not getattr(view, "takes_public_posts", False):
            return _unreadable(request)
        request.POST = mend(request.POST)  # type: ignore[assignment]
        return None


def _unreadable(request: HttpRequest) -> HttpResponse:
    """Say no, to a program in its own language."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": "The request holds characters that cannot be read."}, status=400)
    return render(request, "400.html", status=400)


class PublicHeaders:
    """Lets public pages be kept by any cache for a minute, answers 304 to who has them already, and compresses them.

    A page is public when it is nobody's own: no cookie is set, none was read, and no view forbade it to be kept.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        cacheable = request.method in ("GET", "HEAD") and response.status_code in (200, 301, 404, 410)
        if not cacheable or response.has_header("Cache-Control") or response.cookies:
            return response
        if request.path.startswith("/admin/") or "Cookie" in response.get("Vary", ""):
            patch_cache_control(response, private=True, no_cache=True)
            return response
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS, stale_while_revalidate=FRESH_SECONDS)
        if response.streaming or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if response.status_code == 200:
            set_response_etag(response)
            response = get_conditional_response(request, etag=response["ETag"], response=response) or response
        return _compressed(request, response)


def _compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Compress what a proxy then stores compressed; a page without secrets has none to lose by its length."""
    if not response.content or "gzip" not in request.headers.get("Accept-Encoding", ""):
        return response
    response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
    response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    if "ETag" in response:
        response["ETag"] = f"W/{response['ETag']}"  # the same page in other bytes
    return response
