"""What became of comments, as their contributor reads it: state, place in the newest version, and the answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from consultation.citing import WHOLE_NAME, cite
from consultation.models import Comment, CommentEvent, CommentPlace, DraftDocument, Reception
from consultation.states import CommentState, CommentVerb

WORDS = {
    CommentState.WAITING: "Đang chờ cán bộ xem. Chỉ ông/bà và cán bộ đọc được.",
    CommentState.UNSEEN: "Đang hiện trên trang dự thảo.",
    CommentState.SHOWN: "Đang hiện trên trang dự thảo.",
    CommentState.HIDDEN: "Không hiện trên trang dự thảo. Cơ quan soạn thảo vẫn nhận và xem xét.",
    CommentState.WITHDRAWN: "Ông/bà đã rút góp ý này.",
}


@dataclass(frozen=True, slots=True)
class Fate:
    """One comment with its name, its state in kind words, where it is now, and the ministry's answer once public."""

    comment: Comment
    about: str
    words: str
    reason: str = ""
    note: str = ""
    now_at: str = ""
    answer: Reception | None = None

    @property
    def is_withdrawn(self) -> bool:
        return self.comment.state == CommentState.WITHDRAWN


def fates(comments: Iterable[Comment], newest: DraftDocument | None) -> list[Fate]:
    """Return what became of each comment; five queries, however many there are."""
    rows = list(comments)
    answers = _answers(rows)
    notes = {
        event.comment_id: event.note for event in CommentEvent.objects.filter(comment__in=rows, verb=CommentVerb.HIDE)
    }
    places = {
        place.comment_id: place
        for place in CommentPlace.objects.filter(comment__in=rows, document=newest, is_main=True)
    }
    names = cite(
        [(row.document_id, row.key) for row in rows] + [(place.document_id, place.key) for place in places.values()]
    )
    made = []
    for row in rows:
        hidden = row.state == CommentState.HIDDEN
        place = places.get(row.pk)
        made.append(
            Fate(
                row,
                row.question_text or names.get((row.document_id or 0, row.key), WHOLE_NAME),
                WORDS[CommentState(row.state)],
                row.get_hide_reason_display() if hidden else "",
                notes.get(row.pk, "") if hidden else "",
                _now_at(row, place, newest, names),
                answers.get(row.pk),
            )
        )
    return made


def _now_at(
    comment: Comment, place: CommentPlace | None, newest: DraftDocument | None, names: dict[tuple[int, str], str]
) -> str:
    """Return where a comment on an older text stands in the newest one, as in "Điều 12 của bản 3"."""
    if place is None or newest is None or comment.document_id == newest.pk:
        return ""
    said = f"{names[place.document_id, place.key]} của bản {newest.ordinal}"
    return f"{said} ({place.mark[:1].lower()}{place.mark[1:]})" if place.mark else said


def _answers(comments: list[Comment]) -> dict[int, Reception]:
    """Return the published answer to each comment, its own or its group's."""
    published = Reception.objects.exclude(published_at=None).select_related("page")
    own = {answer.comment_id: answer for answer in published.filter(comment__in=comments)}
    groups = {row.group_id for row in comments if row.group_id}
    grouped = {answer.group_id: answer for answer in published.filter(group__in=groups)} if groups else {}
    found = ((row.pk, own.get(row.pk) or grouped.get(row.group_id)) for row in comments)
    return {pk: answer for pk, answer in found if answer is not None}
