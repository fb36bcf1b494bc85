"""What belongs to a consultation beside its text: its dossier and questions, approved with it; its extensions."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Orderable

PAGE = "consultation.ConsultationPage"


class DocumentRole(models.TextChoices):
    """The slots of a dossier (domain.md, C.1)."""

    DRAFT_TEXT = "draft_text", "Toàn văn dự thảo (tệp gốc)"
    SUBMISSION = "submission", "Tờ trình"
    IMPACT_REPORT = "impact_report", "Báo cáo đánh giá tác động"
    COMPARISON_TABLE = "comparison_table", "Bản so sánh, thuyết minh"
    REVIEW_REPORT = "review_report", "Báo cáo tổng kết, rà soát"
    OPINION_SUMMARY = "opinion_summary", "Bản tổng hợp ý kiến"
    REFERENCE = "reference", "Tài liệu tham khảo"


class DossierFile(Orderable):
    """A document of the dossier; public only while a live page refers to it."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="dossier")
    role = models.CharField("là", max_length=20, choices=DocumentRole.choices)
    document = models.ForeignKey("base.PortalDocument", verbose_name="tệp", on_delete=models.PROTECT, related_name="+")

    api_fields = [APIField("role"), APIField("document")]

    class Meta(Orderable.Meta):
        verbose_name = "tài liệu của hồ sơ"
        verbose_name_plural = "tài liệu của hồ sơ"

    def __str__(self) -> str:
        return self.get_role_display()


class ConsultationQuestion(Orderable):
    """A question of the drafter, answered in own words or by one of its choices (a line each).

    Answers name the question by its `key`, which lasts when the page is edited.
    """

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="questions")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    text = models.CharField("câu hỏi", max_length=500)
    choices = models.TextField(
        "các lựa chọn", blank=True, help_text="Mỗi dòng một lựa chọn. Để trống: người góp ý tự viết câu trả lời."
    )

    panels = [FieldPanel("text"), FieldPanel("choices")]
    api_fields = [APIField("key"), APIField("text"), APIField("choices")]

    class Meta(Orderable.Meta):
        verbose_name = "câu hỏi"
        verbose_name_plural = "câu hỏi"

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class Extension(models.Model):
    """More time for comments, given while the consultation was open, with its reason; public."""

    consultation = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="extensions")
    from_on = models.DateField("hạn cũ")
    to_on = models.DateField("hạn mới")
    reason = models.CharField("lý do", max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField("gia hạn lúc", default=timezone.now)

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_on:%d/%m/%Y} → {self.to_on:%d/%m/%Y}"
