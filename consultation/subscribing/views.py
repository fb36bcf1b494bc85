"""Asking for letters about drafts, and the pages that the letters lead to."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base import limits
from base.context import HOME_CRUMB
from base.public_posts import public_post
from consultation.models import Subscription
from consultation.reading import DRAFTS_CRUMB
from consultation.subscribing import procedure
from consultation.subscribing.forms import SubscribeCheckForm, SubscribeForm
from ministry.models import PolicyField

CRUMBS = [HOME_CRUMB, DRAFTS_CRUMB, {"title": "Nhận tin", "url": ""}]


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
@limits.limited("subscribing")
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for the address and the fields; then the picture; then always the same answer."""
    if request.method != "POST":
        return _page(request, "ask", form=SubscribeForm())
    typed = SubscribeForm(request.POST)
    if not typed.is_valid() or request.POST.get("go") == "back":
        return _page(request, "ask", form=typed)
    initial = {"email": typed.cleaned_data["email"], "fields_wanted": typed.cleaned_data["fields_wanted"]}
    checked = SubscribeCheckForm(request.POST if request.POST.get("stage") == "check" else None, initial=initial)
    if not checked.is_valid():
        return _page(request, "check", form=checked, email=initial["email"], fields=initial["fields_wanted"])
    procedure.ask(checked.cleaned_data["email"], checked.cleaned_data["fields_wanted"])
    return _page(request, "sent")


@public_post
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Ask for the yes; only a press of the button says it: programs that look through letters follow links."""
    if request.method == "POST":
        subscription = procedure.confirm(token)
        return _page(request, "confirmed" if subscription else "gone", subscription=subscription, token=token)
    subscription = Subscription.objects.filter(token=token).first()
    if subscription is None:
        return _page(request, "gone")
    wanted = PolicyField.objects.filter(pk__in=subscription.wanted or ()).order_by("name")
    return _page(request, "confirm", subscription=subscription, wanted=wanted, token=token)


@public_post
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Ask whether to leave; a post leaves, be it from this page or from a mail program (RFC 8058)."""
    if request.method == "POST":
        procedure.leave(token)
        return _page(request, "left")
    return _page(request, "leave", token=token)


def _page(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    return render(request, f"consultation/subscribing/{name}.html", {"breadcrumbs": CRUMBS} | context)
