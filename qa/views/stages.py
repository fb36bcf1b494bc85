"""What each stage of asking shows."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from base.forms import LONGEST
from base.last_look import CheckForm
from base.put_up import RefusedFile
from casework import attaching
from casework.models import Attachment, ConsentText
from qa.forms import DetailsForm, QuestionForm
from qa.models import AskDraft


def show(
    request: HttpRequest, stage: str, form: forms.Form | None, token: uuid.UUID | None = None, **context: Any
) -> HttpResponse:
    context |= {"stage": stage, "form": form, "token": str(token) if token else "", "suggest_url": "/hoi/goi-y/"}
    return render(request, f"qa/ask/{stage}.html", context)


def show_details(
    request: HttpRequest, draft: AskDraft, form: forms.Form | None = None, refused_files: Sequence[RefusedFile] = ()
) -> HttpResponse:
    consent = _consent()
    if draft.data.get("consent_version") != consent.version:
        draft.data["consent_version"] = consent.version  # what the sender agrees to is the wording shown
        draft.save()
    kept = draft.data.get("details")
    return show(
        request,
        "details",
        form or (DetailsForm(initial=kept) if kept else DetailsForm()),
        draft.token,
        consent={"version": consent.version, "text": consent.text},
        **attaching.shown(draft.token, refused_files),
    )


def show_check(request: HttpRequest, draft: AskDraft, form: CheckForm | None = None) -> HttpResponse:
    return show(
        request,
        "check",
        form or CheckForm(solved=bool(draft.data.get("solved"))),
        draft.token,
        summary=_summary(draft),
        files=Attachment.objects.of_draft(draft.token),
    )


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


def typed(form: forms.Form) -> dict[str, str]:
    """Return the form's fields as they were typed, so that they can be shown again as they were."""
    return {name: form.data.get(name, "")[:LONGEST] for name in form.fields if name != "website"}


def _consent() -> ConsentText:
    return ConsentText.objects.current().order_by("-valid_from", "-pk").first() or ConsentText.objects.latest("pk")


def expired(request: HttpRequest) -> HttpResponse:
    return render(request, "qa/ask/expired.html", status=410)
