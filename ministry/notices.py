"""Notices to officers about pages in moderation: who is asked to approve, and what became of the request.

They go through the outbox as everything that leaves the process; Wagtail's own mail, sent inside the request, is off.
"""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from base import outbox
from base.letters import send_letter
from base.models import OutboxMessage
from ministry import permissions
from ministry.models import Post, PostApprovalTask, User

NOTICE = "ministry.notice"
WAGTAILS_MAIL = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def turn_off_wagtails_mail() -> None:
    """Disconnect Wagtail's notifications; run when every app is ready, since Wagtail connects them in its own ready."""
    for signal, sender, name in WAGTAILS_MAIL:
        signal.disconnect(sender=sender, dispatch_uid=name)


@receiver(task_submitted)
def approvers_are_asked(instance: TaskState, **kwargs: Any) -> None:
    task = instance.task.specific
    if not isinstance(task, PostApprovalTask) or instance.status != TaskState.STATUS_IN_PROGRESS:
        return
    page = instance.workflow_state.content_object
    posts = Post.objects.current().filter(role=task.role)
    unit_id = permissions.unit_in_force(page) if task.in_pages_unit else None
    if unit_id is not None:
        posts = posts.filter(unit_id=unit_id)
    for user_id in posts.order_by("user_id").values_list("user_id", flat=True).distinct():
        _enqueue("approval_asked", user_id, instance)


@receiver(workflow_rejected)
@receiver(workflow_approved)
def requester_is_told(instance: WorkflowState, signal: Any, **kwargs: Any) -> None:
    if instance.requested_by_id:
        name = "sent_back" if signal is workflow_rejected else "approved"
        _enqueue(name, instance.requested_by_id, instance.current_task_state)


def _enqueue(notice: str, user_id: int, state: TaskState | None) -> None:
    if state is not None:
        outbox.enqueue(NOTICE, {"notice": notice, "user": user_id, "task_state": state.pk})


@outbox.handles(NOTICE)
def send_notice(message: OutboxMessage) -> None:
    """Send one notice to one officer; an officer who left or has no address gets none, a page that is gone neither."""
    officer = User.objects.filter(pk=message.payload["user"], is_active=True).exclude(email="").first()
    state = TaskState.objects.filter(pk=message.payload["task_state"]).select_related("workflow_state", "task").first()
    page = state.workflow_state.content_object if state else None
    if officer is None or state is None or page is None:
        return
    send_letter(
        message,
        officer.email,
        message.payload["notice"],
        {
            "title": page.get_admin_display_title(),
            "step": state.task.name,
            "comment": state.comment,
            "edit_url": settings.PORTAL_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]),
        },
    )
