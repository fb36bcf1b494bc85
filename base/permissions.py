"""What a person may do with a page, decided in one place and given to Wagtail.

Wagtail asks two things: a tester for the actions on one page, and a policy for lists of pages. Both ask the policy that
`ministry` registers, since only there it is known who holds which post.
"""

from typing import Any

from django.utils.functional import cached_property
from wagtail.models import PagePermissionTester


class PageTester(PagePermissionTester):
    """Actions of one person on one page.

    On a page under a workflow nobody publishes by hand, superusers included; taking it down belongs to the editors.
    """

    @cached_property
    def _may_touch(self) -> bool:
        return bool(self.permission_policy.may_touch(self.user, self.page))

    @cached_property
    def _needs_approval(self) -> bool:
        return bool(self.page.specific_class.needs_approval or self.page.has_workflow)

    def _is_editor(self) -> bool:
        return self.permission_policy.is_editor(self.user)

    def can_edit(self) -> bool:
        return self._may_touch and super().can_edit()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if not self._may_touch or (self.page.live and self._needs_approval and not self._is_editor()):
            return False
        return super().can_delete(ignore_bulk)

    def can_publish(self) -> bool:
        return not self._needs_approval and super().can_publish()

    def can_publish_subpage(self) -> bool:
        return not self._needs_approval and super().can_publish_subpage()

    def can_unpublish(self) -> bool:
        if not self._needs_approval:
            return super().can_unpublish()
        return bool(self.page.live and not self.page_is_root and self._is_editor() and not self.page_locked())

    def can_unschedule(self) -> bool:
        return self._is_editor() if self._needs_approval else super().can_unschedule()

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_submit_for_moderation(self) -> bool:
        return self._may_touch and super().can_submit_for_moderation()

    def can_lock(self) -> bool:
        return self._may_touch and super().can_lock()

    def can_unlock(self) -> bool:
        return self._may_touch and super().can_unlock()

    def can_view_revisions(self) -> bool:
        return self._may_touch and super().can_view_revisions()

    def can_move(self) -> bool:
        return self._is_editor() and super().can_move()

    def can_copy(self) -> bool:
        return self._may_touch and super().can_copy()


def is_signed_in(user: Any) -> bool:
    return bool(user and user.is_authenticated and user.is_active)
