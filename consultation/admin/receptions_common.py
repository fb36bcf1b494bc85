"""How the screens of answering find their consultation, and what each of them shows around itself."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from consultation import permissions
from consultation.admin import sections
from consultation.models import Comment, ConsultationPage
from consultation.models.comments import CommentQuerySet

MOST_CHOSEN = 10_000


def consultation_for(request: HttpRequest, above: int) -> ConsultationPage:
    """Return the consultation, or 404 for whoever does not draft it: its comments are nobody else's business."""
    page = ConsultationPage.objects.select_related("unit").filter(pk=above).first()
    if page is None or not permissions.may_answer(request.user, page):
        raise Http404
    return page


def numbers(values: list[str]) -> list[int]:
    """Return the ids among what a form or an address gives."""
    return [int(value) for value in values[:MOST_CHOSEN] if value.isascii() and value.isdigit() and len(value) < 15]


def comments_of(consultation: ConsultationPage, ids: list[int]) -> CommentQuerySet:
    return Comment.objects.counted().filter(consultation=consultation, pk__in=ids)


def around(request: HttpRequest, consultation: ConsultationPage, here: str) -> dict[str, Any]:
    """Return the consultation and the way to the other screens."""
    tabs = (
        ("comments", "Góp ý"),
        ("groups", "Nhóm, thư viết sẵn"),
        ("pages", "Trang kết quả, bản tổng hợp"),
    )
    return {
        "consultation": consultation,
        "links": sections.offered(request.user, consultation),
        "title": consultation.draft_title or consultation.title,
        "tabs": [
            {"url": reverse(f"receptions:{name}", args=[consultation.pk]), "label": label, "here": name == here}
            for name, label in tabs
        ],
    }
