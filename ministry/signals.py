from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from ministry.groups import mirror_posts
from ministry.models import Post


@receiver([post_save, post_delete], sender=Post)
def keep_groups_in_step(instance: Post, **kwargs: Any) -> None:
    mirror_posts(instance.user)
