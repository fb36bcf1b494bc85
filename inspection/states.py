"""How far a requirement is: its status, and the step of following it up (domain.md, D.3)."""

from django.db import models


class RequirementStatus(models.TextChoices):
    NOT_STARTED = "not_started", "Chưa thực hiện"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    DONE = "done", "Đã thực hiện xong"
    CANNOT_DO = "cannot_do", "Không thể thực hiện"


class FollowUpStep(models.TextChoices):
    MONITORING = "monitoring", "Theo dõi"
    URGING = "urging", "Đôn đốc"
    CHECKING = "checking", "Kiểm tra"
    REPORTED = "reported", "Đã báo cáo kết quả"


OPEN = (RequirementStatus.NOT_STARTED, RequirementStatus.IN_PROGRESS)
CLOSED = (RequirementStatus.DONE, RequirementStatus.CANNOT_DO)
