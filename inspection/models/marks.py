"""The read model of the register: what a conclusion can be found by, a row for each."""

from django.db import models

from inspection.models.conclusion_page import InspectionConclusionPage


class Facet(models.TextChoices):
    """What the register is narrowed by; the last four are no menus."""

    YEAR = "year", "Năm ký"
    FIELD = "field", "Lĩnh vực"
    PROVINCE = "province", "Tỉnh, thành phố"
    AGENCY = "agency", "Cơ quan ban hành"
    SIGNER = "signer", "Người ký"
    GROUP = "group", "Nhóm vi phạm"
    KIND = "kind", "Loại văn bản"
    ALL = "all", "Mọi kết luận"
    ENTITY = "entity", "Tên đối tượng"
    TAX_CODE = "tax_code", "Mã số thuế của đối tượng"
    WORD = "word", "Một tiếng trong tên đối tượng"


MENUS = (Facet.YEAR, Facet.FIELD, Facet.PROVINCE, Facet.AGENCY, Facet.SIGNER, Facet.GROUP, Facet.KIND)
LONGEST_VALUE = 250


class ConclusionMark(models.Model):
    """One value by which a live conclusion is found, with the day that orders the list: any filter is one index.

    Kept by inspection/marks.py; a conclusion that is not live has none.
    """

    page = models.ForeignKey(InspectionConclusionPage, on_delete=models.CASCADE, related_name="marks", db_index=False)
    facet = models.CharField(max_length=10, choices=Facet.choices)
    value = models.CharField(max_length=LONGEST_VALUE, blank=True)
    issued_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "facet", "value"], name="one_mark_a_value")]
        indexes = [models.Index(fields=["facet", "value", "-issued_on", "-page"], name="marks_newest")]

    def __str__(self) -> str:
        return f"{self.facet}:{self.value}"
