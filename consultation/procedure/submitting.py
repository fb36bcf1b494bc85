"""A contribution is handed in, by its contributor or by whoever keys it in."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from base.refusals import Missing, WrongState
from casework.models import ConsentText
from consultation import states, versions
from consultation.codes import CONTRIBUTIONS
from consultation.models import (
    Channel,
    ChoiceAnswer,
    Comment,
    ConsultationPage,
    Contribution,
    ContributionDraft,
    ContributionFile,
    Contributor,
)
from consultation.procedure.given import Choice, GivenComment, Person
from consultation.procedure.steps import locked_consultation, queue_letter
from consultation.states import CommentState, Progress

NOTHING_SAID = "Chưa có góp ý nào."
NOT_YET = "Đợt lấy ý kiến này bắt đầu từ ngày {day:%d/%m/%Y}."
CONCLUDED = "Đợt lấy ý kiến này đã công bố kết quả nên không nhận thêm góp ý."
ANOTHERS = "Góp ý này nói về một bản dự thảo khác."
# Until then a comment is still taken, and marked late after the last day (domain.md, C.2).
TAKES_COMMENTS = frozenset({Progress.OPEN, Progress.AWAITING_OUTCOME})


@transaction.atomic
def submit(
    *,
    consultation: ConsultationPage,
    form_token: uuid.UUID,
    comments: Sequence[GivenComment],
    choices: Sequence[Choice] = (),
    person: Person,
    consent_text: ConsentText,
    draft: ContributionDraft | None = None,
) -> Contribution:
    """Keep what somebody hands in; the same `form_token` again returns the contribution that it made.

    What comes after the last day is kept and marked late (domain.md, C.2); the files of `draft` go with it.

    Raises:
        WrongState: it is not open yet, or its outcome is out.
        Missing: nothing is said, or it is said on a text of another consultation.
    """
    consultation = locked_consultation(consultation.pk)
    known = Contribution.objects.filter(form_token=form_token).first()
    if known is not None:
        return known
    check_takes_comments(consultation)
    now = timezone.now()
    made = keep(
        consultation,
        form_token,
        comments,
        choices,
        person,
        state=states.first_state(consultation.moderation),
        submitted_at=now,
        late=is_late(consultation, timezone.localdate(now)),
    )
    Contributor.objects.create(contribution=made, consent_text=consent_text, consented_at=now, **person.kept())
    if draft is not None:
        hand_in_files(draft, made)
        draft.delete()
    queue_letter(made, "contribution_received")
    return made


def check_takes_comments(consultation: ConsultationPage) -> None:
    progress = consultation.progress()
    if not consultation.live or progress == Progress.UPCOMING:
        raise WrongState(NOT_YET.format(day=consultation.starts_on))
    if progress not in TAKES_COMMENTS:
        raise WrongState(CONCLUDED)


def is_late(consultation: ConsultationPage, day: datetime.date) -> bool:
    return day > (consultation.closes_on or consultation.ends_on)


def keep(
    consultation: ConsultationPage,
    form_token: uuid.UUID,
    comments: Sequence[GivenComment],
    choices: Sequence[Choice],
    person: Person,
    *,
    state: CommentState,
    submitted_at: datetime.datetime,
    late: bool,
    channel: str = Channel.PORTAL,
    provenance: str = "",
    keyed_in_by: Any = None,
) -> Contribution:
    """Write a contribution with its comments and choices, in the caller's transaction."""
    if not comments and not choices:
        raise Missing(NOTHING_SAID)
    made = Contribution.objects.create(
        consultation=consultation,
        number=CONTRIBUTIONS.next_number(timezone.localdate().year),
        form_token=form_token,
        contributor_type=person.kind,
        shown_as=person.shown_as,
        province=person.province,
        channel=channel,
        provenance=provenance,
        late=late,
        submitted_at=submitted_at,
        keyed_in_by=keyed_in_by,
    )
    for comment in comments:
        write_comment(made, comment, state, submitted_at)
    ChoiceAnswer.objects.bulk_create(
        ChoiceAnswer(
            contribution=made,
            question_key=choice.question.key,
            question_text=choice.question.text,
            choice=choice.choice,
        )
        for choice in choices
    )
    return made


def write_comment(
    contribution: Contribution, given: GivenComment, state: CommentState, submitted_at: datetime.datetime
) -> Comment:
    """Write one comment and put it under its provision, in every version published since its text as well."""
    if given.document is not None and given.document.consultation_id != contribution.consultation_id:
        raise Missing(ANOTHERS)
    question = given.question
    made = Comment.objects.create(
        contribution=contribution,
        consultation_id=contribution.consultation_id,
        document=given.document,
        key=given.key,
        question_key=question.key if question else None,
        question_text=question.text if question else "",
        content=given.content,
        state=state,
        submitted_at=submitted_at,
    )
    versions.place(made)
    return made


def hand_in_files(draft: ContributionDraft, contribution: Contribution) -> None:
    """Make what was put up with a draft the contribution's own, in the caller's transaction."""
    ContributionFile.objects.filter(draft=draft).update(contribution=contribution, draft=None)
