from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.fields import ReadOnlyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page

from base.models import BasePage
from home import news


class NewsIndexPage(BasePage):
    """The small list of short notices, at /tin-moi/."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    api_fields: list[APIField] = []
    max_count = 1
    template = "home/news_index_page.html"

    class Meta:
        verbose_name = "tin mới"
        verbose_name_plural = "tin mới"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | news.listing(request.GET.get("truoc", ""))


class NewsPage(BasePage):
    """A short notice. Wagtail's planned dates say from when and until when it is public."""

    needs_approval = True

    noticed_on = models.DateField("ngày ghi trên tin", default=timezone.localdate)
    text = models.TextField(
        "nội dung", max_length=800, help_text="Vài câu ngắn. Tin dài thì viết thành trang rồi dẫn tới."
    )
    link_page = models.ForeignKey(
        Page,
        verbose_name="dẫn tới trang của cổng",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    link_url = models.URLField("hoặc tới trang khác", blank=True)
    link_title = models.CharField("chữ của liên kết", max_length=80, blank=True, help_text="Ví dụ: Đọc toàn văn.")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("noticed_on"),
        FieldPanel("text"),
        MultiFieldPanel([FieldPanel("link_page"), FieldPanel("link_url"), FieldPanel("link_title")], "Liên kết"),
    ]
    api_fields = [
        APIField("noticed_on"),
        APIField("text"),
        # As people see it: the title of a page that is not public would be told otherwise.
        APIField("link_page", serializer=ReadOnlyField(source="link")),
        APIField("link_url"),
        APIField("link_title"),
    ]
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "home/news_page.html"

    class Meta:
        verbose_name = "tin"
        verbose_name_plural = "tin"

    def clean(self) -> None:
        super().clean()
        if self.link_page_id and self.link_url:
            raise ValidationError({"link_url": "Chọn một trang của cổng, hoặc ghi một địa chỉ, không cả hai."})

    @property
    def link(self) -> dict[str, str] | None:
        """Return where the notice leads to, with words that say so; None when there is nothing to lead to."""
        if self.link_url:
            return {"url": self.link_url, "title": self.link_title or "Xem thêm"}
        page = self.link_page
        if page is None or not page.live:
            return None
        return {"url": page.specific.url or "/", "title": self.link_title or page.title}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        crumbs = [{"title": "Trang chủ", "url": "/"}, {"title": "Tin mới", "url": news.ADDRESS}]
        return super().get_context(request, *args, **kwargs) | {"breadcrumbs": crumbs}
