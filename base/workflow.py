"""What happens when the last step of a workflow has approved a page (WAGTAIL_FINISH_WORKFLOW_ACTION).

Wagtail imports this module while its own models load: no model may be imported at its top.
"""

from typing import Any


def finish(workflow_state: Any, user: Any = None) -> None:
    """Hand the approved page to its own `on_approved`."""
    workflow_state.content_object.specific_class.objects.get(pk=workflow_state.object_id).on_approved(
        workflow_state, user
    )
