"""Contributing, in stages on the server: what is said → who says it → check → receipt.

Between stages everything lies in a ContributionDraft under a token that travels in the form; nothing of it is in a
URL, a cookie or a session. The first page is the same for everybody and may be cached. What each stage shows is in
stages.py; the last one, which keeps the contribution, is sending.py.
"""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_http_methods

from base import limits
from base.public_posts import public_post, token_in
from casework.models import ConsentText
from consultation.contributing import drafts
from consultation.contributing.boxes import Boxes
from consultation.contributing.forms import WhoForm
from consultation.contributing.sending import EDITS, take_check
from consultation.contributing.stages import closed, expired, is_taking, show_check, show_what, show_who, typed
from consultation.models import ConsultationPage, ContributionDraft

ADD, DROP = "add", "drop-"


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    """Show the first stage for the provision that `?dieu=` names, or take a stage that was posted."""
    consultation = ConsultationPage.public().filter(number=number).select_related("unit").first()
    if consultation is None:
        raise Http404
    address = f"{consultation.address}gop-y/"
    if request.method != "POST":
        if request.path != address:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        if not is_taking(consultation) or not ConsentText.objects.exists():
            return closed(request, consultation)
        return show_what(request, Boxes.asked_for(consultation, request.GET.get("dieu", "")))
    return _take(request, consultation)


def _take(request: HttpRequest, consultation: ConsultationPage) -> HttpResponse:
    stage = request.POST.get("stage", "what")
    token = token_in(request.POST.get("token", ""))
    sends = stage == "check" and request.POST.get("go") not in EDITS
    brings_files = stage == "who" and bool(request.FILES)
    if wait := limits.seconds_to_wait(request, "asking" if sends else "files" if brings_files else "writing"):
        return limits.too_many(request, wait)
    if stage == "check" and token:
        return take_check(request, consultation, token)
    draft = drafts.alive(consultation, token).first()
    if not is_taking(consultation) or not ConsentText.objects.exists():
        # Nobody may be asked for personal data before it is written down what they agree to.
        return closed(request, consultation, draft)
    if stage == "what":
        return _take_what(request, consultation, draft, token)
    if draft is None:
        return expired(request, consultation)
    return _take_who(request, draft)


def _take_what(
    request: HttpRequest, consultation: ConsultationPage, draft: ContributionDraft | None, token: uuid.UUID | None
) -> HttpResponse:
    boxes, go = Boxes.posted(consultation, request.POST), request.POST.get("go", "")
    if go == ADD or go.startswith(DROP):
        boxes = boxes.without(go.removeprefix(DROP)) if go != ADD else boxes.with_one_more(request.POST.get("add", ""))
        return show_what(request, boxes, token=draft.token if draft else None)
    form = boxes.form(request.POST)
    if not form.is_valid():
        return show_what(request, boxes, form, draft.token if draft else None)
    draft = draft or ContributionDraft(consultation=consultation)
    drafts.keep(draft, what=boxes.kept(typed(form)))
    return show_who(request, draft)


def _take_who(request: HttpRequest, draft: ContributionDraft) -> HttpResponse:
    form = WhoForm(request.POST)
    posted = drafts.files(draft).take_posted(request)
    go = request.POST.get("go")
    if go == "back":
        drafts.keep(draft, who=typed(form))
        return show_what(request, Boxes.of_draft(draft), token=draft.token)
    if not posted.is_busy and (not form.is_valid() or "consent_version" not in draft.content):
        return show_who(request, draft, form)  # nobody agrees to a wording that was not shown
    drafts.keep(draft, who=typed(form))
    if posted.is_busy:
        return show_who(request, draft, refused_files=posted.refused)
    return show_check(request, draft)
