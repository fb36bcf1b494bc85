"""The private dossier. Nobody sets its state by hand: casework/procedure does."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from casework import states
from casework.models.rules import CaseKind, TransferBody
from ministry.models import PolicyField, Unit
from ministry.permissions import is_intake_officer, unit_ids_answered_for


class RejectReason(models.TextChoices):
    """Why a case is refused (domain.md, A.4)."""

    COMPLAINT_OR_DENUNCIATION = "complaint_or_denunciation", "Nội dung khiếu nại, tố cáo"
    NOT_VIETNAMESE = "not_vietnamese", "Không dùng tiếng Việt hoặc phông chữ không phải Unicode"
    UNCLEAR_CONTENT = "unclear_content", "Nội dung không rõ ràng"
    MISSING_SENDER_INFO = "missing_sender_info", "Thiếu họ tên, địa chỉ, điện thoại, thư điện tử"
    BAD_ATTACHMENT = "bad_attachment", "Tệp không đúng định dạng"
    OUT_OF_COMPETENCE = "out_of_competence", "Không thuộc thẩm quyền của Bộ"
    DUPLICATE = "duplicate", "Trùng với phản ánh, kiến nghị đã hoặc đang xử lý"
    ALREADY_ANSWERED = "already_answered", "Đã có trả lời công khai"
    OFFENSIVE_OR_UNLAWFUL = "offensive_or_unlawful", "Vi phạm thuần phong mỹ tục hoặc pháp luật"
    SPAM_OR_TEST = "spam_or_test", "Thử nghiệm, quảng cáo"


class Channel(models.TextChoices):
    PORTAL = "portal", "Cổng thông tin"
    POST = "post", "Văn bản gửi đến"
    PHONE = "phone", "Điện thoại"
    EMAIL = "email", "Thư điện tử"
    RECEPTION = "reception", "Tiếp công dân"


class CaseQuerySet(models.QuerySet["Case"]):
    def seen_by(self, user: Any) -> "CaseQuerySet":
        """Keep what the officer may see: intake sees all, a unit's officers see their unit's."""
        if is_intake_officer(user):
            return self
        return self.filter(unit_id__in=unit_ids_answered_for(user))

    def on_page(self, page: Any) -> "CaseQuerySet":
        """Keep the cases that are answered on the page, the last one linked first."""
        return self.filter(page_links__page_id=page.pk).order_by("-page_links__pk")

    def open(self) -> "CaseQuerySet":
        return self.filter(state__in=states.OPEN)

    def to_receive(self) -> "CaseQuerySet":
        return self.filter(state=states.State.SUBMITTED)

    def to_dispatch(self) -> "CaseQuerySet":
        return self.filter(state=states.State.RECEIVED)

    def to_assign(self) -> "CaseQuerySet":
        return self.filter(state=states.State.DISPATCHED)

    def in_hand(self) -> "CaseQuerySet":
        return self.filter(state=states.State.ASSIGNED)

    def awaiting_supplement(self) -> "CaseQuerySet":
        return self.filter(state=states.State.AWAITING_SUPPLEMENT)

    def answered(self) -> "CaseQuerySet":
        return self.filter(state=states.State.ANSWERED)

    def overdue(self) -> "CaseQuerySet":
        return self.filter(state__in=states.RUNNING, due_on__lt=timezone.localdate())


class Case(models.Model):
    """One question, concern or recommendation of one sender."""

    number = models.CharField("mã số", max_length=20, unique=True)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    secret_version = models.PositiveSmallIntegerField(default=1, editable=False)
    # The form by which the sender changed the secret last: posted twice, it changes nothing again.
    secret_changed_with = models.UUIDField(null=True, editable=False)
    kind = models.CharField("loại", max_length=30, choices=CaseKind.choices, default=CaseKind.POLICY_QUESTION)
    channel = models.CharField("kênh", max_length=20, choices=Channel.choices, default=Channel.PORTAL)
    title = models.CharField("tiêu đề", max_length=250)
    content = models.TextField("nội dung")
    policy_field = models.ForeignKey(
        PolicyField, verbose_name="lĩnh vực", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name="đơn vị chủ trì", on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="chuyên viên",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
    )
    state = models.CharField("trạng thái", max_length=30, choices=states.State.choices, default=states.first_state)
    state_before_supplement = models.CharField(max_length=30, choices=states.State.choices, blank=True)
    submitted_at = models.DateTimeField("gửi lúc", default=timezone.now)
    clock_started_on = models.DateField("tính hạn từ", default=timezone.localdate)
    due_on = models.DateField("hạn trả lời", null=True, blank=True)
    reject_reason = models.CharField("lý do từ chối", max_length=40, choices=RejectReason.choices, blank=True)
    transferred_to = models.ForeignKey(
        TransferBody, verbose_name="chuyển đến", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        indexes = [
            models.Index(fields=["state", "due_on"], name="case_by_state"),
            models.Index(fields=["unit", "state"], name="case_by_unit"),
            models.Index(fields=["-submitted_at", "-id"], name="case_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.State.values), name="case_state_known"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def public_status(self) -> states.PublicStatus:
        return states.public_status(self.state)

    @property
    def is_overdue(self) -> bool:
        return self.state in states.RUNNING and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def awaits_supplement(self) -> bool:
        return self.state == states.State.AWAITING_SUPPLEMENT
