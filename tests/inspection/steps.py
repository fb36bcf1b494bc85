"""What people do with a conclusion, as functions; the stories call them by name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspection.models import InspectionConclusionPage, Withdrawal
from ministry.models import PostApprovalTask, User

Officer = Callable[[User], Client]
Write = Callable[..., InspectionConclusionPage]
Publish = Callable[..., InspectionConclusionPage]
Form = Callable[..., dict[str, str]]


def fresh(page: InspectionConclusionPage) -> InspectionConclusionPage:
    return InspectionConclusionPage.objects.get(pk=page.pk)


def act(as_officer: Officer, by: User, page: InspectionConclusionPage, action: str, comment: str = "") -> Any:
    """Approve or reject on the officer's screen, as the admin's dialog does."""
    state = fresh(page).current_workflow_task_state
    assert state is not None
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return as_officer(by).post(url, {"comment": comment}, headers={"x-requested-with": "XMLHttpRequest"})


def step_of(page: InspectionConclusionPage) -> str:
    task = fresh(page).current_workflow_task
    return task.role if isinstance(task, PostApprovalTask) else ""


def revise(page: InspectionConclusionPage, by: User, **changes: Any) -> None:
    latest = fresh(page).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(latest, name, value)
    latest.save_revision(user=by)


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def person_of(who: str, request: pytest.FixtureRequest) -> User:
    """Return one of the cast by name; "root" is a superuser of the machine, who holds no post."""
    if who == "root":
        return User.objects.create_superuser("root", "root@bo.test", "x")
    person: User = request.getfixturevalue(who)
    return person


def take_down(page: InspectionConclusionPage) -> None:
    """Take a live conclusion from the portal, with the reason that it needs."""
    Withdrawal.objects.create(page=page, withdrawn_at=timezone.now(), reason="Đính chính số liệu.")
    fresh(page).unpublish()
