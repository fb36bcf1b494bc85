"""The answer as it was approved, and the pages on which answers are written."""

from typing import Any

from django.db import models
from wagtail.models import Page

from casework.models.case import Case
from ministry.models import Unit


class CasePage(models.Model):
    """A page on which a case is answered. One page may answer many cases."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="page_links")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="case_links")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "page"], name="one_link_a_case_and_page")]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.page_id}"


class Answer(models.Model):
    """What the sender is told, frozen as it was approved; the page may change later, this does not."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answers")
    number = models.CharField("số trả lời", max_length=30, unique=True)
    answered_on = models.DateField("ngày trả lời")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revision_id = models.BigIntegerField()
    title = models.CharField(max_length=250)
    short_answer = models.TextField(blank=True)
    html = models.TextField()
    legal_bases = models.JSONField(default=list)
    doc_number = models.CharField("số văn bản", max_length=60, blank=True)
    files = models.JSONField(default=list, help_text="the documents that go with it: id and title of each")

    class Meta:
        verbose_name = "câu trả lời"
        verbose_name_plural = "câu trả lời"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "revision_id"], name="one_answer_a_revision")]

    def __str__(self) -> str:
        return self.number

    @property
    def public_path(self) -> str:
        """Return the path where everybody can read the answer; "" when it is not for the public, or not yet."""
        parts = self.page.specific.get_url_parts() if self.page and self.page.live else None
        return str(parts[2]) if parts else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("an answer is frozen; a later answer is a new row")
        super().save(*args, **kwargs)
