"""The verbs of a case: one atomic function each: it checks, changes the state, writes an event and queues the letter.

Views, commands, the API and tests go through these functions; nobody sets a state by hand.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from base import outbox
from base.models import Sequence
from casework import codes, deadlines, files, permissions, states
from casework.models import (
    Answer,
    Case,
    CaseEvent,
    CaseKind,
    ConsentText,
    EventKind,
    Pause,
    RejectReason,
    Sender,
    TransferBody,
)
from casework.states import STEPS, Verb
from ministry.models import PolicyField, Unit
from ministry.permissions import handles_for, unit_in_force

LETTER = "casework.letter"
# The verbs of officers that the sender is told of by a letter.
TOLD_BY_LETTER = frozenset({Verb.REJECT, Verb.TRANSFER, Verb.REQUEST_SUPPLEMENT})


class Refusal(Exception):  # noqa: N818  (a refusal is an answer to an officer, not an error of the program)
    """The procedure refuses; the message is for the officer, in Vietnamese."""


class NotAllowed(Refusal):
    """The person holds no post that gives the right."""


class WrongState(Refusal):
    """The case is in a state from which the verb does not lead."""


class Missing(Refusal):
    """Something the verb needs was not given."""


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
def submit(
    *,
    token: uuid.UUID,
    title: str,
    content: str,
    policy_field: PolicyField | None,
    sender: dict[str, Any],
    consent_text: ConsentText,
    kind: str = CaseKind.POLICY_QUESTION,
) -> Case:
    """Open the case of a submission; the same `token` again returns the case that it opened."""
    known = Case.objects.filter(token=token).first()
    if known:
        return known
    now = timezone.now()
    case = Case(token=token, title=title, content=content, policy_field=policy_field, kind=kind, submitted_at=now)
    case.number = codes.next_number(timezone.localdate(now).year)
    counted = deadlines.due(case)
    case.due_on = counted.on if counted else None
    case.save()
    Sender.objects.create(case=case, consent_text=consent_text, consented_at=now, **sender)
    files.hand_in(case)
    event = _write(case, EventKind.SUBMIT, None, is_public=True)
    _letter(case, "received", event)
    return case


def receive(case: Case, by: Any, *, kind: str, policy_field: PolicyField) -> Case:
    """Take a case in and say what it is (domain.md, A.2)."""
    _check_kind(kind)
    return _step(case, Verb.RECEIVE, by, kind=kind, policy_field=policy_field, is_public=True)


def classify(case: Case, by: Any, *, kind: str, policy_field: PolicyField) -> Case:
    """Correct the kind and the field; the due day is counted anew."""
    _check_kind(kind)
    return _step(case, Verb.CLASSIFY, by, kind=kind, policy_field=policy_field)


def reject(case: Case, by: Any, *, reason: str, note: str) -> Case:
    """Refuse a case, with a reason that is sent to the sender (domain.md, A.4)."""
    if reason not in RejectReason.values:
        raise Missing("Cần chọn lý do từ chối.")
    _require(note, "Cần viết cho người gửi biết vì sao và nên làm gì tiếp.")
    with transaction.atomic():
        case = _step(
            case,
            Verb.REJECT,
            by,
            note=note,
            letter="rejected",
            reject_reason=reason,
            state_before_supplement="",
            is_public=True,
        )
        _end_pause(case)
    return case


def transfer(case: Case, by: Any, *, body: TransferBody, note: str = "") -> Case:
    """Hand a case to the body whose business it is, and tell the sender whose that is."""
    if not body.is_valid_on(timezone.localdate()):
        raise Missing("Cơ quan này không còn trong danh sách tiếp nhận.")
    return _step(case, Verb.TRANSFER, by, note=note, letter="transferred", transferred_to=body, is_public=True)


def request_supplement(case: Case, by: Any, *, note: str) -> Case:
    """Ask the sender for what is missing; the clock stands still until it comes."""
    _require(note, "Cần viết rõ cần bổ sung điều gì.")
    with transaction.atomic():
        case = _step(case, Verb.REQUEST_SUPPLEMENT, by, note=note, letter="supplement_requested", is_public=True)
        Pause.objects.create(case=case)
    return case


def supplement(case: Case, by: Any = None, *, content: str) -> Case:
    """Add what the sender was asked for; the clock runs again.

    The sender does this, whose right is the secret; `by` is an officer who writes down what was said by telephone.
    """
    _require(content, "Cần viết nội dung bổ sung.")
    with transaction.atomic():
        case = _locked(case)
        if by is not None:
            _check_right(case, Verb.SUPPLEMENT, by)
        _check_state(case, Verb.SUPPLEMENT)
        if by is None:
            files.hand_in(case)
        _end_pause(case)
        case.content = f"{case.content}\n\n[Bổ sung {timezone.localdate():%d/%m/%Y}]\n{content}"
        case.state, case.state_before_supplement = case.state_before_supplement, ""
        return _finish(case, Verb.SUPPLEMENT, by, is_public=True)


def dispatch(case: Case, by: Any, *, unit: Unit, note: str = "") -> Case:
    """Send a case to the unit that will answer it; the draft of a unit that had it before no longer answers it."""
    if not unit.is_valid_on(timezone.localdate()):
        raise Missing("Đơn vị này không còn hoạt động.")
    with transaction.atomic():
        case = _step(case, Verb.DISPATCH, by, note=note, unit=unit, is_public=True)
        for link in case.page_links.select_related("page"):
            if unit_in_force(link.page.specific_deferred) != unit.pk:
                link.delete()
    return case


def assign(case: Case, by: Any, *, handler: Any, note: str = "") -> Case:
    """Give a case to an expert of the unit."""
    with transaction.atomic():
        case = _ready(case, Verb.ASSIGN, by)
        if not handles_for(handler, case.unit_id):
            raise Missing("Người được phân công phải là chuyên viên xử lý của đơn vị.")
        return _step(case, Verb.ASSIGN, by, note=note, handler=handler)


def return_case(case: Case, by: Any, *, note: str) -> Case:
    """Give a wrongly routed case back to the office, with the reason."""
    _require(note, "Cần viết lý do trả lại.")
    return _step(case, Verb.RETURN_CASE, by, note=note, unit=None, handler=None)


def reopen(case: Case, by: Any, *, note: str) -> Case:
    """Take a closed case up again; its clock starts anew."""
    _require(note, "Cần viết lý do mở lại.")
    today = timezone.localdate()
    with transaction.atomic():
        case = _ready(case, Verb.REOPEN, by)
        unit = case.unit if case.unit and case.unit.is_valid_on(today) else None
        return _step(
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


@transaction.atomic
def answer(case: Case, text: ApprovedText, by: Any) -> Answer | None:
    """Freeze the approved text for the case and queue the letter; a closed case is left as it is.

    Only the workflow calls this: its approvers are the right to answer. A page approved again answers nothing twice.
    """
    case = _locked(case)
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
    _finish(case, Verb.ANSWER, by, letter="answered", is_public=True)
    return frozen


def note_sent_back(case: Case, by: Any, comment: str) -> CaseEvent:
    """Write on the case that its draft was sent back in moderation, with the comment for the expert."""
    return _write(case, EventKind.SENT_BACK, by, note=comment)


def _step(
    case: Case,
    verb: Verb,
    by: Any,
    *,
    note: str = "",
    letter: str = "",
    target: Any = None,
    is_public: bool = False,
    **changes: Any,
) -> Case:
    with transaction.atomic():
        case = _ready(case, verb, by)
        target = target or STEPS[verb].target or case.state
        changes["state"] = target
        if _was_just_done(case, verb, by, note, changes):
            return case
        if verb is Verb.REQUEST_SUPPLEMENT:
            case.state_before_supplement = case.state
        for name, value in changes.items():
            setattr(case, name, value)
        return _finish(case, verb, by, note=note, letter=letter, is_public=is_public)


def _ready(case: Case, verb: Verb, by: Any) -> Case:
    """Lock the case, having made sure that the officer may use the verb on it now."""
    case = _locked(case)
    _check_right(case, verb, by)
    _check_state(case, verb)
    return case


def _check_right(case: Case, verb: Verb, by: Any) -> None:
    if not permissions.has_right(by, verb, case):
        raise NotAllowed(f"Ông/bà không có quyền “{verb.label}” hồ sơ này.")


def _was_just_done(case: Case, verb: Verb, by: Any, note: str, changes: dict[str, Any]) -> bool:
    """Tell whether this is the last step once more, as when a form is sent twice: nothing is written a second time."""
    last = case.events.order_by("-at", "-pk").first()
    return (
        last is not None
        and (last.verb, last.actor_id, last.note) == (verb, by.pk, note)
        and all(getattr(case, name) == value for name, value in changes.items())
    )


def _locked(case: Case) -> Case:
    """Lock the case and read it anew into the caller's object, so that nobody acts on what it was before."""
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())
    return case


def _check_state(case: Case, verb: Verb) -> None:
    if case.state not in STEPS[verb].sources:
        raise WrongState(f"Không thể “{verb.label}” khi hồ sơ đang ở trạng thái “{case.get_state_display()}”.")


def _finish(case: Case, verb: Verb, by: Any, *, note: str = "", letter: str = "", is_public: bool = False) -> Case:
    counted = deadlines.due(case)
    case.due_on = counted.on if counted else None
    case.save()
    event = _write(case, verb, by, note=note, is_public=is_public)
    if letter:
        _letter(case, letter, event)
    return case


def _write(case: Case, verb: str, by: Any, *, note: str = "", is_public: bool = False) -> CaseEvent:
    return CaseEvent.objects.create(
        case=case, verb=verb, state=case.state, actor=by, unit_id=case.unit_id, note=note, is_public=is_public
    )


def _letter(case: Case, name: str, event: CaseEvent) -> None:
    outbox.enqueue(LETTER, {"case": case.pk, "letter": name, "event": event.pk})


def _end_pause(case: Case) -> None:
    case.pauses.filter(ended_on=None).update(ended_on=timezone.localdate())


def _check_kind(kind: str) -> None:
    if kind not in CaseKind.values:
        raise Missing("Cần chọn loại hồ sơ.")


def _require(text: str, message: str) -> None:
    if not text.strip():
        raise Missing(message)
