"""What the inspection adds to Wagtail's admin: the section “Thanh tra”, its rules, a panel, a line of the history."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from inspection import permissions
from inspection.admin import showing
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
def verbs_of_following_up() -> list[URLPattern]:
    return [path("thanh-tra/yeu-cau/<int:pk>/viec/<slug:verb>/", showing.use_verb, name="inspection_verb")]


@hooks.register("register_admin_viewset")
def register_rules() -> ViewSetGroup:
    return InspectionRules()


@hooks.register("construct_homepage_panels")
def follow_up(request: HttpRequest, panels: list[Any]) -> None:
    if permissions.follows_up_anywhere(request.user) and permissions.may_enter(request.user):
        panels.insert(0, FollowUp(request))


@hooks.register("register_log_actions")
def exports_are_noted(actions: LogActionRegistry) -> None:
    @actions.register_action(EXPORTED)
    class Exported(LogFormatter):
        label = "Tải sổ theo dõi về (XLSX)"

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data
            chosen = f", lọc: {data['chosen']}" if data.get("chosen") else ""
            return f"Tải về {data.get('rows', 0)} dòng “{data.get('register', '')}” (XLSX){chosen}"
