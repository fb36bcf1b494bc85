"""The register's place in the tree."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField

from base.models import BasePage
from base.permissions import PageTester
from inspection.testers import RegisterTester


class InspectionIndexPage(BasePage):
    """The register of conclusions, at /ket-luan-thanh-tra/."""

    admin_default_ordering = "-path"  # newest first, along the index

    introduction = RichTextField("giới thiệu", blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    api_fields = [APIField("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["inspection.InspectionConclusionPage"]
    max_count = 1
    template = "inspection/inspection_index_page.html"

    def permissions_for_user(self, user: Any) -> PageTester:
        return RegisterTester(user, self)

    class Meta:
        verbose_name = "kết luận thanh tra"
        verbose_name_plural = "kết luận thanh tra"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from inspection.listing import listing_context  # knows the models of this app

        return super().get_context(request, *args, **kwargs) | listing_context(request)
