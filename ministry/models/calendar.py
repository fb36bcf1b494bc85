from django.db import models


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a Saturday worked to make up for one."""

    date = models.DateField("ngày", primary_key=True)
    is_working = models.BooleanField("là ngày làm việc", default=False)
    name = models.CharField("tên", max_length=200)
    legal_basis = models.CharField("căn cứ", max_length=300, blank=True)
    verified = models.BooleanField("đã xác minh", default=True)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"
