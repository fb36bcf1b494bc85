"""What consultations add to Wagtail's admin; the screens themselves are in consultation/admin/."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from consultation import permissions
from consultation.admin import (  # noqa: F401  (those that are not used register themselves)
    drafts_hooks,
    extending,
    listing,
    receptions_hooks,
    sections,
)
from consultation.models import ConsultationPage


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [path("lay-y-kien/", include("consultation.admin.desk_urls"))]


class ConsultationsMenuItem(MenuItem):
    """“Lấy ý kiến”, with the number of comments that wait for the officer's look."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_enter(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        waiting = listing.waiting_for(request.user)
        label = f"Lấy ý kiến ({waiting})" if waiting else "Lấy ý kiến"
        # The menu's item is shared by all requests; the number belongs to one officer.
        return MenuItem(label, self.url, self.name, icon_name=self.icon_name).render_component(request)


@hooks.register("register_admin_menu_item")
def consultations_menu_item() -> MenuItem:
    return ConsultationsMenuItem("Lấy ý kiến", reverse("consultation_desk:list"), icon_name="openquote", order=55)


def _may_key_in_now(user: Any, consultation: ConsultationPage) -> bool:
    return consultation.live and permissions.may_key_in(user, consultation)


sections.register(sections.Section("Bản dự thảo", "drafts_admin:list", permissions.may_import, 5))
sections.register(sections.Section("Gia hạn", "consultation_extend", extending.may_extend_now, 90))
sections.register(sections.Section("Góp ý", "consultation_desk:comments", permissions.may_see_comments, 10))
sections.register(sections.Section("Nhập góp ý giấy, thư, hội nghị", "consultation_desk:key_in", _may_key_in_now, 20))
