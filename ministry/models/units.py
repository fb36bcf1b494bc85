import datetime
from typing import TYPE_CHECKING

from django.db import models

from ministry.models.dated import DatedModel, DatedQuerySet


class Unit(DatedModel):
    """A unit of the ministry: never deleted, never renamed in place; a successor follows it."""

    code = models.CharField("mã đơn vị", max_length=30, unique=True)
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=80, blank=True)
    code_national = models.CharField("mã định danh", max_length=30, blank=True)
    mandate = models.TextField("chức năng", blank=True)
    parent = models.ForeignKey(
        "self", verbose_name="đơn vị cấp trên", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    successors = models.ManyToManyField(
        "self", verbose_name="đơn vị kế tục", symmetrical=False, related_name="predecessors", blank=True
    )

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PolicyField(DatedModel):
    """A field of policy (lĩnh vực), led by one unit in each period."""

    name = models.CharField("lĩnh vực", max_length=120)
    slug = models.SlugField("đường dẫn", max_length=80, unique=True)
    description = models.TextField("mô tả", blank=True)
    parent = models.ForeignKey(
        "self", verbose_name="lĩnh vực cấp trên", on_delete=models.PROTECT, null=True, blank=True
    )
    if TYPE_CHECKING:
        leads: "DatedQuerySet"

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def lead_unit_on(self, day: datetime.date) -> Unit | None:
        """Return the unit that leads this field on `day`, or None when no row says so."""
        lead = self.leads.valid_on(day).select_related("unit").order_by("-valid_from").first()
        return lead.unit if lead else None


class FieldLead(DatedModel):
    """Which unit leads a field in which period."""

    field = models.ForeignKey(PolicyField, verbose_name="lĩnh vực", on_delete=models.PROTECT, related_name="leads")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị chủ trì", on_delete=models.PROTECT, related_name="led_fields")

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "đơn vị chủ trì lĩnh vực"
        verbose_name_plural = "đơn vị chủ trì lĩnh vực"

    def __str__(self) -> str:
        return f"{self.field}: {self.unit}"
