"""A saved text on its own screen: what it is, what may be done with it, and which page is to publish it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from base.refusals import Refusal
from consultation import choosing, versions
from consultation.admin.drafts_pages import document_for, list_of
from consultation.importing import saving
from consultation.models import DraftDocument, DraftImport
from consultation.states import DraftState
from consultation.structure.html import rendered
from consultation.structure.labels import named
from consultation.structure.nodes import RANKS, Document, Level

MOST_CHARACTERS = 600_000  # of a text that is shown whole


@require_safe
def document(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Show a text, and what can be done with it now."""
    shown = document_for(request, consultation, pk)
    newest = versions.newest_published(shown.consultation_id)
    state = versions.state_of(shown, newest.pk if newest else None)
    tree = versions.tree(shown)
    length = sum(len(node.heading) + len(node.text) for node in tree.walk())
    return TemplateResponse(
        request,
        "consultation/admin/drafts/document.html",
        {
            "page": shown.consultation,
            "document": shown,
            "source": DraftImport.objects.filter(document=shown).defer("lines", "corrections").first(),
            "state": state,
            "is_published": state == DraftState.PUBLISHED,
            "is_ready": state == DraftState.READY,
            "places": choosing.places(shown, request.user) if state == DraftState.READY else [],
            "why_not_deleted": saving.why_not_deleted(shown),
            "counts": _counted(tree),
            "text": rendered(tree) if length <= MOST_CHARACTERS else "",
        },
    )


@require_POST
def choose(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Put a text into the draft of the page that is to publish it."""
    chosen = document_for(request, consultation, pk)
    wanted = request.POST.get("page", "")
    try:
        page = choosing.choose(chosen, int(wanted) if wanted.isascii() and wanted.isdigit() else 0, request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("drafts_admin:document", consultation, pk)
    messages.success(request, f"Trang “{page.get_admin_display_title()}” nay chọn “{chosen.label}” để công bố.")
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def reopen(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Make an import of a text again, with every correction that was made, to correct more of it."""
    document = document_for(request, consultation, pk)
    draft = DraftImport.objects.filter(document=document).first()
    if draft is None or not _deleted(request, document):
        return redirect("drafts_admin:document", consultation, pk)
    messages.success(request, "Xin sửa tiếp rồi lưu lại. Bảng đối chiếu sẽ được lập lại khi lưu.")
    return redirect("drafts_admin:overview", consultation, draft.pk)


@require_POST
def delete(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Delete a text that was never published, with the file it came from."""
    document = document_for(request, consultation, pk)
    with transaction.atomic():
        draft = DraftImport.objects.filter(document=document).first()
        if not _deleted(request, document):
            return redirect("drafts_admin:document", consultation, pk)
        if draft is not None:
            draft.delete()
    messages.success(request, f"Đã xóa “{document.label}”.")
    return redirect(list_of(document.consultation))


def _deleted(request: HttpRequest, document: DraftDocument) -> bool:
    try:
        saving.delete(document)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _counted(tree: Document) -> list[tuple[str, int]]:
    found: dict[Level, int] = {}
    for node in tree.walk():
        found[node.level] = found.get(node.level, 0) + 1
    order = sorted(found, key=lambda level: (level is Level.APPENDIX, RANKS[level]))
    return [(named(level, "").lower(), found[level]) for level in order]
