"""What lies between the stages of asking, and how asking ended."""

import datetime
import uuid
from typing import Any

from django.db import models
from django.utils import timezone

LIFETIME = datetime.timedelta(hours=24)


class AskDraftQuerySet(models.QuerySet["AskDraft"]):
    def alive(self) -> "AskDraftQuerySet":
        return self.filter(created_at__gt=timezone.now() - LIFETIME)

    def expired(self) -> "AskDraftQuerySet":
        return self.filter(created_at__lte=timezone.now() - LIFETIME)


class AskDraft(models.Model):
    """A question on its way through the stages, kept on the server for 24 hours under a token; then it is deleted."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AskDraftQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.token)


class Outcome(models.TextChoices):
    SHOWN = "shown", "Đã xem câu trả lời sẵn có"
    SOLVED = "solved", "Đã giải đáp được"
    STILL = "still", "Vẫn muốn hỏi"


class AskOutcome(models.Model):
    """How many people, on one day and in one field, found their answer before asking, and how many still asked."""

    day = models.DateField(default=timezone.localdate)
    policy_field = models.CharField("lĩnh vực (đường dẫn)", max_length=80, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "policy_field", "outcome"], name="one_count_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.outcome}: {self.count}"

    @classmethod
    def add(cls, outcome: Outcome, policy_field: str) -> None:
        """Count one more; `policy_field` is a slug, "" when none was chosen."""
        row: dict[str, Any] = {"day": timezone.localdate(), "policy_field": policy_field, "outcome": outcome}
        cls.objects.get_or_create(**row)
        cls.objects.filter(**row).update(count=models.F("count") + 1)
