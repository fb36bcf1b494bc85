"""Whether the engines are in step, on the first page of the admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from ministry.permissions import is_administrator, is_editor
from search.state import states


class SearchState(Component):
    """Each engine with what waits for it; shown to those who can do something about it."""

    name = "search_state"
    template_name = "search/admin/state.html"
    order = 200

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        found = [
            {
                "label": LABELS.get(state.name, state.name),
                "answers": state.answers,
                "waiting": state.waiting,
                "stuck": state.stuck,
                "minutes": int(state.oldest.total_seconds() // 60) if state.oldest else 0,
                "seconds": int(state.oldest.total_seconds()) if state.oldest else 0,
                "late": state.late,
            }
            for state in states()
        ]
        return {"engines": found}


LABELS = {"embedded": "Bộ máy tìm kiếm trên máy chủ này", "elasticsearch": "Elasticsearch"}


@hooks.register("construct_homepage_panels")
def search_state(request: HttpRequest, panels: list[Any]) -> None:
    if is_editor(request.user) or is_administrator(request.user) or request.user.is_superuser:
        panels.append(SearchState())
