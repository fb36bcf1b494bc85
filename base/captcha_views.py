"""The picture of a captcha, its sound, and another one in its place: each for one visitor, never cached."""

import logging
import re

from captcha.models import CaptchaStore
from captcha.views import captcha_image
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base import captcha, limits, spoken
from base.public_posts import public_post

log = logging.getLogger(__name__)

_ONE_RANGE = re.compile(r"bytes=([0-9]{1,9})-([0-9]{0,9})")


@never_cache
@require_safe
@limits.limited("pictures", methods=("GET", "HEAD"), refusal=limits.nothing)
def picture(request: HttpRequest, key: str) -> HttpResponseBase:
    return captcha_image(request, key) if captcha.alive(key) else HttpResponse(status=410)


@never_cache
@require_safe
@limits.limited("pictures", methods=("GET", "HEAD"), refusal=limits.nothing)
def sound(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the letters spoken; in pieces when the player asks for a range of bytes."""
    known = captcha.alive(key)
    if known is None:
        return HttpResponse(status=410)
    try:
        said = spoken.speak(known.challenge, key)
    except spoken.NoVoiceError as fault:
        log.warning("captcha: no sound (%s)", fault)
        return HttpResponse(status=503)
    return _piece(said, request.headers.get("Range", ""))


@public_post
@require_POST
@limits.limited("pictures", refusal=limits.no_items)
def another(request: HttpRequest) -> HttpResponse:
    """Make another picture for whoever cannot read this one; by POST, since it makes a row."""
    key = CaptchaStore.pick()
    audio = reverse("captcha-audio", args=[key]) if spoken.is_available() else None
    return JsonResponse({"key": key, "image_url": reverse("captcha-image", args=[key]), "audio_url": audio})


def _piece(said: bytes, wanted: str) -> HttpResponse:
    """Return the bytes that a player asks for; Safari plays nothing from a server that gives no ranges."""
    asked = _ONE_RANGE.fullmatch(wanted)
    first, last = (int(asked[1]), min(int(asked[2] or len(said)), len(said) - 1)) if asked else (0, len(said) - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(said)}"})
    response = HttpResponse(said[first : last + 1], content_type="audio/wav", headers={"Accept-Ranges": "bytes"})
    if asked:
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{len(said)}"
    return response
