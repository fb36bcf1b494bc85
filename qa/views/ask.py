"""Asking, in stages on the server: question → answers that may help → details and consent → check → code.

Between stages everything lies in an AskDraft under a token that travels in the form; nothing of it is in a URL, a
cookie or a session. The first page is the same for everybody and may be cached. What each stage shows is in
qa/views/stages.py; the last one, which opens the case, is qa/views/sending.py.
"""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from base import limits
from base.public_posts import public_post, token_in
from casework import attaching
from casework.models import ConsentText
from qa.forms import DetailsForm, QuestionForm
from qa.models import AskDraft
from qa.views.sending import EDITS, take_check
from qa.views.stages import expired, show, show_check, show_details, typed
from qa.views.suggestions import find_like
from search import usage
from search.models import Ending


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the first stage, or take a stage that was posted."""
    if not ConsentText.objects.exists():
        # Nobody may be asked for personal data before it is written down what they agree to.
        return render(request, "qa/ask/closed.html", status=503)
    if request.method != "POST":
        return show(request, "question", QuestionForm())
    stage = request.POST.get("stage", "question")
    token = token_in(request.POST.get("token", ""))
    sends = stage == "check" and request.POST.get("go") not in EDITS
    brings_files = stage == "details" and bool(request.FILES)
    if wait := limits.seconds_to_wait(request, "asking" if sends else "files" if brings_files else "writing"):
        return limits.too_many(request, wait)
    if stage == "question":
        return _take_question(request, token)
    draft = AskDraft.objects.alive().filter(pk=token).first() if token else None
    if stage == "check" and token:
        return take_check(request, token)
    if draft is None:
        return expired(request)
    if stage == "answers":
        return _take_answers(request, draft)
    return _take_details(request, draft)


def _take_question(request: HttpRequest, token: uuid.UUID | None) -> HttpResponse:
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return show(request, "question", form, token)
    draft = (AskDraft.objects.alive().filter(pk=token).first() if token else None) or AskDraft()
    draft.data["question"] = typed(form)
    cards = find_like(draft)
    draft.save()
    if not cards:
        return show_details(request, draft)
    return show(request, "answers", None, draft.token, cards=cards, log=draft.data["log"])


def _take_answers(request: HttpRequest, draft: AskDraft) -> HttpResponse:
    go = request.POST.get("go")
    if go == "solved":
        usage.ended(draft.data.get("log", ""), Ending.SOLVED)
        draft.delete()
        return render(request, "qa/ask/solved.html")
    if go == "back":
        return show(request, "question", QuestionForm(draft.data["question"]), draft.token)
    usage.ended(draft.data.get("log", ""), Ending.STILL)
    return show_details(request, draft)


def _take_details(request: HttpRequest, draft: AskDraft) -> HttpResponse:
    form = DetailsForm(request.POST)
    posted = attaching.take_posted(request, draft.token, AskDraft.objects.alive().filter(pk=draft.token))
    if request.POST.get("go") == "back":
        draft.data["details"] = typed(form)
        draft.save()
        return show(request, "question", QuestionForm(draft.data["question"]), draft.token)
    if not posted.is_busy and (not form.is_valid() or "consent_version" not in draft.data):
        return show_details(request, draft, form)  # nobody agrees to a wording that was not shown
    draft.data["details"] = typed(form)
    draft.save()
    if posted.is_busy:
        return show_details(request, draft, refused_files=posted.refused)
    return show_check(request, draft)
