"""How far a requirement is, and which verb leads from where to where (domain.md, D.3). A status never leaves this file.

The status says what became of the requirement; the step says what the inspectors did last: they watch, urge, check on
the spot, and the result is reported (Decree 33/2015/NĐ-CP, chapter III).
"""

from dataclasses import dataclass

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


class FollowUpVerb(models.TextChoices):
    """What an officer may do with a requirement."""

    ADD = "add", "Ghi yêu cầu, kiến nghị"
    EDIT = "edit", "Sửa nội dung"
    URGE = "urge", "Đôn đốc"
    CHECK = "check", "Kiểm tra"
    REPORT = "report", "Ghi kết quả thực hiện"
    CORRECT = "correct", "Sửa số tiền đã thu"
    MARK_DONE = "mark_done", "Xác nhận đã xong"
    MARK_CANNOT_DO = "mark_cannot_do", "Không thể thực hiện"
    POSTPONE = "postpone", "Gia hạn"
    SUSPEND = "suspend", "Chưa bắt buộc thực hiện"
    RESUME = "resume", "Bắt buộc thực hiện trở lại"
    REOPEN = "reopen", "Mở lại"


OPEN = (RequirementStatus.NOT_STARTED, RequirementStatus.IN_PROGRESS)
CLOSED = (RequirementStatus.DONE, RequirementStatus.CANNOT_DO)
DONE = RequirementStatus.DONE
FIRST = (RequirementStatus.NOT_STARTED, FollowUpStep.MONITORING)
REPORTED = FollowUpStep.REPORTED

ANY_STEP = frozenset(FollowUpStep)
# A part that is inspected anew, or waits for a superior's opinion, is not compulsory yet: nobody is urged to do it.
COMPULSORY, NOT_YET, EITHER = frozenset({False}), frozenset({True}), frozenset({True, False})


@dataclass(frozen=True, slots=True)
class Move:
    """From where a verb may be used, and where it leads; None: it stays."""

    statuses: tuple[RequirementStatus, ...]
    steps: frozenset[FollowUpStep] = ANY_STEP
    not_yet_compulsory: frozenset[bool] = EITHER
    to_status: RequirementStatus | None = None
    to_step: FollowUpStep | None = None
    makes_compulsory: bool | None = None


MOVES: dict[FollowUpVerb, Move] = {
    FollowUpVerb.EDIT: Move(OPEN),
    FollowUpVerb.URGE: Move(OPEN, not_yet_compulsory=COMPULSORY, to_step=FollowUpStep.URGING),
    # Who was never urged, and has reported nothing, is not checked yet.
    FollowUpVerb.CHECK: Move(
        OPEN,
        steps=ANY_STEP - {FollowUpStep.MONITORING},
        not_yet_compulsory=COMPULSORY,
        to_step=FollowUpStep.CHECKING,
    ),
    FollowUpVerb.REPORT: Move(OPEN, to_status=RequirementStatus.IN_PROGRESS, to_step=FollowUpStep.REPORTED),
    FollowUpVerb.CORRECT: Move(OPEN),
    FollowUpVerb.MARK_DONE: Move(OPEN, to_status=RequirementStatus.DONE, to_step=FollowUpStep.REPORTED),
    FollowUpVerb.MARK_CANNOT_DO: Move(OPEN, to_status=RequirementStatus.CANNOT_DO),
    FollowUpVerb.POSTPONE: Move(OPEN),
    FollowUpVerb.SUSPEND: Move(OPEN, not_yet_compulsory=COMPULSORY, makes_compulsory=False),
    FollowUpVerb.RESUME: Move(OPEN, not_yet_compulsory=NOT_YET, makes_compulsory=True),
    FollowUpVerb.REOPEN: Move(CLOSED, to_status=RequirementStatus.IN_PROGRESS, to_step=FollowUpStep.MONITORING),
}


def leads_on(verb: FollowUpVerb, status: str, step: str, not_yet_compulsory: bool) -> bool:
    """Tell whether the verb may be used on what is so far."""
    move = MOVES.get(verb)
    return bool(
        move and status in move.statuses and step in move.steps and not_yet_compulsory in move.not_yet_compulsory
    )
