"""What every page of the portal has in common: one way out, no private copies, revisions that stay as approved."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from wagtail.models import Page, Revision, TaskState, WorkflowState

from base.permissions import PageTester

# What Wagtail writes into a revision about the page's history; it says nothing to a reader.
BOOK_KEEPING = {
    "latest_revision",
    "latest_revision_created_at",
    "has_unpublished_changes",
    "live_revision",
    "last_published_at",
    "draft_title",
    "wagtail_admin_comments",
}


class BasePage(Page):
    """A page of the portal.

    Pages under a workflow are published by its last approval alone (`on_approved`), never by a button.
    """

    private_page_options: list[str] = []
    # Pages of such a type, and pages made under them, never go live by a button, whatever becomes of the workflow.
    needs_approval = False

    class Meta:
        abstract = True

    @property
    def has_workflow(self) -> bool:
        """Tell whether the page or one above it has an active workflow; a list may have read it with its rows."""
        known: bool | None = self.__dict__.get("known_workflow")
        return bool(super().has_workflow) if known is None else known

    def permissions_for_user(self, user: Any) -> PageTester:
        return PageTester(user, self)

    def on_approved(self, workflow_state: WorkflowState, user: Any) -> None:
        """Publish the revision that every step approved; `user` is the last approver and holds no right to publish."""
        revision = self.approved_revision(workflow_state)
        revision.publish(user=user, skip_permission_checks=True)

    def approved_revision(self, workflow_state: WorkflowState) -> Revision:
        """Return the latest revision, having made sure that every step of the workflow approved this very one.

        Steps that were switched off count as well: a page does not get past them by that.

        Raises:
            PermissionDenied: a step has not approved it, or there is no step.
        """
        revision = self.get_latest_revision()
        tasks = workflow_state.workflow.tasks
        passed = TaskState.objects.filter(
            workflow_state=workflow_state,
            revision=revision,
            status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED],
        )
        if revision is None or not tasks.exists() or tasks.exclude(task_states__in=passed).exists():
            raise PermissionDenied(f"page {self.pk}: not every step of the workflow approved the latest revision")
        return revision

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        # Wagtail opens no transaction here; the entry in the search index is written in the signal and must stand
        # or fall with the page.
        with transaction.atomic():
            return super().publish(revision, *args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            return super().unpublish(*args, **kwargs)

    def save_revision(self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any) -> Revision:
        """Save a revision; one that was put to approval, is live or is scheduled is never overwritten by autosave.

        A page in review that is saved as it was keeps its revision: the editor's screen reports changes where there are
        none, and every new revision asks for every approval again.
        """
        latest = self.get_latest_revision()
        if latest is not None and self.workflow_in_progress and self._says_the_same(latest):
            return latest
        if overwrite_revision is not None and self._is_fixed(overwrite_revision):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def _says_the_same(self, revision: Revision) -> bool:
        now = json.loads(json.dumps(self.serializable_data(), cls=DjangoJSONEncoder))
        return all(now.get(name) == value for name, value in revision.content.items() if name not in BOOK_KEEPING)

    def _is_fixed(self, revision: Revision) -> bool:
        return bool(
            revision.approved_go_live_at or revision.pk == self.live_revision_id or revision.task_states.exists()
        )
