"""Files that a sender gives with a case: private like the case, and never documents or images of Wagtail."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from base.models.stored import ScanState, StoredFile, random_name  # noqa: F401  (0002_files.py knows it by this name)
from casework.models.case import Case

DRAFT_LIFETIME = datetime.timedelta(hours=24)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of_draft(self, draft: object) -> "AttachmentQuerySet":
        """Keep what was put up under the token of a draft and is not handed in yet."""
        return self.filter(draft=draft)

    def forgotten(self) -> "AttachmentQuerySet":
        """Keep what nobody handed in for 24 hours."""
        return self.filter(case=None, received_at__lte=timezone.now() - DRAFT_LIFETIME)

    def to_scan(self) -> "AttachmentQuerySet":
        return self.filter(scan=ScanState.WAITING)


class Attachment(StoredFile):
    """One file. Until it is handed in it hangs on the token of a draft, then on the case.

    The rows are made by casework/files.py; a deleted row takes its files along (base/stored_files.py).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    draft = models.UUIDField(null=True, blank=True, db_index=True)
    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case=None, draft__isnull=False) | Q(case__isnull=False, draft=None),
                name="a_file_of_a_draft_or_of_a_case",
            ),
        ]
