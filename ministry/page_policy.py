"""Which pages an officer meets in lists: the explorer, the admin's search, reports, the site's history.

Pages of a unit are met by that unit's officers and by the portal's editors and administrators, by nobody else.
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from base.models import BasePage
from ministry import permissions
from ministry.groups import GROUP_NAMES
from ministry.models import Role


def page_models_of_units() -> list[type[BasePage]]:
    """Return the page types that a unit answers for: those with a foreign key `unit`."""
    from django.apps import apps

    return [
        model
        for model in apps.get_models()
        if issubclass(model, BasePage) and any(field.name == "unit" for field in model._meta.fields)
    ]


class PortalPagePolicy(PagePermissionPolicy):
    """Wagtail's page permissions, narrowed to what the officer's posts allow."""

    def get_all_permissions_for_user(self, user: Any) -> "QuerySet[GroupPagePermission]":
        """Leave out what a group still gives after its post has ended; groups follow the posts an hour late."""
        held = {GROUP_NAMES[Role(post.role)] for post in permissions.posts_of(user)}
        lapsed = set(GROUP_NAMES.values()) - held
        return super().get_all_permissions_for_user(user).exclude(group__name__in=lapsed)

    def is_editor(self, user: Any) -> bool:
        return permissions.is_editor(user) or bool(user.is_superuser)

    def sees_every_unit(self, user: Any) -> bool:
        return bool(user.is_superuser) or permissions.is_editor(user) or permissions.is_administrator(user)

    def works_with(self, user: Any, other: Any) -> bool:
        """Tell whether the officer sees what the other has prepared: the same person, the same unit, or an editor."""
        if user == other or self.sees_every_unit(user):
            return True
        theirs = {post.unit_id for post in permissions.posts_of(other)}
        return any(post.unit_id in theirs for post in permissions.posts_of(user))

    def may_touch(self, user: Any, page: Any) -> bool:
        """Tell whether the page is the officer's business: no unit's, the own unit's, or the officer's own draft."""
        if not user.is_active:
            return False
        if self.sees_every_unit(user):
            return True
        if "unit" not in {field.name for field in page.specific_class._meta.fields}:
            return True
        return permissions.unit_in_force(page.specific_deferred) in permissions.unit_ids_writing(
            user, page.specific_class
        )

    def narrow(self, user: Any, pages: "QuerySet[Page]") -> "QuerySet[Page]":
        if self.sees_every_unit(user):
            return pages
        for model in page_models_of_units():
            mine = permissions.unit_ids_writing(user, model)
            # Asked of each page, not as a list of all that are not one's own: that list is nearly the whole archive.
            others = model._default_manager.filter(pk=OuterRef("pk")).exclude(unit_id__in=mine)
            pages = pages.filter(~Exists(others.order_by()))
        return pages

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> "QuerySet[Page]":
        return self.narrow(user, super().instances_user_has_any_permission_for(user, actions))

    def explorable_instances(self, user: Any) -> "QuerySet[Page]":
        if not user.is_superuser and not self.get_cached_permissions_for_user(user):
            return self.model._default_manager.none()
        return self.narrow(user, super().explorable_instances(user))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return self.may_touch(user, instance) and super().user_has_any_permission_for_instance(user, actions, instance)

    def users_with_any_permission_for_instance(
        self, actions: Any, instance: Any, include_superusers: bool = True
    ) -> "QuerySet[Any]":
        users = super().users_with_any_permission_for_instance(actions, instance, include_superusers)
        return users.filter(pk__in=[user.pk for user in users if self.may_touch(user, instance)])
