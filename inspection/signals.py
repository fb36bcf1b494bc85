"""When the marks of the register change: what the public can see is published, changed, moved, loaded or withdrawn."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from inspection import marks
from inspection.models import InspectionConclusionPage
from search.changes import Change, entries_changed


@receiver(page_published, sender=InspectionConclusionPage)
def marks_are_renewed(instance: InspectionConclusionPage, **kwargs: Any) -> None:
    """Renew the marks of what was published; its entry may be as it was, and its place another."""
    marks.renew([instance.pk])


@receiver(entries_changed, sender=InspectionConclusionPage)
def marks_follow_the_entries(changes: Iterable[Change], **kwargs: Any) -> None:
    """Mark what came in on a road that publishes many at once; what is withdrawn, or about to be deleted, loses all."""
    marks.forget({change.before.source_id for change in changes if change.before and change.after is None})
    marks.renew({change.after.source_id for change in changes if change.after and change.before is None})
