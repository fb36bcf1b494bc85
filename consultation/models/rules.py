"""How long the law asks for, as dated rows (domain.md, C.2)."""

from django.db import models

from ministry.models import DatedModel, DatedQuerySet


class Stage(models.TextChoices):
    """What is put to the public (domain.md, C.1)."""

    POLICY = "policy", "Đề xuất chính sách"
    DRAFT = "draft", "Dự thảo văn bản"


class DocumentKind(models.TextChoices):
    """The kinds of legal documents a ministry drafts (Law 64/2025/QH15)."""

    LAW = "law", "Luật"
    ORDINANCE = "ordinance", "Pháp lệnh"
    RESOLUTION = "resolution", "Nghị quyết"
    DECREE = "decree", "Nghị định"
    DECISION = "decision", "Quyết định của Thủ tướng"
    CIRCULAR = "circular", "Thông tư"
    OTHER = "other", "Văn bản khác"


class ConsultationRule(DatedModel):
    """The least number of days a draft is open, and how soon its outcome is due; calendar days, holidays included."""

    stage = models.CharField("giai đoạn", max_length=20, choices=Stage.choices, default=Stage.DRAFT)
    document_kind = models.CharField(
        "loại văn bản", max_length=20, choices=DocumentKind.choices, blank=True, help_text="Để trống: mọi loại."
    )
    shortened = models.BooleanField("theo trình tự, thủ tục rút gọn", default=False)
    min_days = models.PositiveSmallIntegerField("lấy ý kiến ít nhất (ngày)")
    outcome_within = models.PositiveSmallIntegerField("công bố kết quả trong (ngày từ khi hết hạn)", default=30)
    legal_basis = models.CharField("căn cứ", max_length=300)
    verified = models.BooleanField("đã xác minh", default=False)

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "thời hạn lấy ý kiến"
        verbose_name_plural = "thời hạn lấy ý kiến"

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: ít nhất {self.min_days} ngày"
