"""What an answer that is published, changed or withdrawn shows on besides its own page."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from base import front_cache
from qa.menus import ANSWER
from qa.models import FieldPage
from search.changes import Change, entries_changed

ARCHIVE = "/hoi-dap/"


@receiver(entries_changed)
def purge_lists(changes: Iterable[Change], **kwargs: Any) -> None:
    sides = [entry for change in changes for entry in change.sides if entry.kind == ANSWER]
    if not sides or not front_cache.is_there():
        return
    slugs = FieldPage.objects.filter(field__in={entry.policy_field_id for entry in sides}).values_list(
        "slug", flat=True
    )
    lists = [ARCHIVE, *(f"{ARCHIVE}linh-vuc/{slug}/" for slug in slugs)]
    feeds = [f"{address}atom.xml" for address in lists]
    front_cache.purge([*lists, *feeds, *(_for_programs(entry.url) for entry in sides)])


def _for_programs(address: str) -> str:
    """Return the address of an answer in the API, from that of its page (/hoi-dap/<number>-<slug>/)."""
    return f"/api/v1/answers/{address.removeprefix(ARCHIVE).partition('-')[0]}"
