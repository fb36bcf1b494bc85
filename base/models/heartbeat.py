"""When something that must happen again and again happened last: a round of the worker, a backup."""

import datetime

from django.db import models
from django.utils import timezone

WORKER = "worker"
BACKUP = "backup"


class Heartbeat(models.Model):
    name = models.CharField(max_length=60, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.beat_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def beat(cls, name: str) -> None:
        """Note that it happened now."""
        cls.objects.update_or_create(name=name, defaults={"beat_at": timezone.now()})

    @classmethod
    def age_of(cls, name: str) -> datetime.timedelta | None:
        """Return how long ago it happened, None if it never did; below zero when another machine's clock is ahead."""
        beat_at = cls.objects.filter(name=name).values_list("beat_at", flat=True).first()
        return None if beat_at is None else timezone.now() - beat_at
