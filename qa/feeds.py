"""The newest answers as an Atom feed, of the whole archive or of one field."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from base.feeds import NewestFeed
from qa.listing import newest
from qa.models import AnswerPage, FieldPage


class AnswersFeed(NewestFeed):
    def get_object(self, request: HttpRequest, slug: str = "") -> FieldPage | None:
        return get_object_or_404(FieldPage.objects.live(), slug=slug) if slug else None

    def title(self, page: FieldPage | None) -> str:
        return self.named(page.title if page else "Hỏi đáp")

    def subtitle(self, page: FieldPage | None) -> str:
        return self.of_the_ministry("Câu trả lời mới")

    def link(self, page: FieldPage | None) -> str:
        return f"/hoi-dap/linh-vuc/{page.slug}/" if page else "/hoi-dap/"

    def items(self, page: FieldPage | None) -> "QuerySet[AnswerPage]":
        answers = newest(AnswerPage.public())
        return (answers.filter(field_id=page.field_id) if page else answers)[: self.length]

    def item_description(self, item: Any) -> str:
        return item.short_answer
