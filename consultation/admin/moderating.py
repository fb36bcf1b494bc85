"""Making comments public or taking them from the public, one or many at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from consultation import permissions, procedure
from consultation.admin.comments import FILTERS, comment_of, show, show_one
from consultation.admin.forms import HideForm
from consultation.admin.listing import consultation_for
from consultation.models import Comment, ConsultationPage
from consultation.procedure.moderating import NO_REASON

NOTHING_MARKED = "Chưa chọn góp ý nào."


@require_POST
def many(request: HttpRequest, pk: int) -> HttpResponse:
    """Show or hide the comments that were marked; others are not touched."""
    consultation = consultation_for(request, pk, permissions.may_moderate)
    marked = [int(each) for each in request.POST.getlist("comment") if each.isascii() and each.isdigit()]
    comments = list(Comment.objects.filter(consultation=consultation, pk__in=marked)) if marked else []
    if not comments:
        messages.error(request, NOTHING_MARKED)
        return _back(request, consultation)
    if request.POST.get("go") == "show":
        count = procedure.show_all(comments, request.user)
        messages.success(request, f"Đã công khai {count} góp ý.")
        return _back(request, consultation)
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, NO_REASON)
        return show(request, consultation, form)
    count = procedure.hide_all(comments, request.user, **form.cleaned_data)
    messages.success(request, f"Đã chuyển {count} góp ý sang không công khai.")
    return _back(request, consultation)


@require_POST
def one(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """Show or hide one comment."""
    consultation = consultation_for(request, pk, permissions.may_moderate)
    chosen = comment_of(consultation, comment)
    form = HideForm(request.POST) if request.POST.get("go") == "hide" else None
    if form is not None and not form.is_valid():
        return show_one(request, chosen, form)
    try:
        if form is None:
            procedure.show(chosen, request.user)
        else:
            procedure.hide(chosen, request.user, **form.cleaned_data)
    except procedure.Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã ghi: {chosen.get_state_display()}.")
        if form is not None and not chosen.contribution.contributor.email:
            messages.warning(request, "Người góp ý không để lại thư điện tử nên không có thư báo.")
    return redirect("consultation_desk:comment", consultation.pk, chosen.pk)


def _back(request: HttpRequest, consultation: ConsultationPage) -> HttpResponse:
    """Lead back to the list as it was narrowed."""
    given = QueryDict(request.POST.get("back", "")[:500])
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        if given.get(name):
            kept[name] = given[name]
    address = reverse("consultation_desk:comments", args=[consultation.pk])
    return redirect(f"{address}?{kept.urlencode()}" if kept else address)
