"""What every Atom feed of the portal has alike: its kind, and the portal's own names as they are now."""

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from base.context import portal_context


class SteadyAtom(Atom1Feed):
    """Atom that says the same as long as nothing changes: Django's empty feed is changed at every look."""

    def latest_post_date(self) -> datetime.datetime:
        return super().latest_post_date() if self.items else datetime.datetime(2019, 1, 1, tzinfo=datetime.UTC)


class NewestFeed(Feed):
    """The newest of a list; a subclass says what it is called and what is in it."""

    feed_type = SteadyAtom
    length = 30

    @staticmethod
    def named(title: str) -> str:
        return f"{portal_context()['name']}: {title}"

    @staticmethod
    def of_the_ministry(what: str) -> str:
        return f"{what} của {portal_context()['ministry']}"

    def item_title(self, item: Any) -> str:
        return item.title

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
