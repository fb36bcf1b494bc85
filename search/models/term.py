"""The staff's dictionary: what people write for what, beside the word lists that come with the portal."""

from django.db import models
from django.db.models import Q


class TermKind(models.TextChoices):
    ABBREVIATION = "abbreviation", "Viết tắt"
    SPELLING = "spelling", "Cách viết khác"
    COURTESY = "courtesy", "Lời xã giao"


class TermQuerySet(models.QuerySet["Term"]):
    def waiting(self) -> "TermQuerySet":
        """Return the terms whose change the indexed documents do not know yet."""
        return self.filter(Q(indexed_at=None) | Q(indexed_at__lt=models.F("changed_at")))


class Term(models.Model):
    """One line of the dictionary; it takes effect with the next question, in indexed documents within minutes.

    A term of the shipped word lists is switched off by an inactive term of the same writing.
    """

    kind = models.CharField("loại", max_length=20, choices=TermKind.choices, default=TermKind.ABBREVIATION)
    short = models.CharField("người dân viết", max_length=80, help_text="Ví dụ: TCTN. Chữ hoa hay thường đều được.")
    long = models.CharField("nghĩa là", max_length=200, blank=True, help_text="Ví dụ: trợ cấp thất nghiệp.")
    others = models.TextField("các cách viết khác", blank=True, help_text="Mỗi dòng một cách viết.")
    context = models.TextField(
        "chỉ khi gần các từ",
        blank=True,
        help_text="Mỗi dòng một từ hoặc cụm từ. Để trống nếu chữ viết tắt chỉ có một nghĩa.",
    )
    active = models.BooleanField("đang dùng", default=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)
    indexed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "từ điển tìm kiếm"
        verbose_name_plural = "từ điển tìm kiếm"
        ordering = ["short", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "short", "long"], name="one_term_a_meaning")]

    def __str__(self) -> str:
        return f"{self.short} = {self.long}" if self.long else self.short
