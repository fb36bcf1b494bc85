"""The newest conclusions as an Atom feed."""

from typing import Any

from django.db.models import QuerySet

from base.feeds import NewestFeed
from inspection.listing import newest
from inspection.models import InspectionConclusionPage
from inspection.reading import REGISTER


class ConclusionsFeed(NewestFeed):
    link = REGISTER

    def title(self) -> str:
        return self.named("Kết luận thanh tra")

    def subtitle(self) -> str:
        return self.of_the_ministry("Kết luận thanh tra mới công khai")

    def items(self) -> "QuerySet[InspectionConclusionPage]":
        return newest(self.length)

    def item_description(self, item: Any) -> str:
        return f"Số {item.doc_number}, ký ngày {item.issued_on:%d/%m/%Y}. {item.summary}"
