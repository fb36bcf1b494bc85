"""What law or practice can change, as dated rows: the clock of publication, and the groups of violations."""

from django.db import models

from ministry.models import DatedModel, DatedQuerySet


class PublicationRule(DatedModel):
    """How soon after signing a conclusion is published, and how long it is shown (domain.md, D.1); calendar days."""

    publish_within = models.PositiveSmallIntegerField("công khai trong (ngày từ khi ký)")
    shown_for = models.PositiveSmallIntegerField("hiện ít nhất (ngày liên tục)")
    warn_before = models.PositiveSmallIntegerField("nhắc trước (ngày)", default=3)
    other_form = models.BooleanField("phải thêm một hình thức công khai khác", default=True)
    other_times = models.PositiveSmallIntegerField("báo in, phát thanh, truyền hình: ít nhất (lần)", default=2)
    other_days = models.PositiveSmallIntegerField("báo điện tử, niêm yết: ít nhất (ngày liên tục)", default=15)
    legal_basis = models.CharField("căn cứ", max_length=300)
    verified = models.BooleanField("đã xác minh", default=False)

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "thời hạn công khai"
        verbose_name_plural = "thời hạn công khai"

    def __str__(self) -> str:
        return f"{self.publish_within} ngày, hiện {self.shown_for} ngày"


class ViolationGroup(DatedModel):
    """A group that violations are counted by."""

    name = models.CharField("nhóm vi phạm", max_length=150)
    slug = models.SlugField("mã", max_length=80, unique=True)

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "nhóm vi phạm"
        verbose_name_plural = "nhóm vi phạm"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
