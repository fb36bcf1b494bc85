"""Rows that hold from one day to another: what law can change is never overwritten, a new row follows the old."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class DatedQuerySet(models.QuerySet):
    def valid_on(self, day: datetime.date) -> Self:
        """Keep what holds on `day`; both ends of the period are included."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def current(self) -> Self:
        return self.valid_on(timezone.localdate())


class DatedModel(models.Model):
    valid_from = models.DateField("hiệu lực từ", default=timezone.localdate)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="%(app_label)s_%(class)s_period"
            )
        ]

    def is_valid_on(self, day: datetime.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
