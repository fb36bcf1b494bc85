"""How a content page and a notice are found."""

from django.utils import timezone

from base.blocks import headings
from base.html import plain_text
from home.models import ContentPage, NewsPage
from search.entries import Content, Source, register

SUMMARY = 300


def content(page: ContentPage) -> Content:
    text = plain_text(str(page.body.render_as_block()))
    return Content(
        title=page.title,
        summary=page.search_description or text[:SUMMARY],
        text=text,
        url=page.url or "/",
        headings=headings(page.body),
        published_on=timezone.localdate(page.last_published_at or timezone.now()),
    )


def news(page: NewsPage) -> Content:
    return Content(
        title=page.title,
        summary=page.search_description or page.text[:SUMMARY],
        text=page.text,
        url=page.url or "/",
        published_on=page.noticed_on,
    )


register(Source(model=NewsPage, kind="news", label="Tin", public=lambda: NewsPage.objects.live(), build=news))
register(
    Source(model=ContentPage, kind="page", label="Trang", public=lambda: ContentPage.objects.live(), build=content)
)
