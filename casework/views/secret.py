"""A secret that was lost is sent again, one that leaked is changed; nothing here tells a stranger of a case."""

import datetime
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from base import limits
from base.public_posts import public_post, token_in
from casework import codes, lost_secrets, procedure
from casework.forms import FollowForm, LostSecretCheckForm, LostSecretForm
from casework.models import Case
from casework.receipts import receipt
from casework.states import Verb
from casework.views.follow import find_case, not_found, show_case

# A page that is loaded again shows the new secret; on a shared computer it does not stay for the next person.
SHOWN_AGAIN = datetime.timedelta(minutes=10)


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
@limits.limited("following")
def lost(request: HttpRequest) -> HttpResponse:
    """Ask which case and which address; then the picture; then always the same answer."""
    if request.method != "POST":
        return render(request, "casework/follow/lost.html", {"form": LostSecretForm()})
    typed = LostSecretForm(request.POST)
    if not typed.is_valid() or request.POST.get("go") == "back":
        return render(request, "casework/follow/lost.html", {"form": typed})
    checked = LostSecretCheckForm(request.POST if request.POST.get("stage") == "check" else None, initial=typed.data)
    if not checked.is_valid():
        return render(request, "casework/follow/lost_check.html", {"form": checked})
    lost_secrets.ask(checked.cleaned_data["number"], checked.cleaned_data["contact"])
    return render(request, "casework/follow/lost_sent.html")


@public_post
@require_POST
@limits.limited("following")
def change(request: HttpRequest) -> HttpResponse:
    """Give the case a new secret and show it; the same form posted again shows it again."""
    form, form_token = FollowForm(request.POST), token_in(request.POST.get("form_token", ""))
    case = None
    if form.is_valid():
        number, secret = form.cleaned_data["number"], form.cleaned_data["secret"]
        case = find_case(number, secret) or _just_changed(number, secret, form_token)
    if case is None:
        return not_found(request, form)
    try:
        procedure.change_secret(case, form_token=form_token)
    except procedure.TooOften as refusal:
        return show_case(request, case, form, refusal=str(refusal))
    except procedure.NotAllowed:
        return not_found(request, form)  # somebody else changed it a moment ago
    return render(request, "casework/follow/changed.html", receipt(case))


def _just_changed(number: str, old_secret: str, form_token: uuid.UUID | None) -> Case | None:
    """Return the case whose secret this very form has changed a moment ago, from the secret that it carries."""
    case = Case.objects.filter(
        number=codes.normalise_number(number),
        secret_changed_with=form_token or uuid.uuid4(),
        events__verb=Verb.CHANGE_SECRET,
        events__at__gt=timezone.now() - SHOWN_AGAIN,
    ).first()
    return case if case and codes.is_secret(old_secret, case.token, case.secret_version - 1) else None
