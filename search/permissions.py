"""Who may look at the use of the search and put answers first, as sentences."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from ministry.models import Post, Role, User
from ministry.permissions import holds, is_administrator, is_editor

READERS = (Role.EDITOR, Role.UNIT_LEADER, Role.MINISTRY_LEADER, Role.ADMINISTRATOR)


def may_see_use(user: Any) -> bool:
    """The reports are for those who answer for what the portal says: they tell of all units, and of no person."""
    return any(holds(user, role) for role in READERS)


def may_promote(user: Any) -> bool:
    """Which answer stands first is the business of editors and administrators."""
    return is_editor(user) or is_administrator(user)


class PromotionPolicy(BasePermissionPolicy):
    """Gives the sentence above to Wagtail."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return may_promote(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return may_promote(user)

    def users_with_any_permission(self, actions: Any) -> "QuerySet[User]":
        held = Post.objects.current().filter(role__in=(Role.EDITOR, Role.ADMINISTRATOR))
        return User.objects.filter(is_active=True, pk__in=held.values("user"))
