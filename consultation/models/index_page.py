"""The consultations' place in the tree."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField

from base.models import BasePage
from base.permissions import PageTester
from consultation.testers import IndexTester


class ConsultationIndexPage(BasePage):
    """Drafts put to the public, at /du-thao/."""

    admin_default_ordering = "-path"  # newest first, along the index

    introduction = RichTextField("giới thiệu", blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    api_fields = [APIField("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["consultation.ConsultationPage"]
    max_count = 1
    template = "consultation/consultation_index_page.html"

    class Meta:
        verbose_name = "lấy ý kiến dự thảo"
        verbose_name_plural = "lấy ý kiến dự thảo"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from consultation.listing import listing_context  # the list knows the model whose place this is

        return super().get_context(request, *args, **kwargs) | listing_context(request)

    def permissions_for_user(self, user: Any) -> PageTester:
        return IndexTester(user, self)
