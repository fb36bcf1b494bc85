"""The screen "Tiến độ công khai" of one conclusion: its clock, its spells, its other forms of publication."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from base.private_download import given
from base.slow_views import opens_transactions_itself
from inspection import files, other_forms, permissions
from inspection.admin.forms import OtherPublicationForm
from inspection.admin.pages import conclusion_for
from inspection.clock import Clock
from inspection.models import InspectionConclusionPage, OtherPublication, PublicationProof


@opens_transactions_itself
@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how publication stands; an inspector or the head notes one more form of it."""
    page = conclusion_for(request, pk, permissions.may_see)
    may_note = permissions.may_note_publication(request.user, page)
    form = None
    if request.method == "POST":
        if not may_note:
            raise Http404
        form = OtherPublicationForm(request.POST, request.FILES, page=page)
        if form.is_valid() and _noted(form, page, request):
            messages.success(request, "Đã ghi hình thức công khai.")
            return redirect("inspection_admin:publication", page.pk)
    elif may_note:
        form = OtherPublicationForm(page=page)
    return TemplateResponse(request, "inspection/admin/publication.html", _context(page) | {"form": form})


@require_safe
def proof(request: HttpRequest, pk: int, proof: int) -> HttpResponseBase:
    """Give a proof to the inspectors and the head of the page's unit, for saving."""
    page = conclusion_for(request, pk, permissions.may_note_publication)
    file = PublicationProof.objects.filter(pk=proof, publication__page=page).first()
    if file is None or not file.is_passed:
        raise Http404
    return given(file.path, file.name, file.content_type)


def _noted(form: OtherPublicationForm, page: InspectionConclusionPage, request: HttpRequest) -> bool:
    """Write the other form of publication down with its proof; a proof that is refused stands beside its field."""
    told = {name: form.cleaned_data[name] for name in ("form", "place", "from_on", "to_on", "times", "url")}
    other = OtherPublication(page=page, noted_by_id=request.user.pk, **told)

    def proof_of_it() -> PublicationProof:
        other.save()
        return PublicationProof(publication=other)

    if form.cleaned_data["proof"]:
        refused = files.take(form.cleaned_data["proof"], proof_of_it)
        if refused:
            form.add_error("proof", refused)
            return False
    else:
        other.save()
    other_forms.note(other, Clock().rule_on(page.issued_on))
    return True


def _context(page: InspectionConclusionPage) -> dict[str, Any]:
    clock = Clock()
    reading = clock.of(page)
    others = []
    for other in page.other_publications.prefetch_related("proofs").select_related("noted_by"):
        has_proof = bool(other.url) or any(each.is_there for each in other.proofs.all())
        missing = other_forms.why_not(other, reading.rule, has_proof, clock.today) if reading else ""
        others.append({"other": other, "missing": missing})
    return {
        "page": page,
        "reading": reading,
        "others": others,
        "spells": page.spells.all(),
        "withdrawals": page.withdrawals.select_related("withdrawn_by"),
    }
