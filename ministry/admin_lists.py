"""Lists of Wagtail's admin that do not ask the page policy by themselves: choosers, bulk actions, its own API."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from ministry.models import Post
from ministry.page_policy import PortalPagePolicy
from ministry.permissions import posts_of


def page_policy() -> PortalPagePolicy:
    policy = policy_registry.get_by_type(Page)
    assert isinstance(policy, PortalPagePolicy)  # noqa: S101  (registered in this app's ready)
    return policy


def pages_met_by(user: Any, pages: "QuerySet[Page]") -> "QuerySet[Page]":
    # As a sub-query: the admin's search reads the conditions of a list one by one and knows no EXISTS.
    return pages.filter(pk__in=page_policy().narrow(user, Page.objects.all()).order_by().values("pk"))


def files_met_by(user: Any, files: "QuerySet[Any]") -> "QuerySet[Any]":
    """Keep the files that the officer or a colleague of the same unit uploaded; editors meet all."""
    if page_policy().sees_every_unit(user):
        return files
    units = [post.unit_id for post in posts_of(user)]
    colleagues = Post.objects.current().filter(unit__in=units).values("user")
    return files.filter(uploaded_by_user__in=colleagues)


class OwnDocuments(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> "QuerySet[Any]":
        return files_met_by(self.request.user, super().get_queryset())


class OwnImages(ImagesAdminAPIViewSet):
    def get_queryset(self) -> "QuerySet[Any]":
        return files_met_by(self.request.user, super().get_queryset())


def close_the_gaps() -> None:
    """Narrow two views of Wagtail that name pages the officer may not know; they offer no hook for it."""
    PageTypesUsageReportView.any_permission_required = ["publish"]
    actionable = PageBulkAction.get_actionable_objects

    def without_strangers_pages(self: PageBulkAction) -> Any:
        objects, refused = actionable(self)
        known = [page for page in refused["items_with_no_access"] if page_policy().may_touch(self.request.user, page)]
        return objects, {"items_with_no_access": known}

    PageBulkAction.get_actionable_objects = without_strangers_pages
