"""The archive's places in the tree: the index, its years, its fields."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.search import index

from base.models import BasePage
from ministry.models import PolicyField


class ListingMixin:
    """A page that lists answers; what it lists is decided in qa/listing.py."""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from qa.listing import listing_context  # knows the models of this app

        return super().get_context(request, *args, **kwargs) | listing_context(self, request)  # type: ignore[misc]


class QAIndexPage(ListingMixin, BasePage):
    """The archive of questions and answers, at /hoi-dap/."""

    introduction = RichTextField("giới thiệu", blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    api_fields = [APIField("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["qa.YearPage", "qa.FieldPage"]
    max_count = 1
    template = "qa/qa_index_page.html"

    class Meta:
        verbose_name = "kho hỏi đáp"
        verbose_name_plural = "kho hỏi đáp"


class YearPage(BasePage):
    """The answers of one year, in the tree only: a reader who comes here is led to the archive."""

    needs_approval = True
    admin_default_ordering = "-path"  # newest first, along the index; the day of change would sort them all

    parent_page_types = ["qa.QAIndexPage"]
    subpage_types = ["qa.AnswerPage"]
    api_fields: list[APIField] = []

    class Meta:
        verbose_name = "năm"
        verbose_name_plural = "năm"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        from django.http import HttpResponseRedirect

        return HttpResponseRedirect(f"/hoi-dap/?nam={self.slug}")


class FieldPage(ListingMixin, BasePage):
    """The answers of one field, at /hoi-dap/linh-vuc/<field>/."""

    field = models.OneToOneField(PolicyField, verbose_name="lĩnh vực", on_delete=models.PROTECT, related_name="page")
    introduction = RichTextField("giới thiệu", blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("field"), FieldPanel("introduction")]
    api_fields = [APIField("field"), APIField("introduction")]
    search_fields = [*BasePage.search_fields, index.FilterField("field")]
    parent_page_types = ["qa.QAIndexPage"]
    subpage_types: list[str] = []
    template = "qa/field_page.html"

    class Meta:
        verbose_name = "trang lĩnh vực"
        verbose_name_plural = "trang lĩnh vực"

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)
        return (parts[0], parts[1], f"/hoi-dap/linh-vuc/{self.slug}/") if parts else None
