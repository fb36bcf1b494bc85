"""Keying in what came on paper, by e-mail or in a meeting: source, contributor, comments and the scanned original."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from base.public_posts import token_in
from base.put_up import RefusedFile
from consultation import permissions, procedure
from consultation.admin import sections
from consultation.admin.forms import KeyInForm
from consultation.admin.listing import consultation_for
from consultation.citing import menu
from consultation.contributing import drafts
from consultation.contributing.boxes import Boxes
from consultation.contributing.fields import question_name
from consultation.contributing.forms import WHOLE, WhatForm
from consultation.contributing.views import ADD, DROP
from consultation.models import ConsultationPage, Contribution, ContributionDraft

# What the next letter of a pile has in common with the one before.
KEPT_FOR_THE_NEXT = ("channel", "received_on", "contributor_type")


@require_http_methods(["GET", "HEAD", "POST"])
def key_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form, or take it; files that were taken once need not be chosen again."""
    consultation = consultation_for(request, pk, permissions.may_key_in)
    if not consultation.live:
        raise Http404
    if request.method != "POST":
        kept = {name: request.GET[name][:40] for name in KEPT_FOR_THE_NEXT if request.GET.get(name)}
        return _show(request, Boxes.asked_for(consultation, ""), KeyInForm(initial=kept))
    draft = _draft(consultation, request.POST.get("token", ""))
    posted = drafts.files(draft).take_posted(request)
    boxes, go = Boxes.posted(consultation, request.POST), request.POST.get("go", "")
    if posted.is_busy or go == ADD or go.startswith(DROP):
        if go == ADD:
            for order in request.POST.getlist("add"):
                boxes = boxes.with_one_more(order)
        elif go.startswith(DROP):
            boxes = boxes.without(go.removeprefix(DROP))
        return _show(request, boxes, KeyInForm(initial=request.POST.dict()), None, draft, posted.refused)
    form, what = KeyInForm(request.POST), boxes.form(request.POST)
    if not (form.is_valid() & what.is_valid()):
        return _show(request, boxes, form, what, draft)
    try:
        made = _keep(request, draft, form, what)
    except procedure.Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, boxes, form, what, draft)
    late = " Đến sau ngày hết hạn nên được ghi là đến muộn." if made.late else ""
    messages.success(request, f"Đã nhập {made.number}, {made.comments.count()} góp ý.{late}")
    if go == "next":
        given = urlencode({name: request.POST.get(name, "") for name in KEPT_FOR_THE_NEXT})
        return redirect(f"{reverse('consultation_desk:key_in', args=[consultation.pk])}?{given}")
    return redirect(f"{reverse('consultation_desk:comments', args=[consultation.pk])}?trang-thai=tat-ca")


# The file that came is looked at before any transaction is opened (site/urls.py asks for it).
key_in.opens_transactions_itself = True  # type: ignore[attr-defined]


def _draft(consultation: ConsultationPage, token: str) -> ContributionDraft:
    """Return the draft on which the files of this form hang; made with the first post."""
    known = token_in(token)
    found = drafts.alive(consultation, known).first()
    if found is not None:
        return found
    draft = ContributionDraft(consultation=consultation)
    taken = known is None or ContributionDraft.objects.filter(token=known).exists()
    if known is not None and not taken:
        draft.token = known
    draft.save()
    return draft


def _keep(request: HttpRequest, draft: ContributionDraft, form: KeyInForm, what: WhatForm) -> Contribution:
    return procedure.key_in(
        draft.consultation,
        request.user,
        form_token=draft.token,
        channel=form.cleaned_data["channel"],
        provenance=form.cleaned_data["provenance"],
        received_on=form.cleaned_data["received_on"],
        comments=what.comments(),
        choices=what.choices(),
        person=form.person(),
        draft=draft,
    )


def _show(
    request: HttpRequest,
    boxes: Boxes,
    form: KeyInForm,
    what: WhatForm | None = None,
    draft: ContributionDraft | None = None,
    refused: Sequence[RefusedFile] = (),
) -> HttpResponse:
    what = what or boxes.form()
    draft = draft or ContributionDraft(consultation=boxes.consultation)
    context: dict[str, Any] = {
        "consultation": boxes.consultation,
        "links": sections.offered(request.user, boxes.consultation),
        "route": "consultation_desk:key_in",
        "form": form,
        "what": what,
        "boxes": boxes,
        "rows": boxes.rows(what),
        "whole": what[WHOLE],
        "questions": [what[question_name(question.key)] for question in what.questions],
        "menu": menu(boxes.document) if boxes.document else [],
        "token": draft.token,
        "action": reverse("consultation_desk:key_in", args=[boxes.consultation.pk]),
    }
    if draft.pk is not None:
        context |= drafts.files(draft).shown(refused)
    else:
        context |= drafts.no_files()
    return TemplateResponse(request, "consultation/admin/key_in.html", context)
