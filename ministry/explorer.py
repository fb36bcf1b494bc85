"""The admin's explorer over a long archive: read along an index, not counted to its end, nothing asked row by row."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from wagtail.admin.api.serializers import AdminPageSerializer, PageChildrenField, get_model_listing_url
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.views.pages.listing import GenericPageFilterSet, IndexView, PageFilterSet
from wagtail.models import Page, PageLogEntry, WorkflowPage
from wagtail.query import PageQuerySet

from base.short_counts import COUNTED, ShortCounts, ShortPaginator
from ministry.admin_lists import page_policy
from ministry.models import User
from ministry.page_policy import page_models_of_units
from ministry.permissions import unit_ids_writing


def rows_of_the_explorer(parent: Page, pages: "QuerySet[Any]", request: HttpRequest) -> "QuerySet[Any]":
    """Narrow the list under a page to what an index can give, and fetch with the rows what they are asked for."""
    if request.GET.get("q") or request.GET.get("search_all"):
        return pages
    # Wagtail says `path LIKE '…%'`, which the index that orders by path does not serve.
    interval = Page._get_children_path_interval(parent.path)
    pages = pages.filter(path__range=interval)
    of_units = page_models_of_units()
    below = parent.specific_class.allowed_subpage_models()
    if below and {*below} <= {*of_units} and not page_policy().sees_every_unit(request.user):
        # The policy sifts out the pages of others; where every page is some unit's, one's own newest are found first.
        own = [
            model._default_manager.filter(unit_id__in=unit_ids_writing(request.user, model), path__range=interval)
            for model in below
        ]
        newest = [rows.order_by("-path").values_list("pk", flat=True)[:COUNTED] for rows in own]
        pages = pages.filter(pk__in=[pk for rows in newest for pk in rows])
    return pages.annotate(known_workflow=_is_under_workflow(), known_unit=_unit(of_units))


def _is_under_workflow() -> Case:
    """Say what `Page.has_workflow` asks for each page."""
    paths = WorkflowPage.objects.filter(workflow__active=True).values_list("page__path", flat=True)
    under = reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[]))
    return Case(When(under, then=True), default=False, output_field=BooleanField())


def _unit(models: list[Any]) -> Any:
    """Say what `ministry.permissions.unit_in_force` asks for each page."""
    units = [
        Subquery(model._default_manager.filter(pk=OuterRef("pk")).order_by().values("unit_id")[:1]) for model in models
    ]
    return Coalesce(*units) if len(units) > 1 else units[0]


class WhetherChildren(PageChildrenField):
    """The menu of the explorer asks whether there are children; how many is not shown."""

    def to_representation(self, page: Page) -> dict[str, Any]:
        children = self.context["base_queryset"].child_of(page)
        interval = Page._get_children_path_interval(page.path)
        there = page.numchild > 0 and children.filter(path__range=interval).exists()
        return {"count": int(there), "listing_url": f"{get_model_listing_url(self.context, Page)}?child_of={page.pk}"}


class ExplorerMenuSerializer(AdminPageSerializer):
    children = WhetherChildren(read_only=True)


class ExplorerMenu(PagesAdminAPIViewSet):
    base_serializer_class = ExplorerMenuSerializer
    pagination_class = ShortCounts

    def filter_queryset(self, queryset: "QuerySet[Any]") -> Any:
        """Filter, and fetch with the rows what their state is read from; Wagtail's filters would drop it again."""
        found = super().filter_queryset(queryset)
        return (
            found.annotate_approved_schedule().prefetch_workflow_states() if isinstance(found, PageQuerySet) else found
        )


def without_page_count(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Take the number of all pages off the admin's first page; counting a million costs a second each time."""
    items[:] = [item for item in items if not isinstance(item, PagesSummaryItem)]


def owners(request: HttpRequest) -> "QuerySet[User]":
    """Return who owns a page; Wagtail gathers them from every page."""
    return User.objects.filter(Exists(Page.objects.filter(owner=OuterRef("pk")).order_by()))


def editors(request: HttpRequest) -> "QuerySet[User]":
    """Return who has edited a page; Wagtail gathers them from every line of the log."""
    return User.objects.filter(
        Exists(PageLogEntry.objects.filter(user=OuterRef("pk"), action="wagtail.edit").order_by())
    )


def shorten_lists() -> None:
    """Let the lists of pages count shortly, and their filters find their choices by index."""
    IndexView.paginator_class = ShortPaginator
    for filters in (PageFilterSet, GenericPageFilterSet):
        filters.base_filters["owner"].queryset = owners
        filters.base_filters["edited_by"].queryset = editors
