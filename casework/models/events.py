"""What happened to a case, and when its clock stood still."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from casework.models.case import Case
from casework.states import State, Verb
from ministry.models import Unit


class EventKind(models.TextChoices):
    """The verbs of the procedure, and what comes from outside it."""

    SUBMIT = "submit", "Gửi đến"
    SENT_BACK = "sent_back", "Bản thảo được trả lại để sửa"
    SECRET_SENT = "secret_sent", "Gửi lại mã bí mật"


class CaseEvent(models.Model):
    """One line of the time line. `note` is what the officer wrote; the sender reads it only where `is_public`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    verb = models.CharField(max_length=30, choices=[*Verb.choices, *EventKind.choices])
    state = models.CharField(max_length=30, choices=State.choices)
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        verbose_name = "diễn biến"
        verbose_name_plural = "diễn biến"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.verb}"


class Pause(models.Model):
    """A time in which the clock stands still because the ministry waits for the sender; both ends are days."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    started_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["started_on", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.started_on}"
