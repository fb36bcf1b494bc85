"""The public trace of a conclusion that was taken from the portal."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspection.models.conclusion_page import InspectionConclusionPage


class Withdrawal(models.Model):
    """A conclusion was taken down: when, why, on what ground if its term was not over; ends when it is shown again.

    The rows are made by inspection/withdrawals.py; without an open one a live conclusion cannot leave the portal.
    """

    page = models.ForeignKey(
        InspectionConclusionPage, verbose_name="kết luận", on_delete=models.CASCADE, related_name="withdrawals"
    )
    withdrawn_at = models.DateTimeField("gỡ lúc")
    reason = models.TextField("lý do (công khai)")
    early = models.BooleanField("gỡ trước khi đủ thời hạn", default=False)
    ground = models.CharField("căn cứ pháp lý", max_length=300, blank=True)
    title_withheld = models.BooleanField("không nêu tên kết luận", default=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người gỡ", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ended_at = models.DateTimeField("công khai lại lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần gỡ"
        verbose_name_plural = "lần gỡ"
        ordering = ["withdrawn_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_withdrawal_has_a_reason"),
            models.CheckConstraint(condition=Q(early=False) | ~Q(ground=""), name="an_early_one_has_a_ground"),
            models.UniqueConstraint(fields=["page"], condition=Q(ended_at=None), name="one_open_withdrawal"),
        ]

    def __str__(self) -> str:
        return f"{self.withdrawn_at:%d/%m/%Y}: {self.reason[:60]}"
