"""What became of the unit's conclusions, on the admin's first page."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from base.short_counts import COUNTED, count_shortly
from inspection.models import ConclusionRequirement
from inspection.models.requirements import RequirementQuerySet
from inspection.permissions import requirements_seen_by


class FollowUp(Component):
    """How many of the officer's requirements are overdue, due soon, and wait for a confirmation, each with a link."""

    name = "follow_up"
    template_name = "inspection/admin/follow_up.html"
    order = 20

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        counted: dict[str, tuple[str, RequirementQuerySet]] = {
            "qua-han": ("Quá hạn", ConclusionRequirement.objects.overdue()),
            "den-han": ("Đến hạn trong 7 ngày", ConclusionRequirement.objects.due_soon()),
            "cho-xac-nhan": ("Đã báo cáo, chờ xác nhận", ConclusionRequirement.objects.to_confirm()),
        }
        queues = [
            {"name": name, "label": label, "count": count_shortly(requirements_seen_by(self.request.user, rows))}
            for name, (label, rows) in counted.items()
        ]
        return {"queues": [queue for queue in queues if queue["count"]], "most": COUNTED}
