"""What the public can see changes by these events, not by saves: published, unpublished, moved, deleted."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from base.document_texts import document_text_read
from base.models import PortalDocument
from search import entries


@receiver(page_published)
@receiver(page_slug_changed)
def entry_is_put(instance: Page, **kwargs: Any) -> None:
    entries.put(instance)


@receiver(document_text_read)
def entries_hold_the_text(document: PortalDocument, **kwargs: Any) -> None:
    """Renew the entries of the live pages that refer to a file whose text has just been read."""
    for page in document.live_pages():
        entries.put(page.specific)


@receiver(page_unpublished)
def entry_is_withdrawn(instance: Page, **kwargs: Any) -> None:
    entries.withdraw(type(instance), instance.pk)


@receiver(post_page_move)
def entries_are_moved(instance: Page, **kwargs: Any) -> None:
    for page in instance.get_descendants(inclusive=True).live().specific():
        entries.put(page)


@receiver(post_delete)
def entry_of_a_deleted_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page) and entries.source_of(sender):
        entries.withdraw(sender, instance.pk)
