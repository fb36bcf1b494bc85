"""The desk in the admin: its addresses, its place in the menu, and the registers of rules."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from casework import permissions, queues
from casework.dashboard import WaitingCases
from casework.models import Case, ConsentText, DeadlineRule, TransferBody
from casework.views import desk, files

urlpatterns = [
    path("", desk.case_list, name="desk"),
    path("hang-doi/<slug:queue>/", desk.case_list, name="queue"),
    path("<str:number>/", desk.case_detail, name="case"),
    path("<str:number>/viec/<slug:verb>/", desk.case_verb, name="verb"),
    path("<str:number>/tep/<int:pk>/", files.case_file, name="file"),
    path("<str:number>/tep/<int:pk>/xem/", files.case_file_preview, name="file_preview"),
    path("<str:number>/lam/<slug:name>/", desk.case_action, name="action"),
]


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [path("ho-so/", include((urlpatterns, "casework")))]


class DeskMenuItem(MenuItem):
    """“Hồ sơ”, with the number of cases that wait for the officer."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_enter(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        waiting = queues.waiting_for(request.user)
        # The menu's item is shared by all requests; the number belongs to one officer.
        shown = MenuItem(f"Hồ sơ ({waiting})" if waiting else "Hồ sơ", self.url, self.name, icon_name=self.icon_name)
        return shown.render_component(request)


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return DeskMenuItem("Hồ sơ", reverse("casework:desk"), icon_name="clipboard-list", order=50)


@hooks.register("construct_homepage_panels")
def waiting_cases(request: HttpRequest, panels: list[Any]) -> None:
    if permissions.may_enter(request.user):
        panels.insert(0, WaitingCases(request))


@hooks.register("after_edit_page")
def back_to_the_case(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Bring who approved an answer in the editor, or sent it back, to its case; others go Wagtail's own way."""
    if "action-workflow-action" not in request.POST or get_valid_next_url_from_request(request):
        return None
    case = Case.objects.seen_by(request.user).on_page(page).first()
    return redirect("casework:case", case.number) if case else None


class DeadlineRuleViewSet(ModelViewSet):
    model = DeadlineRule
    icon = "time"
    menu_label = "Thời hạn xử lý"
    list_display = ["case_kind", "limit", "unit", "legal_basis", "verified", "valid_from", "valid_to"]
    form_fields = ["case_kind", "limit", "unit", "warn_before", "legal_basis", "verified", "valid_from", "valid_to"]


class ConsentTextViewSet(ModelViewSet):
    model = ConsentText
    icon = "doc-full"
    menu_label = "Nội dung đồng ý"
    list_display = ["version", "valid_from", "valid_to"]
    form_fields = ["version", "text", "legal_basis", "valid_from", "valid_to"]


class TransferBodyViewSet(ModelViewSet):
    model = TransferBody
    icon = "site"
    menu_label = "Cơ quan khác"
    list_display = ["code", "name", "note"]
    form_fields = ["code", "name", "note", "url", "valid_from", "valid_to"]


class RulesGroup(ViewSetGroup):
    menu_label = "Quy tắc hồ sơ"
    menu_icon = "list-ul"
    menu_order = 810
    items = (DeadlineRuleViewSet, ConsentTextViewSet, TransferBodyViewSet)


@hooks.register("register_admin_viewset")
def register_rules() -> RulesGroup:
    return RulesGroup()


@hooks.register("insert_global_admin_css")
def desk_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))
