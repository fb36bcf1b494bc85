from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Task, TaskState

from ministry.groups import mirror_posts
from ministry.models import Post, PostApprovalTask


@receiver([post_save, post_delete], sender=Post)
def keep_groups_in_step(instance: Post, **kwargs: Any) -> None:
    mirror_posts(instance.user)


@receiver(pre_save, sender=Task)
@receiver(pre_save, sender=PostApprovalTask)
def a_step_where_a_page_waits_stays(instance: Task, **kwargs: Any) -> None:
    """Refuse to switch off a step while a page waits at it: Wagtail would let the page pass unapproved."""
    if not instance.active and TaskState.objects.filter(task=instance.pk, status=TaskState.STATUS_IN_PROGRESS).exists():
        raise PermissionDenied("Còn trang đang chờ ở bước duyệt này.")
