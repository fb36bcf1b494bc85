"""What a cache in front drops when something of a consultation changes, and what is kept here and made anew."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from base import front_cache
from consultation import listing
from consultation.models import Comment, ConsultationPage, OutcomePage
from consultation.reading import DRAFTS
from search.changes import Change, entries_changed

API = "/api/v1/consultations"
LISTS = (DRAFTS, f"{DRAFTS}atom.xml", f"{DRAFTS}lich.ics", API)
BELOW = ("", "y-kien/", "so-lieu/", "so-sanh/", "lich.ics", "gop-y.csv", "gop-y.json")
OF_COMMENTS = ("", "y-kien/", "so-lieu/", "gop-y.csv", "gop-y.json")


@receiver(entries_changed, sender=ConsultationPage)
def purge_lists(changes: Iterable[Change], **kwargs: Any) -> None:
    listing.forget()
    if front_cache.is_there():
        front_cache.purge([*LISTS, *_feeds()])


@receiver(page_published, sender=ConsultationPage)
def purge_a_consultation(instance: ConsultationPage, **kwargs: Any) -> None:
    """Purge a consultation that was published: what changed of it may be in no entry."""
    purge(instance)


@receiver(page_published, sender=OutcomePage)
def purge_with_an_outcome(instance: OutcomePage, **kwargs: Any) -> None:
    purge(instance.consultation, instance)


@receiver(post_save, sender=Comment)
def purge_with_a_comment(instance: Comment, created: bool, **kwargs: Any) -> None:
    """Purge what shows a comment that is public, or may have been; one that waits is shown nowhere."""
    if front_cache.is_there() and (instance.is_public or not created):
        page = ConsultationPage.public().filter(pk=instance.consultation_id).first()
        if page is not None:
            front_cache.purge([*(f"{page.address}{rest}" for rest in OF_COMMENTS), f"{API}/{page.number}/comments"])


def purge(page: ConsultationPage, outcome: OutcomePage | None = None) -> None:
    """Have everything that shows a consultation dropped, once the transaction under way is committed."""
    listing.forget()
    if front_cache.is_there() and page.number:
        own = [f"{page.address}{rest}" for rest in BELOW]
        versions = page.documents.exclude(ordinal=None).values_list("ordinal", flat=True)
        own += [f"{page.address}ban-{ordinal}/" for ordinal in versions]
        own += [f"{API}/{page.number}{rest}" for rest in ("", "/comments", "/outcomes")]
        front_cache.purge([*LISTS, *_feeds(), "/", *own, *([outcome.address] if outcome else ())])


def _feeds() -> list[str]:
    return [f"{DRAFTS}linh-vuc/{slug}/atom.xml" for slug, _ in listing.fields()]
