"""The registers of the ministry in the admin: units, fields, posts, provinces, calendar."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from ministry import admin_lists, explorer
from ministry.models import CalendarDay, FieldLead, PolicyField, Post, Province, Unit
from ministry.registers import NamedViewSet, RegisterViewSet, choose_by_name


class UnitViewSet(NamedViewSet):
    model = Unit
    icon = "group"
    menu_label = "Đơn vị"
    list_display = ["code", "name", "parent", "valid_from", "valid_to"]
    search_fields = ["code", "name"]
    form_fields = ["code", "name", "short_name", "code_national", "mandate", "parent", "valid_from", "valid_to"]
    form_fields += ["successors"]


class PolicyFieldViewSet(NamedViewSet):
    model = PolicyField
    icon = "folder-open-inverse"
    menu_label = "Lĩnh vực"
    list_display = ["name", "slug", "valid_from", "valid_to"]
    search_fields = ["name"]
    form_fields = ["name", "slug", "description", "parent", "valid_from", "valid_to"]


class FieldLeadViewSet(RegisterViewSet):
    model = FieldLead
    icon = "link"
    menu_label = "Đơn vị chủ trì"
    list_display = ["field", "unit", "valid_from", "valid_to"]
    list_filter = ["field", "unit"]
    form_fields = ["field", "unit", "valid_from", "valid_to"]


class PostViewSet(RegisterViewSet):
    model = Post
    icon = "user"
    menu_label = "Vị trí công tác"
    list_display = ["user", "role", "unit", "valid_from", "valid_to"]
    list_filter = ["role", "unit"]
    form_fields = ["user", "role", "unit", "valid_from", "valid_to"]


class ProvinceViewSet(NamedViewSet):
    model = Province
    icon = "site"
    menu_label = "Tỉnh, thành phố"
    list_display = ["code", "name", "valid_from", "valid_to", "successor"]
    search_fields = ["name"]
    form_fields = ["code", "name", "kind", "successor", "valid_from", "valid_to"]


class CalendarDayViewSet(ModelViewSet):
    model = CalendarDay
    icon = "calendar"
    menu_label = "Ngày nghỉ, làm bù"
    list_display = ["date", "name", "is_working", "legal_basis", "verified"]
    form_fields = ["date", "is_working", "name", "legal_basis", "verified"]


class MinistryGroup(ViewSetGroup):
    menu_label = "Bộ máy"
    menu_icon = "group"
    menu_order = 800
    items: tuple[type[ViewSet], ...] = (
        UnitViewSet,
        PolicyFieldViewSet,
        FieldLeadViewSet,
        PostViewSet,
        ProvinceViewSet,
        CalendarDayViewSet,
    )


@hooks.register("register_admin_viewset")
def register_ministry() -> MinistryGroup:
    return MinistryGroup()


@hooks.register("construct_page_chooser_queryset")
def own_pages(pages: "QuerySet[Any]", request: HttpRequest) -> "QuerySet[Any]":
    return admin_lists.pages_met_by(request.user, pages)


@hooks.register("construct_document_chooser_queryset")
@hooks.register("construct_image_chooser_queryset")
def own_files(files: "QuerySet[Any]", request: HttpRequest) -> "QuerySet[Any]":
    return admin_lists.files_met_by(request.user, files)


@hooks.register("construct_admin_api", order=1000)
def own_files_in_the_admins_api(router: Any) -> None:
    router.register_endpoint("documents", admin_lists.OwnDocuments)
    router.register_endpoint("images", admin_lists.OwnImages)
    router.register_endpoint("pages", explorer.ExplorerMenu)


hooks.register("construct_explorer_page_queryset", explorer.rows_of_the_explorer)
hooks.register("construct_homepage_summary_items", explorer.without_page_count, order=1000)
admin_lists.close_the_gaps()
explorer.shorten_lists()
choose_by_name()
