"""The consultations of an officer: those that are open first, with what waits for a look and the days that are left."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from base.paging import key_page
from consultation import permissions, states
from consultation.admin import sections
from consultation.models import Comment, ConsultationIndexPage, ConsultationPage
from consultation.states import Progress
from ministry.permissions import is_editor, unit_ids_writing

PAGE_SIZE = 30
LABELS = {
    Progress.OPEN: "Đang lấy ý kiến",
    Progress.AWAITING_OUTCOME: "Đã hết hạn, chờ kết quả",
    Progress.UPCOMING: "Sắp lấy ý kiến và bản nháp",
}


def seen_by(user: Any) -> QuerySet[ConsultationPage]:
    """Return the consultations whose comments the officer may read: an editor's all, others' their unit's."""
    if is_editor(user):
        return ConsultationPage.objects.all()
    return ConsultationPage.objects.filter(unit__in=unit_ids_writing(user, ConsultationPage))


def consultation_for(request: HttpRequest, pk: int, may: Any) -> ConsultationPage:
    """Return the consultation, or 404 for whoever `may` not: another unit's officer does not learn that it exists."""
    page = ConsultationPage.objects.select_related("unit").filter(pk=pk).first()
    if page is None or not may(request.user, page):
        raise Http404
    return page


def waiting_for(user: Any) -> int:
    """Return how many comments wait for a look, for the number beside the menu."""
    return Comment.objects.to_look_at().filter(consultation__in=seen_by(user)).count()


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """Show the officer's consultations."""
    if not permissions.may_enter(request.user):
        raise PermissionDenied
    seen = seen_by(request.user).select_related("unit")
    today = timezone.localdate()
    alive = list(_counted(seen.filter(concluded_on=None)).order_by("closes_on", "ends_on", "pk"))
    concluded = key_page(_counted(seen.exclude(concluded_on=None)), "starts_on", request.GET, PAGE_SIZE)
    groups: list[dict[str, Any]] = [
        {"label": label, "rows": [page for page in alive if _progress(page, today) == progress]}
        for progress, label in LABELS.items()
    ]
    if concluded.rows:
        groups.append({"label": "Đã có kết quả", "rows": concluded.rows})
    context = {
        "groups": [
            {"label": group["label"], "rows": [_row(request.user, page, today) for page in group["rows"]]}
            for group in groups
        ],
        "add_url": _way_to_write(request.user),
        "next_url": f"?{urlencode(concluded.older)}" if concluded.older else "",
        "first_url": "" if concluded.is_first else "?",
    }
    return TemplateResponse(request, "consultation/admin/consultations.html", context)


def _way_to_write(user: Any) -> str:
    """Return the address where the officer begins a new consultation; "" for whoever writes none."""
    index = ConsultationIndexPage.objects.first()
    if index is None or not unit_ids_writing(user, ConsultationPage):
        return ""
    return reverse("wagtailadmin_pages:add", args=["consultation", "consultationpage", index.pk])


def _counted(pages: QuerySet[ConsultationPage]) -> QuerySet[ConsultationPage]:
    return pages.annotate(
        waiting=Count("comments", filter=Q(comments__state__in=states.TO_LOOK_AT)),
        counted=Count("comments", filter=Q(comments__state__in=states.COUNTED)),
    )


def _progress(page: ConsultationPage, today: datetime.date) -> Progress:
    return page.progress(today) if page.live else Progress.UPCOMING


def _row(user: Any, page: ConsultationPage, today: datetime.date) -> dict[str, Any]:
    closes_on = page.closes_on or page.ends_on
    is_open = page.live and page.progress(today) == Progress.OPEN
    return {
        "page": page,
        "closes_on": closes_on,
        "days_left": (closes_on - today).days if is_open else None,
        "links": sections.offered(user, page),
    }
