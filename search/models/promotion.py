"""Answers that the staff put first for chosen queries."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from search.text import words

LONGEST_LINE = 200
MOST_LINES = 50


class PromotionQuerySet(models.QuerySet["Promotion"]):
    def in_force(self, day: datetime.date | None = None) -> "PromotionQuerySet":
        """Return the promotions that are switched on and whose time it is."""
        day = day or timezone.localdate()
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day), active=True
        )


class Promotion(models.Model):
    """One page that stands first for chosen queries; it is shown only while its entry is public."""

    queries = models.TextField(
        "khi người dân tìm",
        help_text=(
            "Mỗi dòng một câu. Có dấu hay không dấu, chữ hoa hay thường đều được. Thêm * ở cuối dòng để khớp cả những "
            "câu có thêm từ khác. Ví dụ: trợ cấp thất nghiệp *"
        ),
    )
    page = models.ForeignKey(Page, verbose_name="trang đưa lên đầu", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField("thứ tự", default=1, help_text="Số nhỏ đứng trước.")
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    active = models.BooleanField("đang dùng", default=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = "câu trả lời ưu tiên"
        verbose_name_plural = "câu trả lời ưu tiên"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.queries.partition("\n")[0].strip()

    def clean(self) -> None:
        from search.entries import source_of  # it knows the models

        lines = [line.strip() for line in self.queries.splitlines() if line.strip()]
        self.queries = "\n".join(lines)
        faults: dict[str, str] = {}
        if wordless := next((line for line in lines if not words(line)), ""):
            faults["queries"] = f"Dòng “{wordless}” không có từ nào để so."
        elif too_long := next((line for line in lines if len(line) > LONGEST_LINE), ""):
            faults["queries"] = f"Mỗi dòng tối đa {LONGEST_LINE} ký tự. Dòng “{too_long[:30]}…” dài quá."
        elif len(lines) > MOST_LINES:
            faults["queries"] = f"Tối đa {MOST_LINES} dòng (hiện có {len(lines)}). Xin chia thành hai mục."
        if self.page_id and source_of(self.page.specific_class) is None:
            faults["page"] = "Trang này không nằm trong kết quả tìm kiếm. Xin chọn một câu trả lời hoặc trang nội dung."
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            faults["ends_on"] = "Ngày kết thúc không thể trước ngày bắt đầu."
        if faults:
            raise ValidationError(faults)
