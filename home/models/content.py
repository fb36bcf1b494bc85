from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField

from base.models import BasePage
from home.blocks import ContentBlock


class ContentPage(BasePage):
    """A plain page: how to ask, privacy, accessibility, contacts."""

    body = StreamField(ContentBlock(), verbose_name="nội dung")

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    api_fields = [APIField("body")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]
    template = "home/content_page.html"

    class Meta:
        verbose_name = "trang nội dung"
        verbose_name_plural = "trang nội dung"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"breadcrumbs": self._crumbs()}

    def _crumbs(self) -> list[dict[str, str]]:
        """Return the way from the front page down to this page, which may lie below others of its kind."""
        above = ContentPage.objects.ancestor_of(self).live().order_by("path")
        crumbs = [{"title": page.title, "url": page.url or ""} for page in above]
        return [{"title": "Trang chủ", "url": "/"}, *crumbs, {"title": self.title, "url": ""}]
