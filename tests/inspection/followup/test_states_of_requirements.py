"""From which status and step which verb leads where: the whole table, walked with the procedures themselves."""

import datetime
from itertools import product
from typing import Any

import pytest

from base.refusals import WrongState
from inspection import procedure
from inspection.models import ConclusionRequirement
from inspection.states import FollowUpStep as T
from inspection.states import FollowUpVerb as V
from inspection.states import RequirementStatus as S
from ministry.models import User
from tests.inspection.followup.conftest import MILLION

Where = tuple[S, T, bool]
PAPER = {"evidence": "Biên bản số 3"}
ARGUMENTS: dict[V, dict[str, Any]] = {
    V.EDIT: {"target": "Công ty khác"},
    V.URGE: {"note": "Gọi điện."},
    V.CHECK: {"note": "Đã đến nơi."},
    V.REPORT: {"note": "Đã nộp một phần."},
    V.CORRECT: {"amount_done": 119 * MILLION, "note": "Gõ nhầm."},
    V.MARK_DONE: PAPER,
    V.MARK_CANNOT_DO: {"note": "Phá sản."},
    V.POSTPONE: {"due_on": datetime.date(2099, 1, 1), "note": "Bão lũ."},
    V.SUSPEND: {"note": "Thanh tra lại."},
    V.RESUME: {"note": "Giữ nguyên."},
    V.REOPEN: {"note": "Có tình tiết mới."},
}
EVERYWHERE = list(product(S, T, (False, True)))


def expected(status: S, step: T, waits: bool) -> dict[V, Where]:
    """Say what may follow, written independently of the table in inspection/states.py; the rest is refused."""
    if status in (S.DONE, S.CANNOT_DO):
        return {V.REOPEN: (S.IN_PROGRESS, T.MONITORING, waits)}
    here = (status, step, waits)
    may: dict[V, Where] = dict.fromkeys((V.EDIT, V.CORRECT, V.POSTPONE), here)
    may[V.REPORT] = (S.IN_PROGRESS, T.REPORTED, waits)
    may[V.MARK_DONE] = (S.DONE, T.REPORTED, waits)
    may[V.MARK_CANNOT_DO] = (S.CANNOT_DO, step, waits)
    if waits:
        may[V.RESUME] = (status, step, False)
        return may
    may[V.SUSPEND] = (status, step, True)
    may[V.URGE] = (status, T.URGING, False)
    if step is not T.MONITORING:
        may[V.CHECK] = (status, T.CHECKING, False)
    return may


@pytest.mark.parametrize("verb", ARGUMENTS, ids=lambda verb: verb.value)
def test_the_table(verb: V, requirement: ConclusionRequirement, thu: User) -> None:
    for status, step, waits in EVERYWHERE:
        ConclusionRequirement.objects.filter(pk=requirement.pk).update(
            status=status,
            step=step,
            not_yet_compulsory=waits,
            amount_done=120 * MILLION,
            target="Công ty Dệt May Sông Thao",
            due_on=datetime.date(2026, 9, 1),
            closed_on=datetime.date(2026, 8, 1) if status in (S.DONE, S.CANNOT_DO) else None,
        )
        requirement.events.all().delete()
        use = getattr(procedure, verb.value)
        target = expected(status, step, waits).get(verb)
        if target is None:
            with pytest.raises(WrongState, match=verb.label):
                use(requirement, thu, **ARGUMENTS[verb])
            target = (status, step, waits)
        else:
            use(requirement, thu, **ARGUMENTS[verb])
        requirement.refresh_from_db()
        assert (requirement.status, requirement.step, requirement.not_yet_compulsory) == target, (status, step, waits)
        assert (requirement.closed_on is not None) is (target[0] in (S.DONE, S.CANNOT_DO))


def test_every_verb_has_its_function_and_its_row() -> None:
    assert set(ARGUMENTS) | {V.ADD} == set(V)
    assert all(callable(getattr(procedure, verb.value)) for verb in V)
