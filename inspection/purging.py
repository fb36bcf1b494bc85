"""What a conclusion that is published, changed or withdrawn shows on besides its own page, and so its requirements."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from base import front_cache
from inspection import charts
from inspection.models import ConclusionRequirement, InspectionConclusionPage
from inspection.reading import REGISTER
from search.changes import Change, entries_changed

API = "/api/v1/inspections"
LISTS = (
    REGISTER,
    f"{REGISTER}atom.xml",
    f"{REGISTER}so-lieu/",
    f"{REGISTER}so-lieu.csv",
    f"{REGISTER}du-lieu.csv",
    f"{REGISTER}du-lieu.json",
    API,
)


@receiver(entries_changed, sender=InspectionConclusionPage)
def purge_lists(changes: Iterable[Change], **kwargs: Any) -> None:
    charts.forget()
    if front_cache.is_there():
        addresses = [entry.url for change in changes for entry in change.sides]
        front_cache.purge([*LISTS, *map(_for_programs, addresses)])


@receiver(page_published, sender=InspectionConclusionPage)
def purge_what_no_entry_tells(instance: InspectionConclusionPage, **kwargs: Any) -> None:
    """Purge a conclusion whose violations, files or decision changed: its entry may be as it was."""
    _purge(instance)


@receiver(post_save, sender=ConclusionRequirement)
@receiver(post_delete, sender=ConclusionRequirement)
def purge_with_a_requirement(instance: ConclusionRequirement, **kwargs: Any) -> None:
    charts.forget()
    if front_cache.is_there():
        page = InspectionConclusionPage.public().filter(pk=instance.page_id).first()
        if page is not None:
            _purge(page)


def _purge(page: InspectionConclusionPage) -> None:
    if front_cache.is_there():
        front_cache.purge([*LISTS, page.address, _for_programs(page.address)])


def _for_programs(address: str) -> str:
    """Return the address of a conclusion in the API, from that of its page."""
    return f"{API}/{address.removeprefix(REGISTER).partition('-')[0]}"
