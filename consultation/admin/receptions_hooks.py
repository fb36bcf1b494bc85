"""What answering adds to Wagtail's admin: its addresses, and the way to it from a consultation and its outcome."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from consultation import permissions
from consultation.admin.sections import Section, register
from consultation.models import ConsultationPage, OutcomePage

register(Section("Tiếp thu, giải trình", "receptions:comments", permissions.may_answer, 30))


@hooks.register("register_admin_urls")
def reception_urls() -> list[URLPattern | URLResolver]:
    return [path("lay-y-kien/<int:above>/tiep-thu/", include("consultation.admin.receptions_urls"))]


@hooks.register("insert_global_admin_css")
def receptions_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/receptions.css"))


def buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Yield what stands in the page's menu of actions."""
    if not issubclass(page.specific_class or Page, ConsultationPage | OutcomePage):
        return
    page = page.specific_deferred
    consultation = page.consultation if isinstance(page, OutcomePage) else page
    if not permissions.may_answer(user, consultation):
        return
    url = reverse("receptions:comments", args=[consultation.pk])
    yield Button("Tiếp thu, giải trình góp ý", url, icon_name="comment", priority=60)
    if isinstance(page, OutcomePage):
        url = reverse("receptions:page", args=[consultation.pk, page.ordinal])
        yield Button("Câu trả lời trong trang này", url, icon_name="list-ul", priority=61)


hooks.register("register_page_header_buttons", buttons)
hooks.register("register_page_listing_more_buttons", buttons)
