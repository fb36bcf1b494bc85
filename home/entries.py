"""How a content page is found."""

from django.utils import timezone

from base.blocks import headings
from base.html import plain_text
from home.models import ContentPage
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


register(
    Source(model=ContentPage, kind="page", label="Trang", public=lambda: ContentPage.objects.live(), build=content)
)
