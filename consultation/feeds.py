"""The newest consultations as Atom feeds: all of them, and those of one field."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from base.feeds import NewestFeed
from consultation.deadlines import closes_on
from consultation.listing import newest
from consultation.models import ConsultationPage
from consultation.reading import DRAFTS
from ministry.models import PolicyField


class ConsultationsFeed(NewestFeed):
    """New drafts put to the public."""

    link = DRAFTS

    def title(self, field: PolicyField | None = None) -> str:
        return self.named("Dự thảo lấy ý kiến")

    def subtitle(self, field: PolicyField | None = None) -> str:
        return self.of_the_ministry("Dự thảo mới đưa ra lấy ý kiến")

    def items(self, field: PolicyField | None = None) -> "QuerySet[ConsultationPage]":
        return newest(self.length)

    def item_description(self, item: Any) -> str:
        return f"Nhận góp ý từ {item.starts_on:%d/%m/%Y} đến hết {closes_on(item):%d/%m/%Y}. {item.summary}"


class FieldConsultationsFeed(ConsultationsFeed):
    """New drafts of one field."""

    def get_object(self, request: HttpRequest, slug: str) -> PolicyField:
        field = PolicyField.objects.filter(slug=slug).first()
        if field is None:
            raise Http404
        return field

    def title(self, field: PolicyField | None = None) -> str:
        return self.named(f"Dự thảo lấy ý kiến, {field}")

    def items(self, field: PolicyField | None = None) -> "QuerySet[ConsultationPage]":
        return newest(self.length, field.slug if field else "")
