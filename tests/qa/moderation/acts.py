"""What expert, leader and editor do to an answer on their screens."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from ministry.models import PostApprovalTask, User
from qa.models import AnswerPage

Officer = Callable[[User], Client]
Form = Callable[..., dict[str, str]]


def submit(page: AnswerPage, by: User) -> WorkflowState:
    page = AnswerPage.objects.get(pk=page.pk)
    return page.get_workflow().start(page, by)


def act(as_officer: Officer, by: User, page: AnswerPage, action: str, comment: str = "") -> Any:
    """Approve or reject on the officer's screen, as the admin's dialog does."""
    state = AnswerPage.objects.get(pk=page.pk).current_workflow_task_state
    assert state is not None
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return as_officer(by).post(url, {"comment": comment}, headers={"x-requested-with": "XMLHttpRequest"})


def step_of(page: AnswerPage) -> str:
    task = AnswerPage.objects.get(pk=page.pk).current_workflow_task
    return task.role if isinstance(task, PostApprovalTask) else ""


def revise(page: AnswerPage, by: User, **changes: Any) -> None:
    latest = AnswerPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(latest, name, value)
    latest.save_revision(user=by)


def approve_all(as_officer: Officer, page: AnswerPage, nam: User, lan: User, minh: User) -> None:
    submit(page, nam)
    act(as_officer, lan, page, "approve")
    act(as_officer, minh, page, "approve")
