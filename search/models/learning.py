"""What people looked for and what it came to, without anything that tells who they were."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from search.models.entry import Entry

LONGEST_QUERY = 200


class Place(models.TextChoices):
    SEARCH = "search", "Trang tìm kiếm"
    ASK = "ask", "Khi gửi câu hỏi"


class Ending(models.TextChoices):
    SOLVED = "solved", "Đã giải đáp được"
    STILL = "still", "Vẫn muốn hỏi"


class SearchLogQuerySet(models.QuerySet["SearchLog"]):
    def without_result(self) -> "SearchLogQuerySet":
        return self.filter(found=0)

    def not_counted(self) -> "SearchLogQuerySet":
        """Return the rows that the monthly counters do not hold yet."""
        return self.filter(counted=False)


class SearchLog(models.Model):
    """One search, and what was opened of what it showed: no visitor, no address, no session, no browser.

    `query` has passed search.privacy; the token is known to the page that shows the results, and to nothing else.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)
    place = models.CharField(max_length=10, choices=Place.choices)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    key = models.CharField(max_length=LONGEST_QUERY, blank=True, help_text="the folded words, by which queries are one")
    policy_field = models.CharField(max_length=80, blank=True, help_text="slug of the field that was chosen")
    found = models.PositiveIntegerField(default=0)
    shown = models.JSONField(default=list, help_text="keys of the first entries shown")
    opened = models.JSONField(default=list, help_text="those of them that were opened")
    outcome = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    engine = models.CharField(max_length=30, blank=True)
    took_ms = models.PositiveIntegerField(default=0)
    counted = models.BooleanField(default=False)

    objects = SearchLogQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(counted=False), name="log_not_counted"),
            # With the place in it the report of a million rows is read from the index alone.
            models.Index(fields=["key", "asked_at", "place"], condition=Q(found=0), name="log_without_result"),
        ]

    def __str__(self) -> str:
        return str(self.token)


class MonthOfUse(models.Model):
    """How searches of one month, place and field fared; kept when their rows are long deleted."""

    month = models.DateField()
    place = models.CharField(max_length=10, choices=Place.choices)
    policy_field = models.CharField(max_length=80, blank=True)
    searches = models.PositiveIntegerField(default=0)
    without_result = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)
    still = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "place", "policy_field"], name="one_use_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y} {self.place} {self.policy_field}"


class MonthOfAnswer(models.Model):
    """How often one entry was shown and opened in one month and place, and how asking ended where it was shown."""

    month = models.DateField()
    place = models.CharField(max_length=10, choices=Place.choices)
    # A key that no entry has must not stop the counting of all others.
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, db_constraint=False, related_name="+")
    shown = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)
    still = models.PositiveIntegerField(default=0)
    opened_still = models.PositiveIntegerField(default=0, help_text="opened, and then still asked")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "place", "entry"], name="one_answer_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y} {self.place} {self.entry_id}"
