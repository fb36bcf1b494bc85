"""One line of an import on its own screen, and every way to correct it: one post a correction, all can be undone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from base.forms import LineField, TextField
from base.refusals import Refusal
from consultation.admin.drafts_pages import import_for
from consultation.admin.drafts_preview import context_of, shown
from consultation.importing import corrections
from consultation.importing.corrections import Reading, Step
from consultation.importing.stretches import stretch_of, stretches
from consultation.models import DraftImport
from consultation.structure.correcting import CannotCorrect
from consultation.structure.labels import LEVEL_LABELS
from consultation.structure.lines import MAX_NUMBER, ROLE_LABELS, ReadLine, Role
from consultation.structure.nodes import Level
from consultation.structure.paragraphs import MAX_CHARACTERS

AROUND = 3  # lines shown above and below
# Beside which field a correction that makes no sense is told.
BESIDE = {"no_number": "number", "bad_number": "number", "no_words": "words", "no_level": "kind"}
Kind = tuple[Role, Level | None]
CHOICES = [
    ("Có số", [(f"provision-{level.value}", LEVEL_LABELS[level]) for level in Level]),
    ("Không có số", [(role.value, label) for role, label in ROLE_LABELS.items() if role is not Role.PROVISION]),
]


class LineForm(forms.Form):
    """What a line is, its number, and its words."""

    use_required_attribute = False

    kind = forms.ChoiceField(label="Dòng này là", choices=CHOICES)
    number = LineField(
        label="Số",
        required=False,
        max_length=MAX_NUMBER,
        help_text="Chỉ ghi số hoặc chữ, không ghi “Điều”. Ví dụ: 12, 12a, IV, đ. Để trống nếu số có sẵn ở đầu dòng.",
    )
    words = TextField(
        label="Nội dung",
        required=False,
        max_length=MAX_CHARACTERS,
        help_text="Muốn tách dòng làm hai, bấm Enter ở chỗ tách.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def chosen(self) -> Kind:
        """Return the role and the level that were chosen."""
        role, _, level = self.cleaned_data["kind"].partition("-")
        return Role(role), Level(level) if level else None


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, consultation: int, pk: int, at: int) -> HttpResponse:
    """Show a line with its neighbours, or correct it."""
    draft = import_for(request, consultation, pk)
    if draft.document is not None:
        return redirect("drafts_admin:document", consultation, draft.document.pk)
    now = corrections.reading(draft)
    if at >= len(now.lines):
        messages.error(request, "Dòng này không còn trong danh sách.")
        return redirect("drafts_admin:overview", consultation, pk)
    if request.method != "POST":
        return _show(request, draft, now, at, LineForm(initial=_initial(now.lines[at])))
    form = LineForm(request.POST)
    if form.is_valid():
        role, level = form.chosen()
        number, words = form.cleaned_data["number"], form.cleaned_data["words"]
        try:
            after = corrections.correct(
                draft,
                at,
                request.POST.get("digest", ""),
                lambda before: corrections.line_steps(before, at, role, level, number, words),
            )
        except CannotCorrect as refusal:
            form.add_error(BESIDE.get(refusal.code), refusal.message)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _back_to(draft, after, at)
    return _show(request, draft, corrections.reading(draft), at, form)


@require_POST
def correct(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Use one of the buttons of a list: `do` is "verb place digest"."""
    draft = import_for(request, consultation, pk)
    verb, _, rest = request.POST.get("do", "").partition(" ")
    place, _, digest = rest.partition(" ")
    if verb not in BUTTONS or not (place.isascii() and place.isdigit() and len(place) < 7):
        raise Http404
    at = int(place)
    try:
        after = corrections.correct(draft, at, digest, lambda before: BUTTONS[verb](at))
    except (CannotCorrect, Refusal) as refusal:
        messages.error(request, getattr(refusal, "message", "") or str(refusal))
        return redirect("drafts_admin:overview", consultation, pk)
    if request.POST.get("from") == "stretch":
        return _back_to(draft, after, at)
    return redirect(reverse("drafts_admin:overview", args=[consultation, pk]) + "#nghi-ngo")


@require_POST
def undo(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Take the last correction back."""
    draft = import_for(request, consultation, pk)
    return _taken_back(request, draft, corrections.undo, "Đã hoàn tác việc sửa cuối cùng.")


@require_POST
def start_over(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Take all corrections back."""
    draft = import_for(request, consultation, pk)
    return _taken_back(request, draft, corrections.start_over, "Đã bỏ mọi chỗ sửa, trở lại như máy đọc.")


def _taken_back(request: HttpRequest, draft: DraftImport, take_back: Any, told: str) -> HttpResponse:
    try:
        take_back(draft, request.POST.get("last", ""))
        messages.success(request, told)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("drafts_admin:overview", draft.consultation_id, draft.pk)


def _join(at: int) -> list[Step]:
    return [["join", at]]


def _confirm(at: int) -> list[Step]:
    return [["confirm", at]]


def _drop(at: int) -> list[Step]:
    return [["role", at, Role.DROPPED.value, None, ""]]


BUTTONS = {"join": _join, "confirm": _confirm, "drop": _drop}


def _initial(line: ReadLine) -> dict[str, str]:
    kind = f"{Role.PROVISION.value}-{line.level.value}" if line.level else line.role.value
    return {"kind": kind, "number": line.number, "words": line.words}


def _back_to(draft: DraftImport, after: Reading, at: int) -> HttpResponse:
    """Return to the stretch in which the line stands now."""
    at = min(at, len(after.lines) - 1)
    part = stretch_of(stretches(after.lines), at)
    address = reverse("drafts_admin:stretch", args=[draft.consultation_id, draft.pk, part.ordinal])
    return redirect(f"{address}#dong-{at}")


def _show(request: HttpRequest, draft: DraftImport, now: Reading, at: int, form: LineForm) -> HttpResponse:
    if at >= len(now.lines):
        messages.error(request, "Dòng này không còn trong danh sách.")
        return redirect("drafts_admin:overview", draft.consultation_id, draft.pk)
    doubts = tuple(doubt for doubt in now.doubts() if doubt.index == at)
    around = range(max(at - AROUND, 0), min(at + AROUND + 1, len(now.lines)))
    return TemplateResponse(
        request,
        "consultation/admin/drafts/line.html",
        context_of(draft, now)
        | {
            "form": form,
            "here": shown(now, at, doubts),
            "around": [shown(now, each) for each in around],
            "stretch": stretch_of(stretches(now.lines), at),
        },
    )
