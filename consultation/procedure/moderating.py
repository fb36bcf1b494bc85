"""An officer makes comments public, or takes them from the public with a reason."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from base.refusals import Missing
from consultation import states
from consultation.models import Comment, CommentEvent, Contribution, HideReason
from consultation.procedure.steps import check_right, check_state, locked, queue_letter, write_event
from consultation.states import CommentVerb

NO_REASON = "Cần chọn lý do không công khai."
LETTER_OF_HIDING = "comments_hidden"


def show(comment: Comment, by: Any) -> Comment:
    """Make a comment public."""
    with transaction.atomic():
        _change(comment, CommentVerb.SHOW, by)
    return comment


def hide(comment: Comment, by: Any, *, reason: str, note: str = "") -> Comment:
    """Take a comment from the public; its contributor is told why, in the officer's own words too."""
    with transaction.atomic():
        _check_reason(reason)
        event = _change(comment, CommentVerb.HIDE, by, reason=reason, note=note)
        if event is not None:
            queue_letter(comment.contribution, LETTER_OF_HIDING, events=[event.pk])
    return comment


@transaction.atomic
def show_all(comments: Iterable[Comment], by: Any) -> int:
    """Make comments public, and return how many were not yet. One that was withdrawn meanwhile is passed over."""
    return sum(_change(comment, CommentVerb.SHOW, by, strict=False) is not None for comment in _in_order(comments))


@transaction.atomic
def hide_all(comments: Iterable[Comment], by: Any, *, reason: str, note: str = "") -> int:
    """Take comments from the public for one reason, and return how many; each contributor gets one letter.

    Raises:
        Missing: the reason is none of the list.
    """
    _check_reason(reason)
    told: dict[Contribution, list[int]] = {}
    for comment in _in_order(comments):
        event = _change(comment, CommentVerb.HIDE, by, reason=reason, note=note, strict=False)
        if event is not None:
            told.setdefault(comment.contribution, []).append(event.pk)
    for contribution, events in told.items():
        queue_letter(contribution, LETTER_OF_HIDING, events=events)
    return sum(map(len, told.values()))


def _check_reason(reason: str) -> None:
    if reason not in HideReason.values:
        raise Missing(NO_REASON)


def _change(
    comment: Comment, verb: CommentVerb, by: Any, *, reason: str = "", note: str = "", strict: bool = True
) -> CommentEvent | None:
    """Bring one comment into the state of the verb; None when it is there, or, not `strict`, cannot go there."""
    comment = locked(comment)
    check_right(by, verb, comment.consultation)
    target = states.MOVES[verb].target
    if comment.state == target and comment.hide_reason == reason:
        return None
    if not strict and comment.state not in states.MOVES[verb].sources:
        return None
    check_state(comment, verb)
    comment.state, comment.hide_reason = target or comment.state, reason
    comment.save(update_fields=["state", "hide_reason"])
    return write_event(comment, verb, by, note=note)


def _in_order(comments: Iterable[Comment]) -> list[Comment]:
    """Return the comments in one order for everybody, so that two officers never wait for each other."""
    return sorted(comments, key=lambda comment: comment.pk)
