"""What belongs to a conclusion beside its text; approved with it: entities, violations, files, what was withheld."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.api import APIField
from wagtail.models import Orderable

from inspection.models.registers import ViolationGroup
from ministry.models import Province

PAGE = "inspection.InspectionConclusionPage"


class InspectedEntity(Orderable):
    """A body that was inspected (đối tượng thanh tra)."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="entities")
    name = models.CharField("tên đối tượng", max_length=250)
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    province = models.ForeignKey(
        Province, verbose_name="tỉnh, thành phố", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    api_fields = [APIField("name"), APIField("tax_code"), APIField("province")]

    class Meta(Orderable.Meta):
        verbose_name = "đối tượng thanh tra"
        verbose_name_plural = "đối tượng thanh tra"

    def __str__(self) -> str:
        return self.name


class Violation(Orderable):
    """A violation that the conclusion found, as data (domain.md, D.2); amounts in đồng."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="violations")
    group = models.ForeignKey(ViolationGroup, verbose_name="nhóm", on_delete=models.PROTECT, related_name="+")
    violator = models.CharField("ai vi phạm", max_length=250, blank=True)
    behaviour = models.CharField("hành vi", max_length=300)
    description = models.TextField("mô tả", blank=True)
    violated_provisions = models.CharField("quy định bị vi phạm", max_length=300, blank=True)
    consequence = models.TextField("hậu quả", blank=True)
    responsibility = models.TextField("trách nhiệm", blank=True)
    cause = models.TextField("nguyên nhân", blank=True)
    amount = models.PositiveBigIntegerField("số tiền (đồng)", null=True, blank=True)
    crime_sign = models.BooleanField("có dấu hiệu tội phạm", default=False)

    api_fields = [
        APIField(name)
        for name in (
            "group",
            "violator",
            "behaviour",
            "description",
            "violated_provisions",
            "consequence",
            "responsibility",
            "cause",
            "amount",
            "crime_sign",
        )
    ]

    class Meta(Orderable.Meta):
        verbose_name = "vi phạm"
        verbose_name_plural = "vi phạm"

    def __str__(self) -> str:
        return self.behaviour


class ConclusionFile(Orderable):
    """The text of the conclusion as the public may read it; it is public only while a live page refers to it."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="conclusion_files")
    document = models.ForeignKey("base.PortalDocument", verbose_name="tệp", on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = "tệp công khai"
        verbose_name_plural = "tệp công khai"

    def __str__(self) -> str:
        return str(self.document)


class WithholdingGround(models.TextChoices):
    """The grounds on which law lets a part be withheld (domain.md, D.1); nothing else may be."""

    STATE_SECRET = "state_secret", "bí mật nhà nước"
    BANK_SECRET = "bank_secret", "bí mật ngân hàng"
    BUSINESS_SECRET = "business_secret", "bí mật kinh doanh"
    PERSONAL_DATA = "personal_data", "dữ liệu cá nhân"


class Redaction(Orderable):
    """What was withheld in the public file: where and on which ground; `note` is for the staff."""

    page = ParentalKey(PAGE, on_delete=models.CASCADE, related_name="redactions")
    page_number = models.PositiveSmallIntegerField("trang số")
    ground = models.CharField("căn cứ", max_length=20, choices=WithholdingGround.choices)
    note = models.CharField("ghi chú nội bộ", max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "phần không công khai"
        verbose_name_plural = "phần không công khai"

    def __str__(self) -> str:
        return f"trang {self.page_number}: {self.get_ground_display()}"
