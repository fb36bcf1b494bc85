"""The read model of everything public, and what the engines have not taken of it yet."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ministry.models import PolicyField, Unit


class EntryQuerySet(models.QuerySet["Entry"]):
    def public(self) -> "EntryQuerySet":
        return self.filter(is_public=True)

    def with_names(self) -> "EntryQuerySet":
        return self.select_related("policy_field", "unit")


class Entry(models.Model):
    """One thing the public can find. A withdrawn entry keeps its key and version and none of its text."""

    source = models.CharField(max_length=60, help_text="label of the model, as in qa.answerpage")
    source_id = models.BigIntegerField()
    kind = models.CharField(max_length=30)
    is_public = models.BooleanField(default=True)
    version = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)
    title = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True)
    headings = models.TextField(blank=True, help_text="one a line; suggested while somebody types, like the title")
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    policy_field = models.ForeignKey(PolicyField, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_on = models.DateField(null=True, blank=True)
    labels = models.JSONField(default=list, blank=True, help_text="what its kind is narrowed by: search/labels.py")
    outdated = models.BooleanField(default=False, help_text="the rules have changed since: marked, and ranked lower")

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="one_entry_a_source")]
        indexes = [models.Index(fields=["published_on", "id"], condition=Q(is_public=True), name="entry_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} v{self.version}"


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    def due(self, engine: str) -> "IndexChangeQuerySet":
        """Return what an engine is to take now, in the order it was changed; what it refused comes later."""
        return self.filter(engine=engine, due_at__lte=timezone.now()).order_by("due_at", "pk")

    def refused(self) -> "IndexChangeQuerySet":
        return self.filter(attempts__gt=0)


class IndexChange(models.Model):
    """One entry that one engine has not taken yet, in the version it was changed to."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="changes")
    engine = models.CharField(max_length=30)
    version = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="how often the engine refused this very entry")

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "engine"], name="one_change_an_engine")]
        indexes = [models.Index(fields=["engine", "due_at", "id"], name="change_queue")]

    def __str__(self) -> str:
        return f"{self.engine}: {self.entry_id} v{self.version}"
