"""What people do with comments that came in, as functions; the stories call them by name."""

import datetime
import io
import zipfile
from typing import Any

from django.utils import timezone

from base.models import BasePage
from consultation.models import Comment, ConsultationPage, Contribution, Contributor, OutcomeKind, OutcomePage
from consultation.models.comments import CommentQuerySet
from consultation.states import CommentState
from ministry.models import User
from tests.consultation.steps import approve, comment_on, fresh

DAY = datetime.timedelta(days=1)


def close(consultation: ConsultationPage, days_ago: int = 1) -> ConsultationPage:
    """Let the time for comments be over."""
    ended = timezone.localdate() - DAY * days_ago
    ConsultationPage.objects.filter(pk=consultation.pk).update(ends_on=ended, closes_on=ended)
    return fresh(consultation)


def said(consultation: ConsultationPage, key: str, content: str, who: str = "Một người dân", **changes: Any) -> Comment:
    """Put a public comment of somebody on a provision; `email` and `contributor_type` may be given."""
    comment = comment_on(consultation, key, content)
    email = changes.pop("email", "hoa@thu.test")
    kind = changes.pop("contributor_type", "individual")
    Contribution.objects.filter(pk=comment.contribution_id).update(shown_as=who, contributor_type=kind)
    Contributor.objects.filter(contribution=comment.contribution_id).update(email=email)
    Comment.objects.filter(pk=comment.pk).update(**{"state": CommentState.SHOWN} | changes)
    comment.refresh_from_db()
    return comment


def these(*comments: Comment) -> CommentQuerySet:
    return Comment.objects.filter(pk__in=[comment.pk for comment in comments])


def outcome_of(
    consultation: ConsultationPage, by: User, kind: str = OutcomeKind.OUTCOME, **changes: Any
) -> OutcomePage:
    """Write a page of answers down as a draft."""
    page = OutcomePage(title="Tiếp thu, giải trình", kind=kind, owner=by, live=False, **changes)
    consultation.add_child(instance=page)
    page.save_revision(user=by)
    return fresh(page)


def publish(page: OutcomePage, by: User, *approvers: User) -> OutcomePage:
    approve(page, by, *approvers)
    return fresh(page)


def submit(page: BasePage, by: User) -> None:
    """Send a page on for approval."""
    fresh(page).get_workflow().start(fresh(page), by)


def send_back(page: BasePage, by: User) -> None:
    state = fresh(page).current_workflow_task_state
    assert state is not None
    state.task.specific.on_action(state, by, "reject")


def part_of(docx: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(name).decode()
