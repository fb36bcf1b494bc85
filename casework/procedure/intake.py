"""From the sender to the office: a case is opened, taken in, refused, handed on, or waits for what is missing."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from base.refusals import Missing
from casework import codes, deadlines, files
from casework.models import Case, CaseKind, ConsentText, EventKind, Pause, RejectReason, Sender, TransferBody
from casework.procedure.steps import (
    check_right,
    check_state,
    end_pause,
    finish,
    locked,
    queue_letter,
    require,
    take_step,
    write_event,
)
from casework.states import Verb
from ministry.models import PolicyField


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
    event = write_event(case, EventKind.SUBMIT, None, is_public=True)
    queue_letter(case, "received", event)
    return case


def receive(case: Case, by: Any, *, kind: str, policy_field: PolicyField) -> Case:
    """Take a case in and say what it is (domain.md, A.2)."""
    _check_kind(kind)
    return take_step(case, Verb.RECEIVE, by, kind=kind, policy_field=policy_field, is_public=True)


def classify(case: Case, by: Any, *, kind: str, policy_field: PolicyField) -> Case:
    """Correct the kind and the field; the due day is counted anew."""
    _check_kind(kind)
    return take_step(case, Verb.CLASSIFY, by, kind=kind, policy_field=policy_field)


def reject(case: Case, by: Any, *, reason: str, note: str) -> Case:
    """Refuse a case, with a reason that is sent to the sender (domain.md, A.4)."""
    if reason not in RejectReason.values:
        raise Missing("Cần chọn lý do từ chối.")
    require(note, "Cần viết cho người gửi biết vì sao và nên làm gì tiếp.")
    with transaction.atomic():
        case = take_step(
            case,
            Verb.REJECT,
            by,
            note=note,
            letter="rejected",
            reject_reason=reason,
            state_before_supplement="",
            is_public=True,
        )
        end_pause(case)
    return case


def transfer(case: Case, by: Any, *, body: TransferBody, note: str = "") -> Case:
    """Hand a case to the body whose business it is, and tell the sender whose that is."""
    if not body.is_valid_on(timezone.localdate()):
        raise Missing("Cơ quan này không còn trong danh sách tiếp nhận.")
    return take_step(case, Verb.TRANSFER, by, note=note, letter="transferred", transferred_to=body, is_public=True)


def request_supplement(case: Case, by: Any, *, note: str) -> Case:
    """Ask the sender for what is missing; the clock stands still until it comes."""
    require(note, "Cần viết rõ cần bổ sung điều gì.")
    with transaction.atomic():
        case = take_step(case, Verb.REQUEST_SUPPLEMENT, by, note=note, letter="supplement_requested", is_public=True)
        Pause.objects.create(case=case)
    return case


def supplement(case: Case, by: Any = None, *, content: str) -> Case:
    """Add what the sender was asked for; the clock runs again.

    The sender does this, whose right is the secret; `by` is an officer who writes down what was said by telephone.
    """
    require(content, "Cần viết nội dung bổ sung.")
    with transaction.atomic():
        case = locked(case)
        if by is not None:
            check_right(case, Verb.SUPPLEMENT, by)
        check_state(case, Verb.SUPPLEMENT)
        if by is None:
            files.hand_in(case)
        end_pause(case)
        case.content = f"{case.content}\n\n[Bổ sung {timezone.localdate():%d/%m/%Y}]\n{content}"
        case.state, case.state_before_supplement = case.state_before_supplement, ""
        return finish(case, Verb.SUPPLEMENT, by, is_public=True)


def _check_kind(kind: str) -> None:
    if kind not in CaseKind.values:
        raise Missing("Cần chọn loại hồ sơ.")
