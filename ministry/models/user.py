from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """An officer of the ministry; what an officer may do follows from dated posts, never from this row."""

    full_name = models.CharField("họ và tên", max_length=150, blank=True)

    class Meta:
        verbose_name = "cán bộ"
        verbose_name_plural = "cán bộ"

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.full_name or super().get_full_name() or self.username
