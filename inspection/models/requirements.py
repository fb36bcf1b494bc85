"""What a conclusion requires or recommends, and what became of it (Decree 33/2015/NĐ-CP, chapter III)."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from inspection.models.conclusion_page import InspectionConclusionPage
from inspection.states import CLOSED, OPEN, FollowUpStep, RequirementStatus


class RequirementKind(models.TextChoices):
    """The kinds of requirements (domain.md, D.3)."""

    MONEY_RECOVERY = "money_recovery", "Thu hồi tiền"
    LAND_RECOVERY = "land_recovery", "Thu hồi đất"
    ADMINISTRATIVE_SANCTION = "administrative_sanction", "Xử phạt vi phạm hành chính"
    PERSONNEL_REVIEW = "personnel_review", "Kiểm điểm, xử lý cán bộ"
    POLICY_AMENDMENT = "policy_amendment", "Sửa đổi, bổ sung quy định"
    REMEDIATION = "remediation", "Khắc phục, chấn chỉnh"
    TRANSFER_TO_POLICE = "transfer_to_police", "Chuyển cơ quan điều tra"


class RequirementQuerySet(models.QuerySet["ConclusionRequirement"]):
    def open(self) -> "RequirementQuerySet":
        return self.filter(status__in=OPEN)

    def closed(self) -> "RequirementQuerySet":
        return self.filter(status__in=CLOSED)

    def overdue(self, day: datetime.date | None = None) -> "RequirementQuerySet":
        """Keep what is open and was due before `day`; what is not compulsory yet is never late."""
        return self.open().filter(not_yet_compulsory=False, due_on__lt=day or timezone.localdate())

    def public(self) -> "RequirementQuerySet":
        """Keep the requirements of conclusions that a stranger may read."""
        return self.filter(page__live=True)


class ConclusionRequirement(models.Model):
    """One requirement or recommendation: who must do what by when, and how far it is; amounts in đồng.

    Its status is changed by inspection/procedure.py alone. A withheld one shows the public its kind and status only.
    """

    page = models.ForeignKey(
        InspectionConclusionPage, verbose_name="kết luận", on_delete=models.CASCADE, related_name="requirements"
    )
    kind = models.CharField("loại", max_length=30, choices=RequirementKind.choices)
    target = models.CharField("ai phải thực hiện", max_length=250)
    content = models.TextField("nội dung yêu cầu, kiến nghị")
    amount = models.PositiveBigIntegerField("số tiền phải nộp, thu hồi (đồng)", null=True, blank=True)
    amount_done = models.PositiveBigIntegerField("đã nộp, thu hồi (đồng)", default=0)
    due_on = models.DateField("hạn thực hiện", null=True, blank=True)
    status = models.CharField(
        "tình trạng", max_length=20, choices=RequirementStatus.choices, default=RequirementStatus.NOT_STARTED
    )
    step = models.CharField(
        "bước theo dõi", max_length=20, choices=FollowUpStep.choices, default=FollowUpStep.MONITORING
    )
    not_yet_compulsory = models.BooleanField(
        "chưa bắt buộc thực hiện", default=False, help_text="Đang thanh tra lại hoặc chờ ý kiến cấp trên."
    )
    withheld = models.BooleanField("không công khai nội dung", default=False)
    closed_on = models.DateField("ngày kết thúc theo dõi", null=True, blank=True)
    import_key = models.CharField(max_length=120, unique=True, null=True, blank=True, editable=False)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu, kiến nghị"
        verbose_name_plural = "yêu cầu, kiến nghị"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["status", "due_on"], name="requirements_by_due_day"),
            models.Index(fields=["due_on"], condition=Q(closed_on=None), name="requirements_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.target}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and not self.not_yet_compulsory and bool(self.due_on and self.due_on < timezone.localdate())
