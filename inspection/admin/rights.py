"""What wagtail-modeladmin asks about rights, answered by posts: by itself it would ask `user.has_perm` alone."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail_modeladmin.helpers import ButtonHelper, PagePermissionHelper, PermissionHelper

from inspection import permissions
from inspection.models import ConclusionRequirement, InspectionConclusionPage, InspectionIndexPage
from inspection.states import FollowUpVerb

Button = dict[str, Any]


class ConclusionRights(PagePermissionHelper):
    """Rights on conclusions: lists ask who enters, a page asks its own tester, as in the page editor."""

    def get_valid_parent_pages(self, user: Any) -> "QuerySet[Page]":
        may = [
            page.pk for page in InspectionIndexPage.objects.all() if page.permissions_for_user(user).can_add_subpage()
        ]
        return Page.objects.filter(pk__in=may)

    def user_can_list(self, user: Any) -> bool:
        return permissions.may_enter(user)

    def user_can_inspect_obj(self, user: Any, obj: InspectionConclusionPage) -> bool:
        return permissions.may_enter(user) and (
            permissions.reads_all(user) or permissions.follows_up(user, obj.unit_id)
        )

    def user_can_copy_obj(self, user: Any, obj: InspectionConclusionPage) -> bool:
        return False


class RequirementRights(PermissionHelper):
    """Rights on requirements, as the procedure asks for them."""

    def user_can_list(self, user: Any) -> bool:
        return permissions.may_enter(user)

    def user_can_create(self, user: Any) -> bool:
        return permissions.may_enter(user) and permissions.follows_up_anywhere(user)

    def user_can_inspect_obj(self, user: Any, obj: ConclusionRequirement) -> bool:
        return permissions.may_read(user, obj.page)

    def user_can_edit_obj(self, user: Any, obj: ConclusionRequirement) -> bool:
        return permissions.may(user, FollowUpVerb.EDIT, obj)

    def user_can_delete_obj(self, user: Any, obj: ConclusionRequirement) -> bool:
        return permissions.may_delete(user, obj)


class OneWayIn(ButtonHelper):
    """In a list the name of a row leads to it; what can be done there stands there, and no row asks for rights."""

    def get_buttons_for_obj(self, obj: Any, *args: Any, **kwargs: Any) -> list[Button]:
        return []

    def get_primary_button(self, obj: Any) -> Button:
        button: Button = self.inspect_button(obj.pk)
        return button | {"title": ""}
