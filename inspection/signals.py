"""What is kept beside a conclusion in the same transaction: when it is shown, that it is back, what it is found by."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from inspection import marks, other_forms
from inspection.clock import Clock
from inspection.models.conclusion_page import InspectionConclusionPage
from inspection.models.publication import OtherPublication, PublicationSpell
from inspection.models.registers import PublicationRule
from inspection.models.withdrawal import Withdrawal
from search.changes import Change, entries_changed

CONCLUSION = InspectionConclusionPage


@receiver(page_published, sender=InspectionConclusionPage)
def a_spell_begins(instance: InspectionConclusionPage, **kwargs: Any) -> None:
    """Begin a spell unless one is open: a new revision of a live page is no break."""
    now = timezone.now()
    PublicationSpell.objects.get_or_create(page_id=instance.pk, ended_at=None, defaults={"began_at": now})
    instance.withdrawals.filter(ended_at=None).update(ended_at=now)
    _count_other_forms_again(instance.other_publications.all())


@receiver(page_published, sender=InspectionConclusionPage)
def marks_are_renewed(instance: InspectionConclusionPage, **kwargs: Any) -> None:
    """Renew the marks of what was published; its entry may be as it was, and its place another."""
    marks.renew([instance.pk])


@receiver(entries_changed, sender=InspectionConclusionPage)
def marks_follow_the_entries(changes: Iterable[Change], **kwargs: Any) -> None:
    """Mark what came in on a road that publishes many at once; what is withdrawn, or about to be deleted, loses all."""
    marks.forget({change.before.source_id for change in changes if change.before and change.after is None})
    marks.renew({change.after.source_id for change in changes if change.after and change.before is None})


@receiver(page_unpublished, sender=InspectionConclusionPage)
def a_spell_ends(instance: InspectionConclusionPage, **kwargs: Any) -> None:
    PublicationSpell.objects.filter(page_id=instance.pk, ended_at=None).update(ended_at=timezone.now())


@receiver(post_save, sender=PublicationRule)
def another_rule_counts_otherwise(**kwargs: Any) -> None:
    _count_other_forms_again(OtherPublication.objects.all())


@receiver(pre_save, sender=Page)
@receiver(pre_save, sender=InspectionConclusionPage)
def nothing_leaves_without_a_reason(instance: Page, update_fields: Any = None, **kwargs: Any) -> None:
    """Refuse to save as not live what is live in the database, whatever button, command or chore asks for it."""
    touched = update_fields is None or "live" in update_fields
    if instance.live or not instance.pk or not touched or not issubclass(instance.specific_class or Page, CONCLUSION):
        return
    is_live = CONCLUSION.objects.filter(pk=instance.pk, live=True).exists()
    if is_live and not Withdrawal.objects.filter(page_id=instance.pk, ended_at=None).exists():
        raise PermissionDenied("Gỡ kết luận khỏi cổng cần ghi lý do.")


@receiver(pre_delete, sender=InspectionConclusionPage)
def what_was_public_is_never_deleted(instance: InspectionConclusionPage, **kwargs: Any) -> None:
    """Refuse on every road, the deletion of what stands above it included: an address that was public must answer."""
    if instance.live or instance.first_published_at:
        raise PermissionDenied("Kết luận đã công khai thì không xóa được.")


def _count_other_forms_again(others: Any) -> None:
    clock = Clock()
    for other in others.select_related("page").prefetch_related("proofs"):
        other_forms.note(other, clock.rule_on(other.page.issued_on))
