"""A file that is nobody's but its room's: kept outside the web root, never a document of Wagtail."""

import secrets
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone

from base.uploads.kinds import KINDS


class ScanState(models.TextChoices):
    """What the virus scanner said; without a scanner a file was checked by the portal alone."""

    UNSCANNED = "unscanned", ""
    CLEAN = "clean", ""
    WAITING = "waiting", "chưa kiểm tra"
    INFECTED = "infected", "đã gỡ vì có mã độc"


def random_name() -> str:
    """Return a name for the disk; nothing of it comes from the sender."""
    return secrets.token_hex(16)


class StoredFile(models.Model):
    """One file on the disk. A row is made by base/stored_files.py; a deleted row takes its files along."""

    name = models.CharField("tên tệp", max_length=150)
    stored_as = models.CharField(max_length=32, unique=True, default=random_name, editable=False)
    kind = models.CharField("loại", max_length=10, choices=[(kind.name, kind.label) for kind in KINDS.values()])
    size = models.PositiveIntegerField("dung lượng")
    sha256 = models.CharField(max_length=64, help_text="of the file as it is kept")
    received_sha256 = models.CharField(max_length=64, help_text="of the file as it came; pictures are written anew")
    scan = models.CharField(max_length=10, choices=ScanState.choices, default=ScanState.UNSCANNED)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"tệp {self.pk}"

    @property
    def path(self) -> Path:
        return Path(settings.UPLOADS_DIR) / self.stored_as[:2] / self.stored_as

    @property
    def preview_path(self) -> Path:
        return self.path.with_suffix(".preview")

    @property
    def is_image(self) -> bool:
        return KINDS[self.kind].is_image

    @property
    def content_type(self) -> str:
        return KINDS[self.kind].content_type

    @property
    def is_passed(self) -> bool:
        """Nothing speaks against opening it: the scanner passed it, or the ministry has none."""
        return self.scan in (ScanState.CLEAN, ScanState.UNSCANNED)

    @property
    def is_there(self) -> bool:
        return self.scan != ScanState.INFECTED

    @property
    def preview_text(self) -> str:
        """The first lines of a document; "" for a picture, and for a document without text, as a scan is."""
        if self.is_image or not self.preview_path.exists():
            return ""
        return self.preview_path.read_text(encoding="utf-8")
