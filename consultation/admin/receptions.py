"""The screen "Tiếp thu, giải trình" of one consultation: how far it is, and the comments to be answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from base.refusals import Missing, Refusal
from consultation import permissions
from consultation.admin.receptions_common import around, comments_of, consultation_for, numbers
from consultation.admin.receptions_listing import AFTER, FILTERS, Listing
from consultation.models import Comment, CommentGroup, ConsultationPage, ReceptionKind
from consultation.models.comments import CommentQuerySet
from consultation.procedure.assign import assign
from consultation.procedure.group import group, ungroup
from ministry.models import Post, Role, User


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, above: int) -> HttpResponse:
    """Show the comments; hand the chosen ones to a drafter, put them into a group, or go on to answer them."""
    consultation = consultation_for(request, above)
    listing = Listing(consultation)
    refused = ""
    if request.method == "POST":
        try:
            return _done(request, consultation, listing)
        except Refusal as refusal:
            refused = str(refusal)
    return TemplateResponse(
        request, "consultation/admin/receptions.html", _context(request, listing) | {"refused": refused}
    )


def _done(request: HttpRequest, consultation: ConsultationPage, listing: Listing) -> HttpResponse:
    """Do what the pressed button asks for, with the comments that are ticked, or all that the filters leave."""
    said, user = request.POST, request.user
    ids = numbers(said.getlist("c"))
    chosen: CommentQuerySet = comments_of(consultation, ids)
    if said.get("tat-ca"):
        chosen = Comment.objects.filter(pk__in=listing.chosen(request.GET, user).values("pk"))
    match said.get("viec"):
        case "giao":
            drafter = None
            if given := numbers([said.get("nguoi", "")]):
                drafter = User.objects.filter(pk__in=given, is_active=True).first()
            count = assign(consultation, user, chosen, drafter)
            told = f"Đã giao {count} góp ý cho {drafter}." if drafter else f"Đã thôi giao {count} góp ý."
        case "gop":
            made = _grouped(said, consultation, user, chosen, listing)
            told = f"Nhóm “{made.title}” có {made.comments.count()} góp ý."
        case "ra-khoi-nhom":
            told = f"Đã đưa {ungroup(consultation, user, chosen)} góp ý ra khỏi nhóm."
        case _:
            if not ids:
                raise Missing("Chưa chọn góp ý nào.")
            query = QueryDict(mutable=True)
            query.setlist("c", [str(pk) for pk in ids])
            return redirect(f"{reverse('receptions:answer', args=[consultation.pk])}?{query.urlencode()}")
    messages.success(request, told)
    return redirect(request.get_full_path())


def _grouped(
    said: QueryDict, consultation: ConsultationPage, user: Any, chosen: CommentQuerySet, listing: Listing
) -> CommentGroup:
    into = None
    if given := numbers([said.get("nhom-co-san", "")]):
        into = consultation.groups.filter(pk__in=given).first()
    # The table shows the group where its comments stand, when they stand in one place.
    keys = set(chosen.order_by().values_list("document", "key").distinct()[:2])
    document_id, key = keys.pop() if len(keys) == 1 else (None, "")
    document = consultation.documents.filter(pk=document_id).first() if document_id else listing.document
    title = said.get("ten-nhom", "")
    return group(consultation, user, chosen, title=title, document=document, key=key, into=into)


def _context(request: HttpRequest, listing: Listing) -> dict[str, Any]:
    consultation, query = listing.consultation, request.GET
    whole, lines = listing.progress()
    rows, last = listing.page(listing.chosen(query, request.user), query.get(AFTER, ""))
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        if query.get(name):
            kept[name] = query[name]
    onward = kept.copy()
    onward[AFTER] = last
    may_assign = permissions.may_assign(request.user, consultation)
    posts = Post.objects.current().filter(unit=consultation.unit_id, role__in=(Role.DRAFTER, Role.UNIT_LEADER))
    return around(request, consultation, "comments") | {
        "whole": whole,
        "lines": lines,
        "rows": rows,
        "query": {name.replace("-", "_"): query.get(name, "") for name in FILTERS},
        "is_narrowed": bool(kept),
        "kinds": ReceptionKind.choices,
        "groups": listing.groups(),
        "drafters": User.objects.filter(pk__in=posts.values("user")).order_by("full_name") if may_assign else None,
        "next_url": f"?{onward.urlencode()}" if last else "",
        "first_url": f"?{kept.urlencode()}" if query.get(AFTER) else "",
        "posted": {name.replace("-", "_"): value for name, value in request.POST.items()},
        "ticked": set(numbers(request.POST.getlist("c"))),
    }
