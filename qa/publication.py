"""Whether the public may read an answer."""

from django.db import models


class PublicationMode(models.TextChoices):
    """Whether the public may read an answer, and how its sender appears in it (domain.md, A.7)."""

    FULL = "full", "Công khai, ghi tên người hỏi như trên trang"
    ANONYMISED = "anonymised", "Công khai, không ghi tên người hỏi"
    NOT_PUBLIC = "not_public", "Không công khai, chỉ trả lời người gửi"


PUBLIC_MODES = (PublicationMode.FULL, PublicationMode.ANONYMISED)
