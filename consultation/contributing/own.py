"""A contributor's own page, by number and secret; both travel by POST, and no page of it is cached."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from base import limits
from base.private_download import given
from base.public_posts import public_post
from consultation import procedure
from consultation.citing import menu
from consultation.codes import CONTRIBUTIONS
from consultation.contributing.fates import fates
from consultation.contributing.own_forms import AddForm, EditForm, OwnForm
from consultation.models import Comment, Contribution
from consultation.states import Progress

NOT_FOUND = "Không tìm thấy góp ý với hai mã này. Xin xem lại giấy biên nhận hoặc thư Bộ đã gửi."
EDIT, WITHDRAW, ADD = "edit-", "withdraw-", "add"


@public_post
@require_http_methods(["GET", "HEAD", "POST"])
@limits.limited("following")
def own(request: HttpRequest) -> HttpResponse:
    """Ask for the two codes, show what they open, or change it."""
    if request.method != "POST":
        return render(request, "consultation/own/form.html", {"form": OwnForm()})
    codes_form = OwnForm(request.POST)
    made = find(codes_form)
    if made is None:
        return not_found(request, codes_form)
    go = request.POST.get("go", "")
    if go == ADD:
        return _add(request, made, codes_form)
    for verb, act in ((EDIT, _edit), (WITHDRAW, _withdraw)):
        if go.startswith(verb):
            comment = _own_comment(made, go.removeprefix(verb))
            return act(request, made, codes_form, comment) if comment else show(request, made, codes_form)
    return show(request, made, codes_form)


@public_post
@require_POST
@limits.limited("following")
def own_file(request: HttpRequest) -> HttpResponseBase:
    """Give the contributor back a file that came with the contribution."""
    codes_form = OwnForm(request.POST)
    made = find(codes_form)
    wanted = request.POST.get("file", "")
    file = made.files.filter(pk=int(wanted)).first() if made and _is_key(wanted) else None
    if file is None or not file.is_there:
        return not_found(request, codes_form)
    return given(file.path, file.name, file.content_type)


def find(codes_form: OwnForm) -> Contribution | None:
    """Return the contribution that the two codes open; an unknown number costs what a wrong secret costs."""
    if not codes_form.is_valid():
        return None
    typed = codes_form.cleaned_data
    rows = Contribution.objects.select_related("consultation", "contributor")
    return CONTRIBUTIONS.opened(rows, typed["number"], typed["secret"])


def not_found(request: HttpRequest, codes_form: OwnForm) -> HttpResponse:
    if codes_form.is_valid():
        codes_form.add_error(None, NOT_FOUND)
    return render(request, "consultation/own/form.html", {"form": codes_form})


def show(request: HttpRequest, made: Contribution, codes_form: OwnForm, **changes: Any) -> HttpResponse:
    """Show the contribution; `changes` may hold a `form` that was refused, and what is `said` on top."""
    consultation = made.consultation
    document = consultation.current_document
    is_open = consultation.progress() == Progress.OPEN
    form = changes.get("form")
    rows = []
    for fate in fates(made.comments.order_by("pk"), document):
        may_change = is_open and not fate.is_withdrawn and fate.answer is None
        edited = form if isinstance(form, EditForm) and form.prefix == f"sua-{fate.comment.pk}" else None
        rows.append(
            {"fate": fate, "edited": edited, "form": (edited or EditForm(comment=fate.comment)) if may_change else None}
        )
    adding = None
    if is_open:
        adding = form if isinstance(form, AddForm) else AddForm(menu=menu(document) if document else [])
    context = changes | {
        "made": made,
        "consultation": consultation,
        "rows": rows,
        "choices": made.choices.order_by("pk"),
        "sent_files": made.files.all(),
        "adding": adding,
        "is_open": is_open,
        "closes_on": consultation.closes_on or consultation.ends_on,
        "number": made.number,
        "secret": codes_form.cleaned_data["secret"],
        "today": timezone.localdate(),
    }
    return render(request, "consultation/own/contribution.html", context)


def _edit(request: HttpRequest, made: Contribution, codes_form: OwnForm, comment: Comment) -> HttpResponse:
    form = EditForm(request.POST, comment=comment)
    if not form.is_valid():
        return show(request, made, codes_form, form=form)
    try:
        procedure.edit(comment, content=form.cleaned_data["content"])
    except procedure.Refusal as refusal:
        return show(request, made, codes_form, form=_refused(form, refusal), refused=str(refusal))
    return show(request, made, codes_form, said="Đã sửa góp ý.")


def _withdraw(request: HttpRequest, made: Contribution, codes_form: OwnForm, comment: Comment) -> HttpResponse:
    try:
        procedure.withdraw(comment)
    except procedure.Refusal as refusal:
        return show(request, made, codes_form, refused=str(refusal))
    return show(request, made, codes_form, said="Đã rút góp ý. Góp ý này không còn hiện trên cổng.")


def _add(request: HttpRequest, made: Contribution, codes_form: OwnForm) -> HttpResponse:
    document = made.consultation.current_document
    form = AddForm(request.POST, menu=menu(document) if document else [])
    if not form.is_valid():
        return show(request, made, codes_form, form=form)
    place = form.cleaned_data["place"]
    node = document.nodes.filter(order=int(place)).first() if document and place else None
    added = procedure.GivenComment(form.cleaned_data["content"], document, node.key if node else "")
    try:
        procedure.add(made, added)
    except procedure.Refusal as refusal:
        return show(request, made, codes_form, form=_refused(form, refusal), refused=str(refusal))
    return show(request, made, codes_form, said="Đã thêm góp ý.")


def _refused(form: Any, refusal: procedure.Refusal) -> Any:
    form.add_error("content", str(refusal))
    return form


def _own_comment(made: Contribution, pk: str) -> Comment | None:
    return made.comments.filter(pk=int(pk)).first() if _is_key(pk) else None


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
