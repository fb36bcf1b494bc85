"""When the news line of the front page changes."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home import news
from home.models import NewsPage


@receiver(page_published, sender=NewsPage)
@receiver(page_unpublished, sender=NewsPage)
@receiver(page_slug_changed, sender=NewsPage)
@receiver(post_page_move, sender=NewsPage)
@receiver(post_delete, sender=NewsPage)
def news_changed(**kwargs: Any) -> None:
    news.renew()
