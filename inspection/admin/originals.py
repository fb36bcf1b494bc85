"""The screen "Bản gốc và phần không công khai" beside a conclusion: the full text, who opened it, what was withheld."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from base.private_download import given
from base.slow_views import opens_transactions_itself
from base.uploads.redaction import VERSION
from inspection import files, permissions
from inspection.admin.forms import OriginalForm
from inspection.admin.pages import conclusion_for
from inspection.models import CheckedPdf, InspectionConclusionPage, OriginalOpening, RestrictedOriginal
from inspection.redactions import checked


@opens_transactions_itself
@require_http_methods(["GET", "HEAD", "POST"])
def originals(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the originals of a conclusion, or take one more."""
    page = conclusion_for(request, pk, permissions.may_open_original)
    form = OriginalForm(request.POST, request.FILES) if request.method == "POST" else OriginalForm()
    if request.method == "POST" and form.is_valid():
        refused = files.take(
            form.cleaned_data["original"], lambda: RestrictedOriginal(page=page, uploaded_by_id=request.user.pk)
        )
        if not refused:
            messages.success(request, "Đã cất bản gốc. Chỉ thanh tra viên và lãnh đạo đơn vị mở được.")
            return redirect("inspection_admin:originals", page.pk)
        form.add_error("original", refused)
    return TemplateResponse(request, "inspection/admin/originals.html", _context(page) | {"form": form})


@require_safe
def original(request: HttpRequest, pk: int, original: int) -> HttpResponseBase:
    """Give an original for saving, and write down who opened it."""
    page = conclusion_for(request, pk, permissions.may_open_original)
    file = page.originals.filter(pk=original).first()
    if file is None or not file.is_passed:
        raise Http404
    response = given(file.path, file.name, file.content_type)
    if request.method == "GET":
        OriginalOpening.objects.create(original=file, opened_by_id=request.user.pk)
    return response


def _context(page: InspectionConclusionPage) -> dict[str, Any]:
    latest = page.get_latest_revision_as_object()
    opened = OriginalOpening.objects.filter(original__page=page).select_related("opened_by", "original")
    return {
        "page": page,
        "originals": page.originals.select_related("uploaded_by"),
        "openings": opened[:50],
        "redactions": latest.redactions.all(),
        "public_files": [
            {"document": row.document, "told": _told(row.document)} for row in latest.conclusion_files.all()
        ],
    }


def _told(document: Any) -> dict[str, str]:
    """Return what a public file says of itself: an author, a title; approvers should know that readers see it."""
    try:
        known: CheckedPdf = checked(document)
    except OSError:
        return {}
    return dict(known.told) if known.version == VERSION else {}
