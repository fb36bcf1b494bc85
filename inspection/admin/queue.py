"""The queue of publication as a screen of its own, in the menu, and on the admin's first page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from inspection import permissions, queue


@require_safe
def publication_queue(request: HttpRequest) -> HttpResponse:
    """Show what is due, overdue, not shown long enough, or shown in no other form."""
    if not permissions.may_enter(request.user):
        raise PermissionDenied
    context = {"sections": queue.sections(request.user), "most": queue.MOST}
    return TemplateResponse(request, "inspection/admin/queue.html", context)


class QueueMenuItem(MenuItem):
    """“Công khai kết luận”, for whom it concerns."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_enter(request.user)


class WaitingConclusions(Component):
    """The parts of the queue that are not empty, on the admin's first page."""

    name = "waiting_conclusions"
    template_name = "inspection/admin/waiting.html"
    order = 20

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"counts": queue.counts(self.request.user)}
