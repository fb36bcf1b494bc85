"""What the room adds to the admin; the screens themselves are in inspection/admin/."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from inspection import permissions
from inspection.admin import pages, queue, rules


@hooks.register("register_admin_urls")
def publication_urls() -> list[URLPattern | URLResolver]:
    return [path("ket-luan/", include("inspection.admin.urls"))]


@hooks.register("register_admin_menu_item")
def queue_menu_item() -> MenuItem:
    return queue.QueueMenuItem("Công khai kết luận", reverse("inspection_admin:queue"), icon_name="time", order=60)


@hooks.register("construct_homepage_panels")
def waiting_conclusions(request: HttpRequest, panels: list[Any]) -> None:
    if permissions.may_enter(request.user):
        panels.append(queue.WaitingConclusions(request))


hooks.register("register_page_header_buttons", pages.buttons)
hooks.register("register_page_listing_more_buttons", pages.buttons)
hooks.register("register_admin_viewset", rules.PublicationRuleViewSet)
