"""The verbs of following a requirement up: one atomic function each: it checks, changes, and writes an event.

Registers, commands and tests go through these; nobody sets a status, a step or a sum by hand. Amounts in đồng.
"""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from base.money import dong
from base.refusals import Missing, NotAllowed, WrongState
from inspection import notices, permissions
from inspection.models import ConclusionRequirement, InspectionConclusionPage, RequirementEvent
from inspection.states import CLOSED, MOVES, FollowUpVerb, leads_on

# What the register's form may change; the rest is changed by the verbs below.
DESCRIPTIVE = ("kind", "target", "content", "amount", "withheld")
NO_RIGHT = "Ông/bà không có quyền “{verb}” ở kết luận này."


@transaction.atomic
def add(page: InspectionConclusionPage, by: Any, **given: Any) -> ConclusionRequirement:
    """Write a requirement or recommendation of the conclusion down; the watching begins.

    `given` are its descriptive fields, and `due_on`.
    """
    if not permissions.may_add(by, page):
        raise NotAllowed(NO_RIGHT.format(verb=FollowUpVerb.ADD.label))
    _check_fields(given, {*DESCRIPTIVE, "due_on"})
    due_on = given.get("due_on")
    if due_on and due_on < page.issued_on:
        raise Missing("Hạn thực hiện không thể trước ngày ký kết luận.")
    requirement = ConclusionRequirement.objects.create(page=page, **given)
    _write(requirement, FollowUpVerb.ADD, by, due_on=due_on)
    return requirement


@transaction.atomic
def edit(requirement: ConclusionRequirement, by: Any, **given: Any) -> ConclusionRequirement:
    """Change what describes an open requirement, and note which fields were changed."""
    _check_fields(given, set(DESCRIPTIVE))
    requirement = _ready(requirement, FollowUpVerb.EDIT, by)
    changed = [name for name, value in given.items() if getattr(requirement, name) != value]
    if not changed:
        return requirement
    if requirement.withheld and "withheld" in changed and not permissions.may_open_to_public(by, requirement):
        raise NotAllowed("Kết luận đang công khai: chỉ lãnh đạo đơn vị được công khai nội dung đã giữ lại.")
    for name in changed:
        setattr(requirement, name, given[name])
    if requirement.amount_done > (requirement.amount or 0):
        raise Missing("Số tiền phải nộp không thể nhỏ hơn số đã thu.")
    labels = [str(requirement._meta.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]
    return _finish(requirement, FollowUpVerb.EDIT, by, note=f"Sửa: {', '.join(labels)}.")


@transaction.atomic
def urge(requirement: ConclusionRequirement, by: Any, *, note: str, **proof: str) -> ConclusionRequirement:
    """Urge whoever must do it; `note` says how."""
    _require(note, "Cần ghi đã đôn đốc bằng cách nào.")
    return _take_step(requirement, FollowUpVerb.URGE, by, note=note, **proof)


@transaction.atomic
def check(requirement: ConclusionRequirement, by: Any, *, note: str, **proof: str) -> ConclusionRequirement:
    """Write down a check on the spot; `note` says what it found."""
    _require(note, "Cần ghi kiểm tra thấy gì.")
    return _take_step(requirement, FollowUpVerb.CHECK, by, note=note, **proof)


@transaction.atomic
def report(
    requirement: ConclusionRequirement, by: Any, *, note: str = "", amount: int | None = None, **proof: str
) -> ConclusionRequirement:
    """Write down what was carried out; `amount` is what came in since the last report, and needs its paper."""
    requirement = _ready(requirement, FollowUpVerb.REPORT, by)
    if amount is None:
        _require(note, "Cần ghi đã thực hiện được gì, hoặc số tiền đã thu.")
    else:
        if amount <= 0:
            raise Missing("Số tiền thu thêm phải lớn hơn 0.")
        if requirement.amount is None:
            raise Missing("Yêu cầu này chưa ghi số tiền phải nộp. Hãy sửa nội dung để ghi số đó trước.")
        _require(proof.get("evidence", ""), "Có tiền thu được thì cần ghi chứng từ: giấy nộp tiền số mấy, ngày nào.")
    if _was_just_done(requirement, FollowUpVerb.REPORT, by, note=note, amount=amount, **proof):
        return requirement
    if amount and amount > requirement.amount_left:
        raise Missing(f"Số tiền thu thêm vượt số còn phải nộp ({dong(requirement.amount_left)}).")
    requirement.amount_done += amount or 0
    return _finish(requirement, FollowUpVerb.REPORT, by, note=note, amount=amount, **proof)


@transaction.atomic
def correct(requirement: ConclusionRequirement, by: Any, *, amount_done: int, note: str) -> ConclusionRequirement:
    """Put the money reported right; `amount_done` is the whole of it, `note` says why."""
    _require(note, "Cần ghi lý do sửa số tiền.")
    requirement = _ready(requirement, FollowUpVerb.CORRECT, by)
    if not 0 <= amount_done <= (requirement.amount or 0):
        raise Missing("Số đã thu phải từ 0 đến số phải nộp.")
    change = amount_done - requirement.amount_done
    if not change:
        return requirement
    requirement.amount_done = amount_done
    return _finish(requirement, FollowUpVerb.CORRECT, by, note=note, amount=change)


@transaction.atomic
def mark_done(requirement: ConclusionRequirement, by: Any, *, note: str = "", **proof: str) -> ConclusionRequirement:
    """Confirm that all of it was carried out; needs a paper that says so, now or in an earlier report."""
    requirement = _ready(requirement, FollowUpVerb.MARK_DONE, by)
    if requirement.amount_left:
        raise Missing(f"Còn phải nộp {dong(requirement.amount_left)}. Hãy ghi kết quả thực hiện trước.")
    if not proof.get("evidence", "").strip() and not requirement.events.exclude(evidence="").exists():
        raise Missing("Cần ghi văn bản, chứng từ chứng minh đã thực hiện xong.")
    return _finish(requirement, FollowUpVerb.MARK_DONE, by, note=note, **proof)


@transaction.atomic
def mark_cannot_do(requirement: ConclusionRequirement, by: Any, *, note: str, **proof: str) -> ConclusionRequirement:
    """End the follow-up of what can not be carried out, with the reason."""
    _require(note, "Cần ghi vì sao không thể thực hiện.")
    return _take_step(requirement, FollowUpVerb.MARK_CANNOT_DO, by, note=note, **proof)


@transaction.atomic
def postpone(requirement: ConclusionRequirement, by: Any, *, due_on: datetime.date, note: str) -> ConclusionRequirement:
    """Set a later due day, or the first one, with the reason."""
    _require(note, "Cần ghi lý do gia hạn.")
    requirement = _ready(requirement, FollowUpVerb.POSTPONE, by)
    if _was_just_done(requirement, FollowUpVerb.POSTPONE, by, note=note, due_on=due_on):
        return requirement
    if requirement.due_on and due_on <= requirement.due_on:
        raise Missing(f"Hạn mới phải sau hạn hiện nay ({requirement.due_on:%d/%m/%Y}).")
    if due_on < timezone.localdate():
        raise Missing("Hạn mới đã qua rồi.")
    requirement.due_on = due_on
    requirement.reminded_on = None
    return _finish(requirement, FollowUpVerb.POSTPONE, by, note=note, due_on=due_on)


@transaction.atomic
def suspend(requirement: ConclusionRequirement, by: Any, *, note: str) -> ConclusionRequirement:
    """Say that it is not compulsory yet: it is inspected anew, or a superior is asked (Decree 33/2015/NĐ-CP)."""
    _require(note, "Cần ghi lý do: thanh tra lại, hoặc chờ ý kiến của ai.")
    return _take_step(requirement, FollowUpVerb.SUSPEND, by, note=note)


@transaction.atomic
def resume(requirement: ConclusionRequirement, by: Any, *, note: str) -> ConclusionRequirement:
    """Say that it is compulsory again."""
    _require(note, "Cần ghi kết quả thanh tra lại, hoặc ý kiến của cấp trên.")
    return _take_step(requirement, FollowUpVerb.RESUME, by, note=note)


@transaction.atomic
def reopen(requirement: ConclusionRequirement, by: Any, *, note: str) -> ConclusionRequirement:
    """Take the follow-up up again."""
    _require(note, "Cần ghi lý do mở lại.")
    return _take_step(requirement, FollowUpVerb.REOPEN, by, note=note)


def _take_step(
    requirement: ConclusionRequirement, verb: FollowUpVerb, by: Any, *, note: str, **proof: str
) -> ConclusionRequirement:
    requirement = _ready(requirement, verb, by)
    if _was_just_done(requirement, verb, by, note=note, **proof):
        return requirement
    return _finish(requirement, verb, by, note=note, **proof)


def _ready(requirement: ConclusionRequirement, verb: FollowUpVerb, by: Any) -> ConclusionRequirement:
    """Lock the requirement and read it anew, having made sure that the officer may use the verb on it now."""
    rows = ConclusionRequirement.objects.select_related("page").select_for_update(of=("self",))
    requirement.refresh_from_db(from_queryset=rows)
    if not permissions.has_right(by, verb, requirement):
        raise NotAllowed(NO_RIGHT.format(verb=verb.label))
    if not leads_on(verb, requirement.status, requirement.step, requirement.not_yet_compulsory):
        raise WrongState(f"Không thể “{verb.label}” khi yêu cầu đang ở tình trạng “{_where(requirement)}”.")
    return requirement


def _was_just_done(requirement: ConclusionRequirement, verb: FollowUpVerb, by: Any, **given: Any) -> bool:
    """Tell whether this is today's last event once more, as when a form is sent twice: nothing is written again."""
    last = requirement.events.order_by("pk").last()
    if last is None or (last.verb, last.by_id) != (verb, by.pk) or timezone.localdate(last.at) != timezone.localdate():
        return False
    wanted = {"note": "", "amount": None, "evidence": "", "evidence_url": "", "due_on": None} | given
    return all(getattr(last, name) == value for name, value in wanted.items())


def _finish(requirement: ConclusionRequirement, verb: FollowUpVerb, by: Any, **noted: Any) -> ConclusionRequirement:
    move = MOVES[verb]
    requirement.status = move.to_status or requirement.status
    requirement.step = move.to_step or requirement.step
    if move.makes_compulsory is not None:
        requirement.not_yet_compulsory = not move.makes_compulsory
    if requirement.status not in CLOSED:
        requirement.closed_on = None
    elif requirement.closed_on is None:
        requirement.closed_on = timezone.localdate()
    requirement.save()
    _write(requirement, verb, by, **noted)
    return requirement


def _write(requirement: ConclusionRequirement, verb: FollowUpVerb, by: Any, **noted: Any) -> None:
    event = RequirementEvent.objects.create(
        requirement=requirement,
        verb=verb,
        status=requirement.status,
        step=requirement.step,
        at=timezone.now(),
        by=by,
        **noted,
    )
    notices.tell(requirement, event)


def _check_fields(given: dict[str, Any], known: set[str]) -> None:
    if unknown := given.keys() - known:
        raise TypeError(f"a requirement's {', '.join(sorted(unknown))} is changed by a verb of its own")


def _where(requirement: ConclusionRequirement) -> str:
    parts = [requirement.get_status_display(), requirement.get_step_display()]
    return ", ".join([*parts, "chưa bắt buộc"] if requirement.not_yet_compulsory else parts)


def _require(text: str, message: str) -> None:
    if not text.strip():
        raise Missing(message)
