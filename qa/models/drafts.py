"""What lies between the stages of asking. How asking ended is counted in the log of searches (search.usage)."""

import datetime
import uuid

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
