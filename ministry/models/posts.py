"""Who holds which post, in which unit, from when to when."""

from typing import Any

from django.conf import settings
from django.db import models

from ministry.models.dated import DatedModel, DatedQuerySet
from ministry.models.units import Unit


class Role(models.TextChoices):
    INTAKE_OFFICER = "intake_officer", "Cán bộ tiếp nhận"
    HANDLER = "handler", "Chuyên viên xử lý"
    UNIT_LEADER = "unit_leader", "Lãnh đạo đơn vị"
    EDITOR = "editor", "Biên tập cổng"
    INSPECTOR = "inspector", "Thanh tra viên"
    DRAFTER = "drafter", "Cán bộ soạn thảo"
    MINISTRY_LEADER = "ministry_leader", "Lãnh đạo Bộ"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"


class Post(DatedModel):
    """A post held by an officer; asked at every check, mirrored in a Wagtail group."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="cán bộ", on_delete=models.CASCADE, related_name="posts"
    )
    unit = models.ForeignKey(Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("vai trò", max_length=30, choices=Role.choices)

    objects = DatedQuerySet.as_manager()

    class Meta(DatedModel.Meta):
        verbose_name = "vị trí công tác"
        verbose_name_plural = "vị trí công tác"

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.unit}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.user.__dict__.pop("_posts", None)
