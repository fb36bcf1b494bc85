"""Numbers that people read out on the telephone: without gaps by design of the table, unique by a row lock."""

from django.db import models, transaction
from django.db.models import F


class Sequence(models.Model):
    name = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"

    @classmethod
    def take(cls, name: str, count: int = 1) -> int:
        """Take `count` numbers of the sequence at once and return the first; others wait until this commits."""
        with transaction.atomic():
            if not cls.objects.filter(name=name).update(value=F("value") + count):
                cls.objects.get_or_create(name=name)
                cls.objects.filter(name=name).update(value=F("value") + count)
            return cls.objects.values_list("value", flat=True).get(name=name) - count + 1
