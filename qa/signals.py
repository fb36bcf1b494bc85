"""A draft sent back in moderation shows on its cases; files that were put up for a question go with its draft."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import TaskState
from wagtail.signals import task_rejected

from casework import files, procedure
from casework.models import Attachment, CasePage
from qa.models import AskDraft


@receiver(task_rejected)
def sent_back_shows_on_the_case(instance: TaskState, user: Any, **kwargs: Any) -> None:
    for link in CasePage.objects.filter(page_id=instance.workflow_state.object_id).select_related("case"):
        procedure.note_sent_back(link.case, user, instance.comment)


@receiver(post_delete, sender=AskDraft)
def files_go_with_the_draft(instance: AskDraft, **kwargs: Any) -> None:
    files.forget(Attachment.objects.of_draft(instance.token))
