"""A lost secret is asked for; nothing here tells a stranger of a contribution."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from base import limits
from base.public_posts import public_post
from consultation import lost_secrets
from consultation.contributing.own_forms import LostCheckForm, LostForm


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
@limits.limited("following")
def lost(request: HttpRequest) -> HttpResponse:
    """Ask which contribution and which address; then the picture; then always the same answer."""
    if request.method != "POST":
        return render(request, "consultation/own/lost.html", {"form": LostForm()})
    typed = LostForm(request.POST)
    if not typed.is_valid() or request.POST.get("go") == "back":
        return render(request, "consultation/own/lost.html", {"form": typed})
    checked = LostCheckForm(request.POST if request.POST.get("stage") == "check" else None, initial=typed.data)
    if not checked.is_valid():
        return render(request, "consultation/own/lost_check.html", {"form": checked})
    lost_secrets.ask(checked.cleaned_data["number"], checked.cleaned_data["contact"])
    return render(request, "consultation/own/lost_sent.html")
