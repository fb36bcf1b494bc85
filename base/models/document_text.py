"""The text inside a file that the portal publishes, so that it is found; the rows that wait are the queue."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from base.models.media import PortalDocument


class TextState(models.TextChoices):
    WAITING = "waiting", "chờ đọc chữ trong tệp"
    DONE = "done", "đã đọc"
    FAILED = "failed", "không đọc được"


class DocumentTextQuerySet(models.QuerySet["DocumentText"]):
    def waiting(self) -> "DocumentTextQuerySet":
        return self.filter(state=TextState.WAITING)

    def due(self) -> "DocumentTextQuerySet":
        """Keep what nobody is reading; a lease runs out when its worker was killed."""
        return self.waiting().filter(Q(leased_until=None) | Q(leased_until__lt=timezone.now()))


class DocumentText(models.Model):
    """What is written inside one file, and what the staff should know of it: no text, or not all of it.

    It leaves the portal only through the entry of a live page that refers to the file (search/entries.py).
    """

    document = models.OneToOneField(PortalDocument, on_delete=models.CASCADE, primary_key=True, related_name="inside")
    state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.WAITING)
    text = models.TextField(blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField("điều cần biết", max_length=200, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    extracted_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = DocumentTextQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], condition=Q(state=TextState.WAITING), name="texts_waiting")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.state}"

    def told(self) -> str:
        """Return what the staff is told of the text, "" when all of it was read."""
        return "Đang chờ đọc chữ trong tệp." if self.state == TextState.WAITING else self.note
