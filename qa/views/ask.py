"""Asking, in stages on the server: question → answers that may help → details and consent → check → code.

Between stages everything lies in an AskDraft under a token that travels in the form; nothing of it is in a URL, a
cookie or a session. The first page is the same for everybody and may be cached.
"""

import json
import uuid
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from base.middleware import is_broken
from base.public_posts import public_post
from casework import procedure
from casework.models import Case, ConsentText
from casework.receipts import receipt
from qa.forms import CheckForm, DetailsForm, QuestionForm
from qa.models import AskDraft
from qa.models.drafts import LIFETIME
from search import finding, usage
from search.engines import EngineUnavailable
from search.models import Ending, Place

SHOWN_ANSWERS = 5
EDITS = ("edit-question", "edit-details", "back")
# No box takes more; what is longer is refused, and not kept between the stages either.
LONGEST = 12_000
# A longer question tells a story, with somebody in it: of it the title alone is logged.
LONGEST_LOGGED = 300


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the first stage, or take a stage that was posted."""
    if not ConsentText.objects.exists():
        # Nobody may be asked for personal data before it is written down what they agree to.
        return render(request, "qa/ask/closed.html", status=503)
    if request.method != "POST":
        return _show(request, "question", QuestionForm())
    stage = request.POST.get("stage", "question")
    token = _token(request.POST.get("token", ""))
    if stage == "question":
        return _take_question(request, token)
    draft = AskDraft.objects.alive().filter(pk=token).first() if token else None
    if stage == "check" and token:
        return _take_check(request, token)
    if draft is None:
        return _expired(request)
    if stage == "answers":
        return _take_answers(request, draft)
    return _take_details(request, draft)


@public_post
@require_POST
def suggestions(request: HttpRequest) -> HttpResponse:
    """Return answers that may already help, with their first lines, for the text typed so far."""
    try:
        text = json.loads(request.body).get("text", "")
    except (ValueError, AttributeError, RecursionError):
        return JsonResponse({"items": []}, status=400)
    if not isinstance(text, str) or is_broken(text):
        return JsonResponse({"items": []}, status=400)
    cards = finding.similar(text[:2000], SHOWN_ANSWERS)
    return JsonResponse({"items": [{name: card[name] for name in ("title", "url", "lines")} for card in cards]})


def _take_question(request: HttpRequest, token: uuid.UUID | None) -> HttpResponse:
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _show(request, "question", form, token)
    draft = (AskDraft.objects.alive().filter(pk=token).first() if token else None) or AskDraft()
    draft.data["question"] = _typed(form)
    cards = _like(draft)
    draft.save()
    if not cards:
        return _show_details(request, draft)
    return _show(request, "answers", None, draft.token, cards=cards, log=draft.data["log"])


def _take_answers(request: HttpRequest, draft: AskDraft) -> HttpResponse:
    go = request.POST.get("go")
    if go == "solved":
        usage.ended(draft.data.get("log", ""), Ending.SOLVED)
        draft.delete()
        return render(request, "qa/ask/solved.html")
    if go == "back":
        return _show(request, "question", QuestionForm(draft.data["question"]), draft.token)
    usage.ended(draft.data.get("log", ""), Ending.STILL)
    return _show_details(request, draft)


def _take_details(request: HttpRequest, draft: AskDraft) -> HttpResponse:
    form = DetailsForm(request.POST)
    if request.POST.get("go") == "back":
        draft.data["details"] = _typed(form)
        draft.save()
        return _show(request, "question", QuestionForm(draft.data["question"]), draft.token)
    if not form.is_valid() or "consent_version" not in draft.data:
        return _show_details(request, draft, form)  # nobody agrees to a wording that was not shown
    draft.data["details"] = _typed(form)
    draft.save()
    return _show_check(request, draft, CheckForm())


def _take_check(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Open the case. The draft's row is locked, so a form posted twice, even at once, opens one case."""
    go = request.POST.get("go")
    fault: Exception | None = None
    with transaction.atomic():
        draft = AskDraft.objects.select_for_update().filter(pk=token).first()
        # A secret that was changed is not shown by the old form: whoever holds that form may be why it was changed.
        known = Case.objects.filter(token=token, submitted_at__gt=timezone.now() - LIFETIME, secret_version=1).first()
        if known is not None:
            return _receipt(request, known)
        if draft is None or draft.created_at <= timezone.now() - LIFETIME:
            return _expired(request)
        if go == "edit-question":
            return _show(request, "question", QuestionForm(draft.data["question"]), draft.token)
        if go in EDITS:
            return _show_details(request, draft, DetailsForm(draft.data.get("details", {})))
        question, details = QuestionForm(draft.data.get("question", {})), DetailsForm(draft.data.get("details", {}))
        if not question.is_valid():
            return _show(request, "question", question, draft.token)
        if not details.is_valid():
            return _show_details(request, draft, details)
        form = CheckForm(request.POST)
        if not form.is_valid():
            return _show_check(request, draft, form)
        try:
            with transaction.atomic():
                case = _submit(draft, question.cleaned_data, details.cleaned_data)
                draft.delete()
        except Exception as error:
            fault = error
    if fault is not None:
        raise fault  # after the commit: a rollback would revive the captcha that was used
    return _receipt(request, case)


def _submit(draft: AskDraft, question: dict[str, Any], details: dict[str, Any]) -> Case:
    sender = {name: value for name, value in details.items() if name not in ("consent", "website")}
    return procedure.submit(
        token=draft.token,
        title=question["title"],
        content=question["content"],
        policy_field=question["policy_field"],
        sender=sender,
        consent_text=ConsentText.objects.get(version=draft.data["consent_version"]),
    )


def _receipt(request: HttpRequest, case: Case) -> HttpResponse:
    return render(request, "qa/ask/receipt.html", receipt(case))


def _show(
    request: HttpRequest, stage: str, form: forms.Form | None, token: uuid.UUID | None = None, **context: Any
) -> HttpResponse:
    context |= {"stage": stage, "form": form, "token": str(token) if token else "", "suggest_url": "/hoi/goi-y/"}
    return render(request, f"qa/ask/{stage}.html", context)


def _show_details(request: HttpRequest, draft: AskDraft, form: forms.Form | None = None) -> HttpResponse:
    consent = _consent()
    if draft.data.get("consent_version") != consent.version:
        draft.data["consent_version"] = consent.version  # what the sender agrees to is the wording shown
        draft.save()
    kept = draft.data.get("details")
    return _show(
        request,
        "details",
        form or (DetailsForm(initial=kept) if kept else DetailsForm()),
        draft.token,
        consent={"version": consent.version, "text": consent.text},
    )


def _show_check(request: HttpRequest, draft: AskDraft, form: CheckForm) -> HttpResponse:
    return _show(request, "check", form, draft.token, summary=_summary(draft))


def _summary(draft: AskDraft) -> list[dict[str, str]]:
    """Return what was typed, with the stage where each line can be changed."""
    lines = []
    for stage, form_class in (("question", QuestionForm), ("details", DetailsForm)):
        form = form_class(draft.data.get(stage, {}))
        form.is_valid()
        for name, value in form.cleaned_data.items():
            if value and name not in ("consent", "website"):
                choices = dict(getattr(form.fields[name], "choices", ())) if name == "sender_type" else {}
                lines.append(
                    {"label": str(form.fields[name].label), "value": str(choices.get(value, value)), "stage": stage}
                )
    return lines


def _like(draft: AskDraft) -> list[dict[str, Any]]:
    """Return answers to a like question, and log once for each draft what was shown, however often it is changed."""
    question = draft.data["question"]
    text = f"{question['title']} {question['content']}"
    try:
        like = finding.find_similar(text[:2000], SHOWN_ANSWERS)
    except EngineUnavailable:
        return []
    if draft.data.get("log"):
        usage.shown_again(draft.data["log"], found=like.total, shown=like.shown)
    else:
        draft.data["log"] = usage.record(
            Place.ASK,
            text if len(text) <= LONGEST_LOGGED else question["title"],
            policy_field=question["policy_field"],
            found=like.total,
            shown=like.shown,
            engine=like.engine,
            took_ms=like.took_ms,
        )
    return like.cards


def _typed(form: forms.Form) -> dict[str, str]:
    """Return the form's fields as they were typed, so that they can be shown again as they were."""
    return {name: form.data.get(name, "")[:LONGEST] for name in form.fields if name != "website"}


def _consent() -> ConsentText:
    return ConsentText.objects.current().order_by("-valid_from", "-pk").first() or ConsentText.objects.latest("pk")


def _expired(request: HttpRequest) -> HttpResponse:
    return render(request, "qa/ask/expired.html", status=410)


def _token(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
