"""Two doors that every request passes: broken text stays outside, public pages may be cached."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.cache import patch_cache_control

Handler = Callable[[HttpRequest], HttpResponse]


def is_broken(text: str) -> bool:
    """Tell whether the text holds a NUL or half a surrogate pair, which no database keeps (ground.md, trap 10)."""
    return "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text)


class RefuseBrokenText:
    """Answers 400 to a path, query or field that no database could keep, instead of a 500 deep inside."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The portal speaks UTF-8; what is no text encoding at all was made harmless by base/charset.py.
        if (request.encoding or "utf-8").lower() not in ("utf-8", "utf8"):
            request.encoding = "utf-8"  # the page that says no looks at the query too
            return render(request, "400.html", status=400)
        if is_broken(request.path) or self._any_broken(request.GET):
            return render(request, "400.html", status=400)
        if request.method == "POST" and request.content_type in (
            "application/x-www-form-urlencoded",
            "multipart/form-data",
        ):
            try:
                broken = self._any_broken(request.POST)
            except (UnicodeError, ValueError, UnreadablePostError):
                broken = True  # the last one: the line broke while the body came
            if broken:
                return render(request, "400.html", status=400)
        return self.get_response(request)

    @staticmethod
    def _any_broken(fields: object) -> bool:
        return any(
            is_broken(key) or any(is_broken(value) for value in values)
            for key, values in fields.lists()  # type: ignore[attr-defined]
        )


class PublicHeaders:
    """Lets public pages be cached for a minute; what was set by a view stays."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        cacheable = request.method in ("GET", "HEAD") and response.status_code in (200, 301, 404)
        if cacheable and not response.has_header("Cache-Control") and not response.cookies:
            if request.path.startswith("/admin/") or "Cookie" in response.get("Vary", ""):
                patch_cache_control(response, private=True, no_cache=True)
            else:
                patch_cache_control(response, public=True, max_age=60)
        return response
