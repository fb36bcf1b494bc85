"""The table is the queue: what must leave the process is a row written in the same transaction as its cause."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(done_at=None)

    def due(self) -> "OutboxQuerySet":
        now = timezone.now()
        return self.waiting().filter(Q(leased_until=None) | Q(leased_until__lt=now), due_at__lte=now)

    def stuck(self) -> "OutboxQuerySet":
        return self.waiting().filter(attempts__gte=5)


class OutboxMessage(models.Model):
    """One thing to do outside the process. The payload names rows, it never carries personal data."""

    topic = models.CharField(max_length=60)
    payload = models.JSONField()
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"
