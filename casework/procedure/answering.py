"""The end of the road: the approved text is frozen for the case; a closed case may be taken up again."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from base.models import Sequence
from casework import states
from casework.models import Answer, Case, CaseEvent, EventKind
from casework.procedure.steps import finish, locked, ready, require, take_step, write_event
from casework.states import STEPS, Verb


@dataclass(frozen=True, slots=True)
class ApprovedText:
    """The approved text of an answer, as it is frozen. `html` is safe to show."""

    page_id: int
    revision_id: int
    title: str
    short_answer: str
    html: str
    legal_bases: list[dict[str, str]]
    unit_id: int | None
    doc_number: str = ""
    files: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def answer(case: Case, text: ApprovedText, by: Any) -> Answer | None:
    """Freeze the approved text for the case and queue the letter; a closed case is left as it is.

    Only the workflow calls this: its approvers are the right to answer. A page approved again answers nothing twice.
    """
    case = locked(case)
    if case.state not in STEPS[Verb.ANSWER].sources:
        return None
    today = timezone.localdate()
    # A case that was reopened may be answered again with the very text it was answered with before.
    known = case.answers.filter(revision_id=text.revision_id).first()
    frozen = known or Answer.objects.create(
        case=case,
        number=f"TL-{today.year}-{Sequence.take(f'answer-{today.year}'):06d}",
        answered_on=today,
        page_id=text.page_id,
        revision_id=text.revision_id,
        title=text.title,
        short_answer=text.short_answer,
        html=text.html,
        legal_bases=text.legal_bases,
        doc_number=text.doc_number,
        files=text.files,
        unit_id=text.unit_id,
    )
    case.pauses.filter(ended_on=None).update(ended_on=today)
    case.state_before_supplement = ""
    case.state = STEPS[Verb.ANSWER].target or case.state
    finish(case, Verb.ANSWER, by, letter="answered", is_public=True)
    return frozen


def note_sent_back(case: Case, by: Any, comment: str) -> CaseEvent:
    """Write on the case that its draft was sent back in moderation, with the comment for the expert."""
    return write_event(case, EventKind.SENT_BACK, by, note=comment)


def reopen(case: Case, by: Any, *, note: str) -> Case:
    """Take a closed case up again; its clock starts anew."""
    require(note, "Cần viết lý do mở lại.")
    today = timezone.localdate()
    with transaction.atomic():
        case = ready(case, Verb.REOPEN, by)
        unit = case.unit if case.unit and case.unit.is_valid_on(today) else None
        return take_step(
            case,
            Verb.REOPEN,
            by,
            note=note,
            target=states.state_after_reopening(unit is not None),
            clock_started_on=today,
            unit=unit,
            handler=None,
            reject_reason="",
            transferred_to=None,
            is_public=True,
        )
