"""A contributor, whose right is the secret, changes what was handed in; until the last day."""

from django.db import transaction
from django.utils import timezone

from base.refusals import WrongState
from consultation import states
from consultation.models import Comment, Contribution
from consultation.procedure.given import GivenComment
from consultation.procedure.steps import (
    check_open,
    check_state,
    check_unanswered,
    locked,
    locked_consultation,
    note_change,
    require,
    write_event,
)
from consultation.procedure.submitting import write_comment
from consultation.states import CommentState, CommentVerb, Moderation

EMPTY = "Cần viết nội dung góp ý. Muốn bỏ góp ý này, ông/bà chọn “Rút góp ý”."
MOST_COMMENTS = 300
TOO_MANY = f"Một bản góp ý có nhiều nhất {MOST_COMMENTS} góp ý."


@transaction.atomic
def edit(comment: Comment, *, content: str) -> Comment:
    """Put other words in a comment; what it said before is kept in its history.

    It is looked at as a new one is; one that an officer has hidden always waits for an officer.
    """
    require(content, EMPTY)
    consultation = locked_consultation(comment.consultation_id)
    comment = locked(comment)
    check_open(consultation)
    check_state(comment, CommentVerb.EDIT)
    check_unanswered(comment)
    if comment.content == content:
        return comment
    before, hidden = comment.content, comment.state == CommentState.HIDDEN
    comment.content, comment.edited_at, comment.hide_reason = content, timezone.now(), ""
    comment.state = states.first_state(Moderation.PRE if hidden else consultation.moderation)
    comment.group = None  # the group's answer was to other words
    comment.save()
    write_event(comment, CommentVerb.EDIT, None, content_before=before)
    note_change(comment.contribution)
    return comment


@transaction.atomic
def withdraw(comment: Comment) -> Comment:
    """Take a comment back: nobody reads or answers it any more; twice is as once."""
    consultation = locked_consultation(comment.consultation_id)
    comment = locked(comment)
    if comment.state == CommentState.WITHDRAWN:
        return comment
    check_open(consultation)
    check_state(comment, CommentVerb.WITHDRAW)
    check_unanswered(comment)
    comment.state, comment.hide_reason, comment.group = CommentState.WITHDRAWN, "", None
    comment.save()
    write_event(comment, CommentVerb.WITHDRAW, None)
    note_change(comment.contribution)
    return comment


@transaction.atomic
def add(contribution: Contribution, given: GivenComment) -> Comment:
    """Add a comment to what was handed in; the same words on the same provision are added once."""
    require(given.content, EMPTY)
    consultation = locked_consultation(contribution.consultation_id)
    check_open(consultation)
    own = contribution.comments.exclude(state=CommentState.WITHDRAWN)
    known = own.filter(document=given.document, key=given.key, content=given.content).first()
    if known is not None:
        return known
    if contribution.comments.count() >= MOST_COMMENTS:
        raise WrongState(TOO_MANY)
    made = write_comment(contribution, given, states.first_state(consultation.moderation), timezone.now())
    note_change(contribution)
    return made
