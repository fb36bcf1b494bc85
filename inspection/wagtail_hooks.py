"""What the inspection adds to Wagtail's admin; the screens themselves are in inspection/admin/."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from inspection import permissions
from inspection.admin import deleting, pages, queue, showing
from inspection.admin.conclusions import ConclusionRegister
from inspection.admin.dashboard import FollowUp
from inspection.admin.lists import EXPORTED
from inspection.admin.requirements import RequirementRegister
from inspection.admin.rules import InspectionRules


class InspectionGroup(ModelAdminGroup):
    menu_label = "Thanh tra"
    menu_icon = "glasses"
    menu_order = 60
    items = (ConclusionRegister, RequirementRegister)


modeladmin_register(InspectionGroup)


@hooks.register("register_admin_urls")
def inspection_urls() -> list[URLPattern | URLResolver]:
    return [
        path("ket-luan/", include("inspection.admin.urls")),
        path("thanh-tra/yeu-cau/<int:pk>/viec/<slug:verb>/", showing.use_verb, name="inspection_verb"),
    ]


@hooks.register("register_admin_menu_item")
def queue_menu_item() -> MenuItem:
    return queue.QueueMenuItem("Công khai kết luận", reverse("inspection_admin:queue"), icon_name="time", order=61)


@hooks.register("register_admin_viewset")
def register_rules() -> ViewSetGroup:
    return InspectionRules()


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Any]) -> None:
    if permissions.may_enter(request.user):
        panels.append(queue.WaitingConclusions(request))
        if permissions.follows_up_anywhere(request.user):
            panels.insert(0, FollowUp(request))


hooks.register("register_page_header_buttons", pages.buttons)
hooks.register("register_page_listing_more_buttons", pages.buttons)
hooks.register("before_delete_page", deleting.tell_what_goes)
hooks.register("before_bulk_action", deleting.one_by_one)


@hooks.register("register_log_actions")
def exports_are_noted(actions: LogActionRegistry) -> None:
    @actions.register_action(EXPORTED)
    class Exported(LogFormatter):
        label = "Tải sổ theo dõi về (XLSX)"

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data
            chosen = f", lọc: {data['chosen']}" if data.get("chosen") else ""
            return f"Tải về {data.get('rows', 0)} dòng “{data.get('register', '')}” (XLSX){chosen}"
