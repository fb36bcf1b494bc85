"""The groups of a consultation, and the letters written beforehand that make one at a press."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from base.refusals import Refusal
from consultation import campaigns
from consultation.admin.receptions_common import around, comments_of, consultation_for, numbers
from consultation.models import Comment
from consultation.procedure.group import group, ungroup
from consultation.provisions import Provisions


@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest, above: int) -> HttpResponse:
    """Show the groups and the letters found; a press makes a group of one letter, with the near ones ticked."""
    consultation = consultation_for(request, above)
    refused = ""
    if request.method == "POST":
        typical = Comment.objects.filter(
            consultation=consultation, pk__in=numbers([request.POST.get("thu", "")])
        ).first()
        if typical is None:
            raise Http404
        chosen = comments_of(
            consultation, [*campaigns.identical(consultation, typical), *numbers(request.POST.getlist("c"))]
        )
        document, key = campaigns.place_of(chosen)
        title = request.POST.get("ten-nhom", "")
        try:
            made = group(consultation, request.user, chosen, title=title, document=document, key=key, is_campaign=True)
        except Refusal as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"Nhóm “{made.title}” có {made.comments.count()} góp ý.")
            return redirect("receptions:groups", consultation.pk)
    found = consultation.groups.select_related("reception", "document").annotate(count=Count("comments"))
    known = list(found.order_by("-count", "pk"))
    texts = {each.document_id: Provisions(each.document_id) for each in known}
    context = around(request, consultation, "groups") | {
        "groups": [(each, texts[each.document_id].cited(each.key)) for each in known],
        "proposals": campaigns.proposals(consultation),
        "refused": refused,
        "posted_title": request.POST.get("ten-nhom", ""),
        "posted_letter": numbers([request.POST.get("thu", "")])[:1],
        "ticked": set(numbers(request.POST.getlist("c"))),
    }
    return TemplateResponse(request, "consultation/admin/reception_groups.html", context)


@require_POST
def dissolve(request: HttpRequest, above: int, pk: int) -> HttpResponse:
    """Take all comments out of a group that has no answer."""
    consultation = consultation_for(request, above)
    known = consultation.groups.filter(pk=pk).first()
    if known is None:
        raise Http404
    try:
        count = ungroup(consultation, request.user, Comment.objects.filter(group=known))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã bỏ nhóm “{known.title}”: {count} góp ý lại đứng riêng.")
    return redirect("receptions:groups", consultation.pk)
