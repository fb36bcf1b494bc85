"""The first pages of a new portal: how to ask, privacy, accessibility, contacts, and the news that it has opened.

They are made once and live at once, so that a footer never leads nowhere; they are the ministry's to change from then
on, and one that was taken away does not come back.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from base.models import PortalSettings
from home.models import ContentPage, HomePage, NewsIndexPage, NewsPage

FOLDER = Path(settings.BASE_DIR) / "home" / "first_pages"


@transaction.atomic
def make_first_content() -> int:
    """Make the first pages, name them in the portal's settings, and return how many were made; 0 the second time."""
    portal = PortalSettings.load()
    if portal.first_pages_made_at:
        return 0
    made = [
        _make_page(portal, **json.loads(file.read_text(encoding="utf-8"))) for file in sorted(FOLDER.glob("*.json"))
    ]
    portal.first_pages_made_at = timezone.now()
    portal.save()
    made.append(_make_news(portal))
    return sum(made)


def _make_page(portal: PortalSettings, *, setting: str, slug: str, body: list[dict[str, Any]], **fields: Any) -> bool:
    """Make one page and name it in the setting; a ministry's own page at this address or in this setting stays."""
    home = HomePage.objects.get()
    if getattr(portal, setting) is not None or home.get_children().filter(slug=slug).exists():
        return False
    page = home.add_child(instance=ContentPage(slug=slug, body=json.dumps(body), **fields))
    page.save_revision().publish()
    setattr(portal, setting, Page.objects.get(pk=page.pk))
    return True


def _make_news(portal: PortalSettings) -> bool:
    index = NewsIndexPage.objects.first()
    if index is None or index.get_children().exists():
        return False
    news = NewsPage(
        title="Mời ông/bà gửi câu hỏi tới Bộ qua cổng này",
        slug="mo-cong",
        text="Cổng mở cả ngày lẫn đêm, không mất phí, không cần tài khoản. Gửi xong ông/bà có mã số để theo dõi.",
        link_page=portal.guide_page,
    )
    index.add_child(instance=news)
    news.save_revision().publish()
    return True
