"""What everything that is published shows on: its own page, the front page, the sitemap."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from base import front_cache
from home.sitemap import part_of
from search.changes import Change, entries_changed


@receiver(entries_changed)
def purge_own_page(changes: Sequence[Change], **kwargs: Any) -> None:
    if front_cache.is_there():
        sides = [entry for change in changes for entry in change.sides]
        front_cache.purge(["/", *(address for entry in sides for address in (entry.url, part_of(entry)))])
