"""What waits for the officer, on the admin's first page."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from casework import queues


class WaitingCases(Component):
    """The officer's queues that are not empty, each with its number and a link."""

    name = "waiting_cases"
    template_name = "casework/admin/waiting_cases.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        counted = queues.counts(self.request.user)
        return {
            "queues": [
                {"name": queue.name, "label": queue.label, "count": counted[queue.name]}
                for queue in queues.queues_for(self.request.user)
                if counted.get(queue.name)
            ]
        }
