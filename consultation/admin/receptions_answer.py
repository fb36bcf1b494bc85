"""The screen on which one comment, several, or a group are answered, the provision's words beside."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from base.forms import TextField
from base.refusals import Refusal
from consultation.admin.receptions_common import around, comments_of, consultation_for, numbers
from consultation.admin.receptions_words import beside
from consultation.models import Comment, CommentGroup, ConsultationPage, Reception, ReceptionKind
from consultation.procedure.answer import NO_EXPLANATION, NO_KIND, answer_all, clear

MOST_AT_ONCE = 200
SHOWN_OF_A_GROUP = 20
LONGEST = 20_000


class AnswerForm(forms.Form):
    """What became of the comments, and why."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Kết quả",
        choices=ReceptionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": NO_KIND, "invalid_choice": NO_KIND},
    )
    explanation = TextField(
        label="Nội dung tiếp thu, giải trình",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Ai cũng đọc được, và người góp ý nhận qua thư. Nêu đã sửa ở đâu, hoặc vì sao giữ nguyên.",
        error_messages={"required": NO_EXPLANATION, "max_length": f"Nội dung dài quá {LONGEST} ký tự."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, above: int) -> HttpResponse:
    """Answer the comments that `c` names, or the group that `nhom` names."""
    consultation = consultation_for(request, above)
    said = request.POST if request.method == "POST" else request.GET
    group = _group(consultation, said.get("nhom", ""))
    comments = _comments(consultation, group, numbers(said.getlist("c"))[:MOST_AT_ONCE])
    targets: list[Comment | CommentGroup] = [group] if group else [*comments]
    if not targets:
        raise Http404
    known = _known(targets)
    initial = {"kind": known.kind, "explanation": known.explanation} if known else {}
    form = AnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answer_all(targets, request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã ghi nội dung tiếp thu, giải trình cho {_counted(group, comments)} góp ý.")
            return redirect(_back(request, consultation))
    context = around(request, consultation, "comments") | {
        "form": form,
        "group": group,
        "comments": comments,
        "count": _counted(group, comments),
        "beside": beside(consultation, comments),
        "known": known,
        "back": _back(request, consultation),
    }
    return TemplateResponse(request, "consultation/admin/reception_answer.html", context)


@require_POST
def clear_answer(request: HttpRequest, above: int, pk: int) -> HttpResponse:
    """Take an answer away that nobody has read yet."""
    consultation = consultation_for(request, above)
    reception = Reception.objects.filter(consultation=consultation, pk=pk).first()
    if reception is None:
        raise Http404
    try:
        clear(reception, request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã xóa nội dung tiếp thu, giải trình. Góp ý chờ được trả lời lại.")
    return redirect("receptions:comments", consultation.pk)


def _group(consultation: ConsultationPage, given: str) -> CommentGroup | None:
    return consultation.groups.filter(pk__in=numbers([given])).first()


def _comments(consultation: ConsultationPage, group: CommentGroup | None, ids: list[int]) -> list[Comment]:
    found = comments_of(consultation, ids)
    if group is not None:
        found = Comment.objects.counted().filter(group=group, reception=None)
    found = found.select_related("contribution", "document", "consultation", "group").order_by("pk")
    return list(found[:SHOWN_OF_A_GROUP] if group else found)


def _known(targets: list[Any]) -> Reception | None:
    """Return the answer that is there already, if there is one for all."""
    found = [getattr(target, "reception", None) for target in targets]
    return found[0] if len(found) == 1 else None


def _counted(group: CommentGroup | None, comments: list[Comment]) -> int:
    return group.comments.count() if group else len(comments)


def _back(request: HttpRequest, consultation: ConsultationPage) -> str:
    return reverse("receptions:comments", args=[consultation.pk])
