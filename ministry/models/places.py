from django.db import models

from ministry.models.dated import DatedModel, DatedQuerySet


class Province(DatedModel):
    """A province or city; 63 until 30 June 2025, 34 from 1 July 2025."""

    code = models.CharField("mã", max_length=10, unique=True)
    name = models.CharField("tỉnh, thành phố", max_length=80)
    kind = models.CharField("loại", max_length=20, blank=True)
    successor = models.ForeignKey(
        "self", verbose_name="sáp nhập vào", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "tỉnh, thành phố"
        verbose_name_plural = "tỉnh, thành phố"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
