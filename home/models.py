"""The front page and the plain content pages."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField

from base.blocks import BodyBlock
from base.models import BasePage
from qa import listing, menus
from qa.models import AnswerPage

NEWEST = 6


class HomePage(BasePage):
    """The front page: search first, then the newest answers, the fields, and how to ask."""

    introduction = RichTextField("giới thiệu", blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    api_fields = [APIField("introduction")]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "home/home_page.html"

    class Meta:
        verbose_name = "trang chủ"
        verbose_name_plural = "trang chủ"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        newest = listing.newest(AnswerPage.public())[:NEWEST]
        return super().get_context(request, *args, **kwargs) | {
            "newest": [listing.card(page) for page in newest],
            "fields": menus.fields(),
        }


class ContentPage(BasePage):
    """A plain page: how to ask, privacy, accessibility."""

    body = StreamField(BodyBlock(), verbose_name="nội dung")

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    api_fields = [APIField("body")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]
    template = "home/content_page.html"

    class Meta:
        verbose_name = "trang nội dung"
        verbose_name_plural = "trang nội dung"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        crumbs = [{"title": "Trang chủ", "url": "/"}, {"title": self.title, "url": ""}]
        return super().get_context(request, *args, **kwargs) | {"breadcrumbs": crumbs}
