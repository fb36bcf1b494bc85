from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField

from base.models import BasePage
from consultation import listing as drafts
from home import news
from inspection import listing as register
from qa import listing, menus
from qa.models import AnswerPage

NEWEST = 6
CONCLUSIONS = 3
DRAFTS = 3


class HomePage(BasePage):
    """The front page: search first, then news, open drafts, what is new, the fields, and how to ask."""

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
            "news": news.line(),
            "newest": [listing.card(page) for page in newest],
            "fields": menus.fields(),
            "drafts": [drafts.brief_card(page) for page in drafts.open_now(DRAFTS)],
            "conclusions": [register.brief_card(page) for page in register.newest(CONCLUSIONS)],
        }
