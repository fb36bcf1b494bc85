"""How the screens beside a conclusion find it, and the buttons that lead from the page to them."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from inspection import permissions
from inspection.models import InspectionConclusionPage


def conclusion_for(request: HttpRequest, pk: int, may: Any) -> InspectionConclusionPage:
    """Return the conclusion, or 404 for whoever `may` not: another unit's officer does not learn that it exists."""
    page = InspectionConclusionPage.objects.select_related("unit").filter(pk=pk).first()
    if page is None or not may(request.user, page):
        raise Http404
    return page


def buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Yield what stands in the page's menu of actions."""
    if not issubclass(page.specific_class or Page, InspectionConclusionPage):
        return
    page = page.specific_deferred
    if permissions.may_see(user, page):
        yield _button("Tiến độ công khai", "publication", page, "time", 61)
    if permissions.may_open_original(user, page):
        yield _button("Bản gốc và phần không công khai", "originals", page, "lock", 63)
    if permissions.may_withdraw(user, page):
        yield _button("Gỡ khỏi cổng", "withdraw", page, "download", 62)


def _button(label: str, name: str, page: Page, icon: str, priority: int) -> Button:
    url = reverse(f"inspection_admin:{name}", args=[page.pk])
    return Button(label, url, icon_name=icon, priority=priority)
