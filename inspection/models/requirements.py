"""What a conclusion requires or recommends, and what became of it (Decree 33/2015/NĐ-CP, chapter III)."""

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from inspection.models.conclusion_page import InspectionConclusionPage
from inspection.states import CLOSED, DONE, OPEN, REPORTED, FollowUpStep, FollowUpVerb, RequirementStatus

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

ONE_DAY = datetime.timedelta(days=1)
# So many days before its due day a requirement is called due soon, and its inspectors are reminded.
SOON_DAYS = 7


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
        # What is open has no end; said once more, since the index of due days holds what has none.
        return self.filter(status__in=OPEN, closed_on=None)

    def closed(self) -> "RequirementQuerySet":
        return self.filter(status__in=CLOSED)

    def running(self) -> "RequirementQuerySet":
        """Keep what is open and can be late; what is not compulsory yet never is."""
        return self.open().filter(not_yet_compulsory=False)

    def not_compulsory_yet(self) -> "RequirementQuerySet":
        return self.open().filter(not_yet_compulsory=True)

    def overdue(self, day: datetime.date | None = None) -> "RequirementQuerySet":
        """Keep what is running and was due before `day`."""
        return self.running().filter(due_on__lt=day or timezone.localdate())

    def due_soon(self, day: datetime.date | None = None) -> "RequirementQuerySet":
        """Keep what is running and due on `day` or within seven days after it."""
        day = day or timezone.localdate()
        return self.running().filter(due_on__range=(day, day + ONE_DAY * SOON_DAYS))

    def to_confirm(self) -> "RequirementQuerySet":
        """Keep what was reported and waits for the head to say that it is done."""
        return self.open().filter(step=REPORTED)

    def done(self) -> "RequirementQuerySet":
        return self.filter(status=DONE)

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
    entered_on = models.DateField("ngày ghi", default=timezone.localdate, editable=False)
    reminded_on = models.DateField("ngày nhắc gần nhất", null=True, blank=True, editable=False)
    import_key = models.CharField(max_length=120, unique=True, null=True, blank=True, editable=False)

    objects = RequirementQuerySet.as_manager()

    if TYPE_CHECKING:
        events: RelatedManager["RequirementEvent"]

    class Meta:
        verbose_name = "yêu cầu, kiến nghị"
        verbose_name_plural = "yêu cầu, kiến nghị"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(closed_on=None), name="requirements_open"),
            models.Index(fields=["step", "id"], condition=Q(closed_on=None), name="requirements_by_step"),
            models.Index(fields=["-entered_on", "-id"], name="requirements_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closed_on=None) | Q(status__in=CLOSED), name="open_requirements_go_on")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.target}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and not self.not_yet_compulsory and bool(self.due_on and self.due_on < timezone.localdate())

    @property
    def amount_left(self) -> int:
        """Return what is still to be paid, in đồng."""
        return max((self.amount or 0) - self.amount_done, 0)


class RequirementEvent(models.Model):
    """One line of what became of a requirement, for the staff; the public reads none of it.

    `amount` is what was added to the money reported, in đồng, below nought where a mistake was put right.
    """

    requirement = models.ForeignKey(ConclusionRequirement, on_delete=models.CASCADE, related_name="events")
    verb = models.CharField(max_length=30, choices=FollowUpVerb.choices)
    status = models.CharField(max_length=20, choices=RequirementStatus.choices)
    step = models.CharField(max_length=20, choices=FollowUpStep.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    evidence_url = models.URLField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "diễn biến thực hiện"
        verbose_name_plural = "diễn biến thực hiện"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.verb}"
