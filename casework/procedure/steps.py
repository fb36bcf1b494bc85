"""What every verb goes through: the lock, the right and the state, the new state, the event and the letter."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from base import outbox
from base.refusals import Missing, NotAllowed, WrongState
from casework import deadlines, permissions
from casework.models import Case, CaseEvent
from casework.states import STEPS, Verb

LETTER = "casework.letter"


def take_step(
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
        case = ready(case, verb, by)
        target = target or STEPS[verb].target or case.state
        changes["state"] = target
        if was_just_done(case, verb, by, note, changes):
            return case
        if verb is Verb.REQUEST_SUPPLEMENT:
            case.state_before_supplement = case.state
        for name, value in changes.items():
            setattr(case, name, value)
        return finish(case, verb, by, note=note, letter=letter, is_public=is_public)


def ready(case: Case, verb: Verb, by: Any) -> Case:
    """Lock the case, having made sure that the officer may use the verb on it now."""
    case = locked(case)
    check_right(case, verb, by)
    check_state(case, verb)
    return case


def check_right(case: Case, verb: Verb, by: Any) -> None:
    if not permissions.has_right(by, verb, case):
        raise NotAllowed(f"Ông/bà không có quyền “{verb.label}” hồ sơ này.")


def was_just_done(case: Case, verb: Verb, by: Any, note: str, changes: dict[str, Any]) -> bool:
    """Tell whether this is the last step once more, as when a form is sent twice: nothing is written a second time."""
    last = case.events.order_by("-at", "-pk").first()
    return (
        last is not None
        and (last.verb, last.actor_id, last.note) == (verb, by.pk, note)
        and all(getattr(case, name) == value for name, value in changes.items())
    )


def locked(case: Case) -> Case:
    """Lock the case and read it anew into the caller's object, so that nobody acts on what it was before."""
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())
    return case


def check_state(case: Case, verb: Verb) -> None:
    if case.state not in STEPS[verb].sources:
        raise WrongState(f"Không thể “{verb.label}” khi hồ sơ đang ở trạng thái “{case.get_state_display()}”.")


def finish(case: Case, verb: Verb, by: Any, *, note: str = "", letter: str = "", is_public: bool = False) -> Case:
    counted = deadlines.due(case)
    case.due_on = counted.on if counted else None
    case.save()
    event = write_event(case, verb, by, note=note, is_public=is_public)
    if letter:
        queue_letter(case, letter, event)
    return case


def write_event(case: Case, verb: str, by: Any, *, note: str = "", is_public: bool = False) -> CaseEvent:
    return CaseEvent.objects.create(
        case=case, verb=verb, state=case.state, actor=by, unit_id=case.unit_id, note=note, is_public=is_public
    )


def queue_letter(case: Case, name: str, event: CaseEvent) -> None:
    outbox.enqueue(LETTER, {"case": case.pk, "letter": name, "event": event.pk})


def end_pause(case: Case) -> None:
    case.pauses.filter(ended_on=None).update(ended_on=timezone.localdate())


def require(text: str, message: str) -> None:
    if not text.strip():
        raise Missing(message)
