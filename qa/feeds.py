"""The newest answers as an Atom feed, of the whole archive or of one field."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed

from base.context import portal_context
from qa.listing import newest
from qa.models import AnswerPage, FieldPage

LENGTH = 30


class AnswersFeed(Feed):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str = "") -> FieldPage | None:
        return get_object_or_404(FieldPage.objects.live(), slug=slug) if slug else None

    def title(self, page: FieldPage | None) -> str:
        return f"{portal_context()['name']}: {page.title if page else 'Hỏi đáp'}"

    def subtitle(self, page: FieldPage | None) -> str:
        return f"Câu trả lời mới của {portal_context()['ministry']}"

    def link(self, page: FieldPage | None) -> str:
        return f"/hoi-dap/linh-vuc/{page.slug}/" if page else "/hoi-dap/"

    def items(self, page: FieldPage | None) -> "QuerySet[AnswerPage]":
        answers = newest(AnswerPage.public())
        return (answers.filter(field_id=page.field_id) if page else answers)[:LENGTH]

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return item.short_answer

    def item_link(self, item: Any) -> str:
        return item.address

    def item_pubdate(self, item: Any) -> Any:
        return item.first_published_at

    def item_updateddate(self, item: Any) -> Any:
        return item.last_published_at

    def item_author_name(self, item: Any) -> str:
        return item.unit.name

    def item_categories(self, item: Any) -> list[str]:
        return [item.field.name]
