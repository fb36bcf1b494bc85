"""The states of a comment, which verb leads from where to where, and where a consultation is in its life.

A state's name never leaves this file. What became of a comment (its reception) is no state: it is a row of its own,
public with the page that publishes it.
"""

import datetime
from dataclasses import dataclass

from django.db import models


class CommentState(models.TextChoices):
    """A comment is public or not; a comment that nobody has looked at yet is public only where the rule says so."""

    WAITING = "waiting", "Chờ kiểm duyệt"
    UNSEEN = "unseen", "Đang hiện, chưa kiểm duyệt"
    SHOWN = "shown", "Công khai"
    HIDDEN = "hidden", "Không công khai"
    WITHDRAWN = "withdrawn", "Người góp ý đã rút"


class CommentVerb(models.TextChoices):
    """What an officer, or the contributor, may do with a comment."""

    SHOW = "show", "Công khai"
    HIDE = "hide", "Không công khai"
    EDIT = "edit", "Sửa"
    WITHDRAW = "withdraw", "Rút"


class Moderation(models.TextChoices):
    """Whether an officer looks at a comment before it is public, or after."""

    PRE = "pre", "Kiểm duyệt trước khi hiện"
    POST = "post", "Hiện ngay, kiểm duyệt sau"


class DraftState(models.TextChoices):
    """How far a text is on its way to the public; read from its rows, kept nowhere."""

    READING = "reading", "nháp, chưa lưu"
    TO_COMPARE = "to_compare", "chờ đối chiếu"
    OUTDATED = "outdated", "cần đối chiếu lại"
    READY = "ready", "sẵn sàng"
    PUBLISHED = "published", "đã công bố"


class Progress(models.TextChoices):
    """Where a consultation is in its life, as its visitors read it."""

    UPCOMING = "upcoming", "Sắp lấy ý kiến"
    OPEN = "open", "Đang lấy ý kiến"
    AWAITING_OUTCOME = "awaiting_outcome", "Đã hết hạn, chờ kết quả"
    CONCLUDED = "concluded", "Đã có kết quả"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states a verb may be used, and where it leads; None: the procedure decides."""

    sources: frozenset[CommentState]
    target: CommentState | None


PUBLIC = (CommentState.UNSEEN, CommentState.SHOWN)
# Counted with its reason in the public ledger of refusals.
REFUSED = (CommentState.HIDDEN,)
# What still waits for an officer's eye.
TO_LOOK_AT = (CommentState.WAITING, CommentState.UNSEEN)
# What the ministry answers for, shown or not; what was taken back is answered by nobody.
COUNTED = (CommentState.WAITING, CommentState.UNSEEN, CommentState.SHOWN, CommentState.HIDDEN)

MOVES: dict[CommentVerb, Move] = {
    CommentVerb.SHOW: Move(
        frozenset({CommentState.WAITING, CommentState.UNSEEN, CommentState.HIDDEN}), CommentState.SHOWN
    ),
    CommentVerb.HIDE: Move(
        frozenset({CommentState.WAITING, CommentState.UNSEEN, CommentState.SHOWN}), CommentState.HIDDEN
    ),
    CommentVerb.EDIT: Move(frozenset(COUNTED), None),
    CommentVerb.WITHDRAW: Move(frozenset(COUNTED), CommentState.WITHDRAWN),
}


def first_state(moderation: str) -> CommentState:
    """Return the state of a comment that has just come, or was just changed by its contributor."""
    return CommentState.UNSEEN if moderation == Moderation.POST else CommentState.WAITING


def progress(today: datetime.date, starts_on: datetime.date, closes_on: datetime.date, *, concluded: bool) -> Progress:
    """Return where a consultation is; both its days are included. An outcome ends it, whatever the day."""
    if concluded:
        return Progress.CONCLUDED
    if today < starts_on:
        return Progress.UPCOMING
    return Progress.OPEN if today <= closes_on else Progress.AWAITING_OUTCOME
