"""Who wants to hear of new consultations, by field. An address counts only after its owner said yes from its letter."""

import uuid

from django.db import models
from django.utils import timezone

from ministry.models import PolicyField


class Subscription(models.Model):
    """An address and the fields it asked for; none: all fields. `token` is in its letters: to say yes, and to leave."""

    email = models.EmailField("thư điện tử", unique=True)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fields = models.ManyToManyField(PolicyField, verbose_name="lĩnh vực", blank=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    # The fields that were asked for and not said yes to yet, as primary keys; None: nothing waits.
    wanted = models.JSONField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "đăng ký nhận tin"
        verbose_name_plural = "đăng ký nhận tin"

    def __str__(self) -> str:
        return f"đăng ký {self.pk}"


class SubscriptionLetter(models.Model):
    """A subscriber was told of an event of a consultation: once."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="letters")
    consultation = models.ForeignKey("consultation.ConsultationPage", on_delete=models.CASCADE, related_name="+")
    event = models.CharField(max_length=40)
    queued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "consultation", "event"], name="told_once_of_an_event"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.event}"
