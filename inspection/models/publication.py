"""When a conclusion was shown, and in which other form it was made public: what the clock is read from."""

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from base.models.stored import StoredFile
from inspection.models.conclusion_page import InspectionConclusionPage

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class PublicationSpell(models.Model):
    """From when to when a conclusion was on the portal without a break; kept with the page in one transaction."""

    page = models.ForeignKey(
        InspectionConclusionPage, verbose_name="kết luận", on_delete=models.CASCADE, related_name="spells"
    )
    began_at = models.DateTimeField("hiện từ")
    ended_at = models.DateTimeField("đến", null=True, blank=True)

    class Meta:
        verbose_name = "đợt công khai"
        verbose_name_plural = "đợt công khai"
        ordering = ["began_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page"], condition=Q(ended_at=None), name="one_spell_at_a_time"),
        ]
        indexes = [models.Index(fields=["began_at"], name="spells_by_beginning")]

    def __str__(self) -> str:
        return f"{self.began_on:%d/%m/%Y} – {f'{self.ended_on:%d/%m/%Y}' if self.ended_on else ''}"

    @property
    def began_on(self) -> datetime.date:
        return timezone.localdate(self.began_at)

    @property
    def ended_on(self) -> datetime.date | None:
        return timezone.localdate(self.ended_at) if self.ended_at else None


class PublicationForm(models.TextChoices):
    """The other forms of publication (Decree 43/2023/NĐ-CP, art. 49)."""

    MEETING = "meeting", "Công bố tại cuộc họp"
    PRINT_PRESS = "print_press", "Báo in"
    BROADCAST = "broadcast", "Phát thanh, truyền hình"
    ONLINE_PRESS = "online_press", "Báo điện tử"
    POSTING = "posting", "Niêm yết tại trụ sở đối tượng thanh tra"


class OtherPublication(models.Model):
    """One more form in which a conclusion was made public, with its proof.

    `suffices_from` is the day from which it satisfies the rule (inspection/other_forms.py); None when it does not.
    """

    page = models.ForeignKey(
        InspectionConclusionPage, verbose_name="kết luận", on_delete=models.CASCADE, related_name="other_publications"
    )
    form = models.CharField("hình thức", max_length=20, choices=PublicationForm.choices)
    place = models.CharField("nơi công bố, tên báo, đài", max_length=250)
    from_on = models.DateField("từ ngày")
    to_on = models.DateField("đến ngày", null=True, blank=True)
    times = models.PositiveSmallIntegerField("số lần, số báo", default=1, validators=[MinValueValidator(1)])
    url = models.CharField(
        "địa chỉ trên mạng", max_length=500, blank=True, validators=[URLValidator(["https", "http"])]
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người ghi", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    noted_at = models.DateTimeField("ghi lúc", default=timezone.now)
    suffices_from = models.DateField(null=True, editable=False, db_index=True)

    if TYPE_CHECKING:
        proofs: RelatedManager["PublicationProof"]

    class Meta:
        verbose_name = "hình thức công khai khác"
        verbose_name_plural = "hình thức công khai khác"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.place}"


class PublicationProof(StoredFile):
    """The minutes, the cutting or the photograph that proves another form of publication; kept privately."""

    publication = models.ForeignKey(OtherPublication, on_delete=models.CASCADE, related_name="proofs")

    class Meta:
        verbose_name = "bằng chứng"
        verbose_name_plural = "bằng chứng"
        ordering = ["pk"]


class ClockLetter(models.Model):
    """The day on which an officer was told of conclusions that are overdue: one letter a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_clock_letter_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"
