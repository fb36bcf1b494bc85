"""The addresses of the portal. They are Vietnamese, short and last for ever (design, 3)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.static import serve
from portal.api import api, pages
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from base import captcha_views

View = Callable[..., HttpResponse]
handler500 = "base.errors.server_error"


def _in_one_transaction(view: View) -> View:
    """Make a changing request of the admin one transaction: Wagtail's own actions open none (design, 3.6)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # A view that looks at a file first opens its transaction itself: on SQLite it would stop every other writer.
        if request.method in ("GET", "HEAD", "OPTIONS") or getattr(view, "opens_transactions_itself", False):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return wrapped


urlpatterns = [
    path("admin/", include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, _in_one_transaction))),
    path("tep/", include(wagtaildocs_urls)),
    path("captcha/image/<str:key>/", captcha_views.picture, name="captcha-image"),
    path("captcha/audio/<str:key>/", captcha_views.sound, name="captcha-audio"),
    path("captcha/refresh/", captcha_views.another, name="captcha-refresh"),
    path("api/v1/", api.urls),
    path("api/v2/", pages.urls),
    path("", include("search.urls")),
    path("", include("qa.urls")),
    path("", include("inspection.urls")),
    path("", include("consultation.urls")),
    path("", include("casework.urls")),
    path("", include("home.urls")),
    # Pictures of pages only; documents go through the view that asks whether they are public.
    re_path(r"^media/(?P<path>images/.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include(wagtail_urls)),
]
