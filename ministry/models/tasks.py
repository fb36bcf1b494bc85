"""A step of a workflow that belongs to the holders of a post, asked anew at every check."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, Task, TaskState, WorkflowState

from ministry import permissions
from ministry.models.posts import Role


class PostApprovalTask(Task):
    """Approval by whoever holds `role`: anywhere in the ministry, or in the unit that answers for the page.

    The page is locked for everybody else while it waits here. Nobody approves what was written or submitted by the
    same person (four eyes).
    """

    role = models.CharField("vai trò duyệt", max_length=30, choices=Role.choices)
    in_pages_unit = models.BooleanField("chỉ trong đơn vị chủ trì của trang", default=False)

    admin_form_fields = [*Task.admin_form_fields, "role", "in_pages_unit"]

    class Meta:
        verbose_name = "bước duyệt theo vị trí công tác"
        verbose_name_plural = "bước duyệt theo vị trí công tác"

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Start the step; a page that belongs to no unit has no leader to ask, so the leader's step is skipped."""
        state = super().start(workflow_state, user=user)
        if self.in_pages_unit and permissions.unit_in_force(workflow_state.content_object) is None:
            state.status = TaskState.STATUS_SKIPPED
            state.save(update_fields=["status"])
        return state

    def is_approver(self, page: Any, user: Any) -> bool:
        """Tell whether `user` holds the post this step asks for, today."""
        unit_id = permissions.unit_in_force(page) if self.in_pages_unit else None
        if self.in_pages_unit and unit_id is None:
            return False
        return permissions.holds(user, Role(self.role), unit_id)

    def is_author(self, page: Any, user: Any) -> bool:
        """Tell whether `user` wrote the page, asked for its approval, or approved this very text at another step."""
        state = page.current_workflow_state
        if user.pk in {page.owner_id, state.requested_by_id if state else None}:
            return True
        others = TaskState.objects.filter(workflow_state=state, status=TaskState.STATUS_APPROVED).exclude(task=self)
        return others.filter(revision_id=page.latest_revision_id, finished_by=user).exists()

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.is_approver(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.is_approver(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return False

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.is_approver(obj, user) or self.is_author(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Take an approver's yes for the text as the approver has just saved it, if nobody else wrote since."""
        latest = task_state.workflow_state.content_object.get_latest_revision()
        if action_name == "approve" and latest.pk != task_state.revision_id and latest.user_id == user.pk:
            task_state.revision = latest
            task_state.save(update_fields=["revision"])
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> "QuerySet[TaskState]":
        if not permissions.holds(user, Role(self.role)):
            return TaskState.objects.none()
        waiting = TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        mine = [state.pk for state in waiting.select_related("workflow_state") if self._is_mine(state, user)]
        # Wagtail joins these querysets with `|`; only plain filters may be combined.
        return TaskState.objects.filter(pk__in=mine)

    def _is_mine(self, state: TaskState, user: Any) -> bool:
        page = state.workflow_state.content_object
        return page is not None and bool(self.get_actions(page, user))

    @classmethod
    def get_description(cls) -> str:
        return "Người giữ vị trí công tác đã chọn duyệt bước này (có thể chỉ trong đơn vị chủ trì của trang)."


def check_approving_roles(workflow_state: WorkflowState, revision: Revision, roles: Collection[Role]) -> None:
    """Make sure that holders of all these posts approved this revision, whatever a workflow was changed to.

    Raises:
        PermissionDenied: one of them has not.
    """
    approved = workflow_state.task_states.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    held = PostApprovalTask.objects.filter(task_states__in=approved).values_list("role", flat=True)
    missing = set(roles) - set(held)
    if missing:
        raise PermissionDenied(f"Trang cần được duyệt bởi: {', '.join(sorted(role.label for role in missing))}.")
