"""When the words on every page change: the settings are saved, or a page that they name comes, goes or moves."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from base.context import names_page, renew_portal_context
from base.models import PortalSettings


@receiver(post_save, sender=PortalSettings)
@receiver(post_delete, sender=PortalSettings)
@receiver(page_slug_changed)
@receiver(post_page_move)
def words_are_renewed(**kwargs: Any) -> None:
    renew_portal_context()


@receiver(page_published)
@receiver(page_unpublished)
def addresses_are_renewed(instance: Page, **kwargs: Any) -> None:
    if names_page(instance.pk):
        renew_portal_context()
