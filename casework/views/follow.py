"""Following a case, by its number and secret; both travel by POST, and no page of a case is cached."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.documents import get_document_model

from base import limits
from base.forms import LONGEST
from base.public_posts import public_post
from base.put_up import RefusedFile
from casework import attaching, codes, deadlines, procedure
from casework.advice import advice_for
from casework.forms import FollowForm, SupplementForm
from casework.models import Case, EventKind
from casework.states import Verb

NOT_FOUND = "Không tìm thấy hồ sơ với mã số và mã bí mật này. Xin xem lại giấy biên nhận hoặc thư Bộ đã gửi."
TIMELINE: dict[str, str] = {
    EventKind.SUBMIT: "Đã nhận câu hỏi của ông/bà trên cổng",
    Verb.RECEIVE: "Bộ đã tiếp nhận",
    Verb.REJECT: "Bộ không tiếp nhận",
    Verb.TRANSFER: "Đã chuyển cơ quan có thẩm quyền",
    Verb.REQUEST_SUPPLEMENT: "Bộ đề nghị ông/bà bổ sung thông tin",
    Verb.SUPPLEMENT: "Ông/bà đã bổ sung thông tin",
    Verb.DISPATCH: "Đã chuyển đến đơn vị trả lời",
    Verb.ANSWER: "Bộ đã trả lời",
    Verb.REOPEN: "Bộ xem xét lại",
    EventKind.SECRET_SENT: "Đã gửi lại mã bí mật qua thư điện tử",
    Verb.CHANGE_SECRET: "Đã đổi mã bí mật",
}
NOTES_SHOWN = {Verb.REJECT, Verb.TRANSFER, Verb.REQUEST_SUPPLEMENT}


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
@limits.limited("following")
def follow(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "casework/follow/form.html", {"form": FollowForm()})
    form = FollowForm(request.POST)
    case = find_case(form.cleaned_data["number"], form.cleaned_data["secret"]) if form.is_valid() else None
    if case is None:
        return not_found(request, form)
    return show_case(request, case, form)


@public_post
@require_POST
@limits.limited("following")
def supplement(request: HttpRequest) -> HttpResponse:
    """Take what the sender was asked for."""
    form = FollowForm(request.POST)
    case = find_case(form.cleaned_data["number"], form.cleaned_data["secret"]) if form.is_valid() else None
    if case is None:
        return not_found(request, form)
    given = SupplementForm(request.POST)
    posted = attaching.Posted()
    if case.awaits_supplement:
        awaited = Case.objects.awaiting_supplement().filter(pk=case.pk)
        posted = attaching.take_posted(request, case.token, awaited)
    if posted.is_busy:
        given = SupplementForm(initial={"supplement": request.POST.get("supplement", "")[:LONGEST]})
    elif case.awaits_supplement and given.is_valid():
        # The same form may come twice at once: the first one is kept and the page shows it.
        with suppress(procedure.WrongState):
            procedure.supplement(case, content=given.cleaned_data["supplement"])
        given = SupplementForm()
    return show_case(request, case, form, given, posted.refused)


@public_post
@require_POST
@limits.limited("following")
def answer_file(request: HttpRequest) -> HttpResponseBase:
    """Give the sender a file of the answer; a file of an answer that is not for the public is had in no other way."""
    form = FollowForm(request.POST)
    case = find_case(form.cleaned_data["number"], form.cleaned_data["secret"]) if form.is_valid() else None
    answer = case.answers.last() if case else None
    wanted = request.POST.get("file", "")
    known = {str(file["id"]) for file in answer.files} if answer else set()
    if wanted not in known:
        return not_found(request, form)
    document = get_object_or_404(get_document_model(), pk=int(wanted))
    response = FileResponse(document.file.open("rb"), as_attachment=True, filename=document.filename)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def find_case(number: str, secret: str) -> Case | None:
    """Return the case that the number names and the secret opens; an unknown number costs what a wrong secret costs."""
    return codes.CASES.opened(Case.objects.all(), number, secret)


def not_found(request: HttpRequest, form: FollowForm) -> HttpResponse:
    if form.is_valid():
        form.add_error(None, NOT_FOUND)
    return render(request, "casework/follow/form.html", {"form": form})


def show_case(
    request: HttpRequest,
    case: Case,
    codes_form: FollowForm,
    supplement_form: SupplementForm | None = None,
    refused_files: Sequence[RefusedFile] = (),
    *,
    refusal: str = "",
) -> HttpResponse:
    case = Case.objects.select_related("policy_field", "unit", "transferred_to").get(pk=case.pk)
    counted = deadlines.due(case)
    context = {
        "case": {
            "number": case.number,
            "status": case.public_status.value,
            "status_label": case.public_status.label,
            "submitted_on": case.submitted_at,
            # While the clock stands still, the day counted before it stopped is no promise.
            "due_on": None if case.awaits_supplement else case.due_on,
            "title": case.title,
            "content": case.content,
            "field_name": case.policy_field.name if case.policy_field else "",
            "unit_name": case.unit.name if case.unit else "",
        },
        "timeline": _timeline(case),
        "answer": _answer(case),
        "due_explained": counted.explained if counted else "",
        "supplement_form": _supplement_form(case, supplement_form),
        "number": case.number,
        "secret": codes_form.cleaned_data["secret"],
        "change_token": uuid.uuid4(),
        "change_refused": refusal,
        "rejection": _rejection(case),
        "transfer": _transfer(case),
        "sent_files": case.files.all(),
    }
    if case.awaits_supplement:
        context |= attaching.shown(case.token, refused_files)
    return render(request, "casework/follow/case.html", context)


def _timeline(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "at": event.at,
            "text": TIMELINE.get(event.verb, ""),
            "note": event.note if event.verb in NOTES_SHOWN else "",
        }
        for event in case.events.filter(is_public=True)
    ]


def _answer(case: Case) -> dict[str, Any] | None:
    answer = case.answers.select_related("page").last()
    if answer is None:
        return None
    return {
        "number": answer.number,
        "answered_on": answer.answered_on,
        "title": answer.title,
        "short_answer": answer.short_answer,
        "html": answer.html,
        "legal_bases": answer.legal_bases,
        "doc_number": answer.doc_number,
        "files": answer.files,
        "public_url": answer.public_path,
    }


def _supplement_form(case: Case, given: SupplementForm | None) -> SupplementForm | None:
    """Return the form for what the sender is asked for, with the officer's words beside the field."""
    if not case.awaits_supplement:
        return None
    form = given or SupplementForm()
    form.fields["supplement"].help_text = _last_note(case, Verb.REQUEST_SUPPLEMENT)
    return form


def _last_note(case: Case, verb: Verb) -> str:
    event = case.events.filter(verb=verb).last()
    return event.note if event else ""


def _rejection(case: Case) -> dict[str, str] | None:
    if not case.reject_reason:
        return None
    return {
        "reason": case.get_reject_reason_display(),
        "note": _last_note(case, Verb.REJECT),
        "advice": advice_for(case.reject_reason),
    }


def _transfer(case: Case) -> dict[str, str] | None:
    if case.transferred_to is None:
        return None
    return {"body": case.transferred_to.name, "note": _last_note(case, Verb.TRANSFER)}
