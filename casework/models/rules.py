"""What law can change, as dated rows: deadlines, consent texts, and the bodies a case may be transferred to."""

from django.core.validators import URLValidator
from django.db import models

from ministry.models import DatedModel, DatedQuerySet


class CaseKind(models.TextChoices):
    POLICY_QUESTION = "policy_question", "Hỏi đáp chính sách"
    CONCERN = "concern", "Phản ánh"
    RECOMMENDATION = "recommendation", "Kiến nghị"


class DeadlineUnit(models.TextChoices):
    WORKING_DAYS = "working_days", "ngày làm việc"
    CALENDAR_DAYS = "calendar_days", "ngày"


class DeadlineRule(DatedModel):
    """How long the ministry has to answer a kind of case, by which rule (domain.md, A.6)."""

    case_kind = models.CharField("loại", max_length=30, choices=CaseKind.choices)
    limit = models.PositiveSmallIntegerField("thời hạn")
    unit = models.CharField("đơn vị tính", max_length=20, choices=DeadlineUnit.choices)
    warn_before = models.PositiveSmallIntegerField("nhắc trước (ngày)", default=2)
    legal_basis = models.CharField("căn cứ", max_length=300)
    verified = models.BooleanField("đã xác minh", default=False)

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "thời hạn xử lý"
        verbose_name_plural = "thời hạn xử lý"

    def __str__(self) -> str:
        return f"{self.get_case_kind_display()}: {self.limit} {self.get_unit_display()}"


class ConsentText(DatedModel):
    """What a sender agrees to, word for word; a new wording is a new row (Law 91/2025/QH15)."""

    version = models.CharField("phiên bản", max_length=20, unique=True)
    text = models.TextField("nội dung")
    legal_basis = models.CharField("căn cứ", max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "nội dung đồng ý"
        verbose_name_plural = "nội dung đồng ý"

    def __str__(self) -> str:
        return f"phiên bản {self.version}"


class TransferBody(DatedModel):
    """Another body a case may be transferred to because it is that body's business."""

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("cơ quan", max_length=200)
    note = models.CharField("việc thuộc thẩm quyền", max_length=300, blank=True)
    url = models.CharField("trang tiếp nhận", max_length=300, blank=True, validators=[URLValidator(["https", "http"])])

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "cơ quan khác"
        verbose_name_plural = "cơ quan khác"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
