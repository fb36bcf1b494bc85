"""What each stage of contributing shows."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from base.forms import LONGEST
from base.last_look import CheckForm
from base.put_up import RefusedFile
from casework.models import ConsentText
from consultation.citing import WHOLE_NAME, menu
from consultation.contributing import drafts
from consultation.contributing.boxes import Boxes
from consultation.contributing.fields import question_name
from consultation.contributing.forms import WHOLE, WhatForm, WhoForm, box_name
from consultation.models import ConsultationPage, ContributionDraft
from consultation.procedure.submitting import TAKES_COMMENTS
from consultation.states import Progress


def is_taking(consultation: ConsultationPage) -> bool:
    """Tell whether comments are taken today, in time or late."""
    return consultation.progress() in TAKES_COMMENTS


def show(
    request: HttpRequest,
    stage: str,
    consultation: ConsultationPage,
    form: forms.Form | None,
    token: uuid.UUID | None = None,
    **context: Any,
) -> HttpResponse:
    context |= {
        "stage": stage,
        "form": form,
        "token": str(token) if token else "",
        "consultation": consultation,
        "action": f"{consultation.address}gop-y/",
        "is_late": consultation.progress() == Progress.AWAITING_OUTCOME,
        "closes_on": consultation.closes_on or consultation.ends_on,
    }
    return render(request, f"consultation/contribute/{stage}.html", context)


def show_what(
    request: HttpRequest, boxes: Boxes, form: WhatForm | None = None, token: uuid.UUID | None = None
) -> HttpResponse:
    form = form or boxes.form()
    return show(
        request,
        "what",
        boxes.consultation,
        form,
        token,
        boxes=boxes,
        rows=boxes.rows(form),
        whole=form[WHOLE],
        questions=[form[question_name(question.key)] for question in form.questions],
        menu=menu(boxes.document) if boxes.document else [],
    )


def show_who(
    request: HttpRequest,
    draft: ContributionDraft,
    form: WhoForm | None = None,
    refused_files: Sequence[RefusedFile] = (),
) -> HttpResponse:
    consent = current_consent()
    if draft.content.get("consent_version") != consent.version:
        drafts.keep(draft, consent_version=consent.version)  # what is agreed to is the wording shown
    kept = draft.content.get("who")
    return show(
        request,
        "who",
        draft.consultation,
        form or (WhoForm(initial=kept) if kept else WhoForm()),
        draft.token,
        consent={"version": consent.version, "text": consent.text},
        **drafts.files(draft).shown(refused_files),
    )


def show_check(request: HttpRequest, draft: ContributionDraft, form: CheckForm | None = None) -> HttpResponse:
    boxes = Boxes.of_draft(draft)
    what = boxes.form(draft.content.get("what", {}).get("typed", {}))
    who = WhoForm(draft.content.get("who", {}))
    if not what.is_valid():
        return show_what(request, boxes, what, draft.token)
    if not who.is_valid():
        return show_who(request, draft, who)
    return show(
        request,
        "check",
        draft.consultation,
        form or CheckForm(solved=bool(draft.content.get("solved"))),
        draft.token,
        shown_as=who.person().shown_as,
        said=said(boxes, what),
        private=_private(who),
        files=drafts.files(draft).there,
    )


def said(boxes: Boxes, form: WhatForm) -> list[dict[str, str]]:
    """Return what is said, each with what it is about, as the public will read it."""
    lines = [
        {"about": each.name, "content": form.cleaned_data[box_name(each)]}
        for each in boxes.provisions
        if form.cleaned_data[box_name(each)]
    ]
    if content := form.cleaned_data[WHOLE]:
        lines.append({"about": WHOLE_NAME, "content": content})
    for question in form.questions:
        if content := form.cleaned_data[question_name(question.key)]:
            lines.append({"about": question.text, "content": content, "choice": "1" if question.options else ""})
    return lines


def typed(form: forms.Form) -> dict[str, str]:
    """Return the form's fields as they were typed, so that they can be shown again as they were."""
    return {name: form.data.get(name, "")[:LONGEST] for name in form.fields if name != "website"}


def current_consent() -> ConsentText:
    return ConsentText.objects.current().order_by("-valid_from", "-pk").first() or ConsentText.objects.latest("pk")


def expired(request: HttpRequest, consultation: ConsultationPage) -> HttpResponse:
    response = show(request, "expired", consultation, None)
    response.status_code = 410
    return response


def closed(
    request: HttpRequest, consultation: ConsultationPage, draft: ContributionDraft | None = None
) -> HttpResponse:
    """Say why nothing can be sent, with all that was typed, so that nobody loses it."""
    boxes = Boxes.of_draft(draft) if draft else Boxes.posted(consultation, request.POST)
    names = {box_name(each): each.name for each in boxes.provisions}
    words = [{"about": names.get(name, ""), "content": text} for name, text in boxes.typed.items() if text.strip()]
    response = show(
        request,
        "closed",
        consultation,
        None,
        progress=consultation.progress(),
        words=words,
        is_upcoming=consultation.progress() == Progress.UPCOMING,
        is_concluded=consultation.progress() == Progress.CONCLUDED,
    )
    response.status_code = 409 if request.method == "POST" else 200
    return response


def _private(who: WhoForm) -> list[dict[str, str]]:
    """Return what only officers will see, with its labels."""
    shown = ("name", "org_name", "tax_code", "representative_title", "signatories", "email", "phone")
    return [
        {"label": str(who.fields[name].label), "value": str(who.cleaned_data[name])}
        for name in shown
        if who.cleaned_data[name]
    ]
