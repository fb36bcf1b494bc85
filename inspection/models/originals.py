"""What the public does not get: the full text of a conclusion, who opened it, and what was found in public files."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from base.models.stored import StoredFile
from inspection.models.conclusion_page import InspectionConclusionPage

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class RestrictedOriginal(StoredFile):
    """The full text of a conclusion; opened by the inspectors and the head of the page's unit alone."""

    page = models.ForeignKey(
        InspectionConclusionPage, verbose_name="kết luận", on_delete=models.CASCADE, related_name="originals"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người tải lên", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    if TYPE_CHECKING:
        openings: RelatedManager["OriginalOpening"]

    class Meta:
        verbose_name = "bản gốc"
        verbose_name_plural = "bản gốc"
        ordering = ["pk"]


class OriginalOpening(models.Model):
    """Somebody opened an original: who and when."""

    original = models.ForeignKey(RestrictedOriginal, on_delete=models.CASCADE, related_name="openings")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "lần mở bản gốc"
        verbose_name_plural = "lần mở bản gốc"
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.original_id} {self.opened_at:%d/%m/%Y %H:%M}"


class CheckedPdf(models.Model):
    """What shines through in a PDF, by its content, so that no file is looked at twice (base/uploads/redaction.py).

    `found` names kinds and pages and quotes nothing; `told` is what the file says of itself.
    """

    sha256 = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField()
    found = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    pages = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "version"], name="a_pdf_is_checked_once")]

    def __str__(self) -> str:
        return self.sha256[:12]
