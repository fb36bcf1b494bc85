"""What the verbs share: the lock, the right and the state, the event and the letter."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from base import outbox
from base.refusals import Missing, NotAllowed, WrongState
from consultation import permissions, states
from consultation.models import Comment, CommentEvent, ConsultationPage, Contribution
from consultation.states import CommentVerb, Progress

LETTER = "consultation.letter"
NOT_OPEN = "Đợt lấy ý kiến này đã hết hạn nên không sửa, thêm hoặc rút góp ý được nữa."
NOT_YOUR_RIGHT = "Ông/bà không có quyền “{verb}” góp ý của đợt lấy ý kiến này."
ALREADY_ANSWERED = "Cơ quan soạn thảo đã trả lời góp ý này nên không sửa hoặc rút được nữa."


def locked_consultation(pk: int) -> ConsultationPage:
    """Lock the consultation and read it: no version of it is published while a comment comes (versions.publish)."""
    rows: QuerySet[ConsultationPage] = ConsultationPage.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=pk)


def locked(comment: Comment) -> Comment:
    """Lock the comment and read it anew into the caller's object, so that nobody acts on what it was before."""
    comment.refresh_from_db(from_queryset=Comment.objects.select_for_update(of=("self",)))
    return comment


def check_right(by: Any, verb: CommentVerb, consultation: ConsultationPage) -> None:
    if not permissions.may_moderate(by, consultation):
        raise NotAllowed(NOT_YOUR_RIGHT.format(verb=verb.label))


def check_state(comment: Comment, verb: CommentVerb) -> None:
    if comment.state not in states.MOVES[verb].sources:
        raise WrongState(f"Không thể “{verb.label}” khi góp ý đang ở trạng thái “{comment.get_state_display()}”.")


def check_open(consultation: ConsultationPage) -> None:
    """Make sure that contributors may still change what they said. Raise WrongState when the last day is over."""
    if consultation.progress() != Progress.OPEN:
        raise WrongState(NOT_OPEN)


def is_answered(comment: Comment) -> bool:
    """Tell whether the ministry's answer to the comment, or to its group, is public."""
    from consultation.models import Reception

    own = Reception.objects.filter(comment=comment)
    grouped = Reception.objects.filter(group=comment.group_id) if comment.group_id else Reception.objects.none()
    return any(found.exclude(published_at=None).exists() for found in (own, grouped))


def check_unanswered(comment: Comment) -> None:
    if is_answered(comment):
        raise WrongState(ALREADY_ANSWERED)


def write_event(
    comment: Comment, verb: CommentVerb, by: Any, *, note: str = "", content_before: str = ""
) -> CommentEvent:
    return CommentEvent.objects.create(
        comment=comment, verb=verb, state=comment.state, actor=by, note=note, content_before=content_before
    )


def note_change(contribution: Contribution) -> None:
    contribution.edited_at = timezone.now()
    contribution.save(update_fields=["edited_at"])


def queue_letter(contribution: Contribution, name: str, **more: Any) -> None:
    """Queue a letter to the contributor, when there is an address; it is read when the letter goes."""
    if contribution.contributor.email:
        outbox.enqueue(LETTER, {"contribution": contribution.pk, "letter": name, **more})


def require(text: str, message: str) -> None:
    if not text.strip():
        raise Missing(message)
