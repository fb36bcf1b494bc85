"""A draft that is sent back in moderation shows on its cases, with the comment for the expert."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import TaskState
from wagtail.signals import task_rejected

from casework import procedure
from casework.models import CasePage


@receiver(task_rejected)
def sent_back_shows_on_the_case(instance: TaskState, user: Any, **kwargs: Any) -> None:
    for link in CasePage.objects.filter(page_id=instance.workflow_state.object_id).select_related("case"):
        procedure.note_sent_back(link.case, user, instance.comment)
