"""A deleted row of an attachment takes its files from the disk, on whatever road it was deleted."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from casework import files
from casework.models import Attachment


@receiver(post_delete, sender=Attachment)
def files_go_with_the_row(instance: Attachment, **kwargs: Any) -> None:
    files.unlink(instance)
