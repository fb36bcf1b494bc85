"""Bringing a file in: uploaded, read, and after the preview saved as a text of the consultation, or thrown away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from base import stored_files
from base.forms import LineField
from base.private_download import given
from base.refusals import Refusal
from base.slow_views import opens_transactions_itself
from base.uploads.limits import MB
from base.uploads.refusals import Refused
from consultation.admin.drafts_pages import consultation_for, import_for, list_of
from consultation.importing import saving, taking
from consultation.models import DraftImport
from consultation.structure.files import LIMITS, TEXT
from consultation.structure.refusals import Unreadable

ACCEPT = ",".join(f".{extension}" for extension in ("docx", *TEXT))


class BringInForm(forms.Form):
    """A file of a draft, and what the text is called among its versions."""

    use_required_attribute = False

    label = LineField(
        label="Tên bản",
        max_length=80,
        help_text="Để phân biệt các bản với nhau. Ví dụ: Dự thảo 2, ngày 21/10/2026.",
        error_messages={"required": "Xin đặt tên cho bản này."},
    )
    file = forms.FileField(
        label="Tệp dự thảo",
        help_text=f"Tệp Word (.docx) hoặc Markdown (.md, .txt), không quá {LIMITS.max_bytes // MB} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "Xin chọn tệp dự thảo.", "empty": "Tệp trống, bên trong không có gì."},
    )


@opens_transactions_itself
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, consultation: int) -> HttpResponse:
    """Ask for a file, and read it; a file that cannot be read leaves nothing behind."""
    page = consultation_for(request, consultation)
    form = BringInForm(request.POST, request.FILES) if request.method == "POST" else BringInForm(initial=_named(page))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            draft = taking.take(page, form.cleaned_data["label"], upload, request.user)  # type: ignore[arg-type]
        except Unreadable as refusal:
            form.add_error("file", refusal.message)
        except Refused as refusal:
            form.add_error("file", stored_files.reason(refusal.code, upload.name or ""))
        else:
            return redirect("drafts_admin:overview", page.pk, draft.pk)
    return TemplateResponse(request, "consultation/admin/drafts/bring_in.html", {"page": page, "form": form})


@opens_transactions_itself
@require_POST
def save(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Make a text of the consultation of what was read and corrected."""
    draft = import_for(request, consultation, pk)
    try:
        document = saving.save(draft, request.POST.get("last", ""), request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("drafts_admin:overview", consultation, pk)
    messages.success(request, f"Đã lưu “{document.label}”.")
    if document.previous_id is not None:
        return redirect("drafts_admin:compared", consultation, document.pk)
    return redirect("drafts_admin:document", consultation, document.pk)


@require_POST
def discard(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Throw away what was read, and the file; a text that was saved of it stays."""
    draft = import_for(request, consultation, pk)
    with transaction.atomic():
        locked = DraftImport.objects.select_for_update().filter(pk=draft.pk, document=None).first()
        if locked is None:
            messages.error(request, "Lần nhập này đã được lưu thành bản dự thảo.")
        else:
            locked.delete()
            messages.success(request, f"Đã bỏ lần nhập “{draft.label}” cùng tệp {draft.name}.")
    return redirect(list_of(draft.consultation))


@require_safe
def file(request: HttpRequest, consultation: int, pk: int) -> HttpResponseBase:
    """Give the file as it came, for saving."""
    draft = import_for(request, consultation, pk)
    if not draft.is_passed:
        raise Http404
    return given(draft.path, draft.name, draft.content_type)


def _named(page: Any) -> dict[str, str]:
    return {"label": f"Dự thảo {page.documents.count() + 1}"}
