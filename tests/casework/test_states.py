"""From which state which verb leads where: the whole table, walked with the procedures themselves."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from casework import permissions, procedure
from casework.models import Case, TransferBody
from casework.procedure import ApprovedText, WrongState
from casework.states import CLOSED, OPEN, RUNNING, PublicStatus, State, Verb
from ministry.models import PolicyField, Unit, User

S, V = State, Verb
# What is not in the table is refused. COMPOSE makes a page and leaves the case as it is.
TABLE: dict[State, dict[Verb, State]] = {
    S.SUBMITTED: {
        V.RECEIVE: S.RECEIVED,
        V.CLASSIFY: S.SUBMITTED,
        V.REJECT: S.REJECTED,
        V.TRANSFER: S.TRANSFERRED,
        V.REQUEST_SUPPLEMENT: S.AWAITING_SUPPLEMENT,
        V.ANSWER: S.ANSWERED,
    },
    S.RECEIVED: {
        V.CLASSIFY: S.RECEIVED,
        V.REJECT: S.REJECTED,
        V.TRANSFER: S.TRANSFERRED,
        V.REQUEST_SUPPLEMENT: S.AWAITING_SUPPLEMENT,
        V.DISPATCH: S.DISPATCHED,
        V.ANSWER: S.ANSWERED,
    },
    S.AWAITING_SUPPLEMENT: {V.SUPPLEMENT: S.RECEIVED, V.REJECT: S.REJECTED, V.ANSWER: S.ANSWERED},
    S.DISPATCHED: {
        V.REQUEST_SUPPLEMENT: S.AWAITING_SUPPLEMENT,
        V.ASSIGN: S.ASSIGNED,
        V.RETURN_CASE: S.RECEIVED,
        V.ANSWER: S.ANSWERED,
    },
    S.ASSIGNED: {
        V.REQUEST_SUPPLEMENT: S.AWAITING_SUPPLEMENT,
        V.ASSIGN: S.ASSIGNED,
        V.RETURN_CASE: S.RECEIVED,
        V.COMPOSE: S.ASSIGNED,
        V.ANSWER: S.ANSWERED,
    },
    S.ANSWERED: {V.REOPEN: S.DISPATCHED},
    S.REJECTED: {V.REOPEN: S.RECEIVED},
    S.TRANSFERRED: {V.REOPEN: S.RECEIVED},
}
for _state, _verbs in TABLE.items():
    _verbs[V.CHANGE_SECRET] = _state
WITH_A_UNIT = (S.DISPATCHED, S.ASSIGNED, S.ANSWERED)


@pytest.fixture
def use(
    factotum: User, insurance: PolicyField, employment_unit: Unit, approved_text: Callable[..., ApprovedText]
) -> Callable[[Verb, Case], Any]:
    """Return a way to use a verb with everything it needs, by somebody who holds every post."""
    by = factotum
    calls: dict[Verb, Callable[[Case], Any]] = {
        V.RECEIVE: lambda case: procedure.receive(case, by, kind=case.kind, policy_field=insurance),
        V.CLASSIFY: lambda case: procedure.classify(case, by, kind="concern", policy_field=insurance),
        V.REJECT: lambda case: procedure.reject(case, by, reason="unclear_content", note="Chưa rõ."),
        V.TRANSFER: lambda case: procedure.transfer(case, by, body=TransferBody.objects.get()),
        V.REQUEST_SUPPLEMENT: lambda case: procedure.request_supplement(case, by, note="Nghỉ ngày nào?"),
        V.SUPPLEMENT: lambda case: procedure.supplement(case, content="Nghỉ ngày 5."),
        V.DISPATCH: lambda case: procedure.dispatch(case, by, unit=employment_unit),
        V.ASSIGN: lambda case: procedure.assign(case, by, handler=by),
        V.RETURN_CASE: lambda case: procedure.return_case(case, by, note="Không phải việc của Cục."),
        V.ANSWER: lambda case: procedure.answer(case, approved_text(), by),
        V.REOPEN: lambda case: procedure.reopen(case, by, note="Người hỏi chưa rõ."),
        V.CHANGE_SECRET: lambda case: procedure.change_secret(case, by, note="Đã gọi điện xác minh."),
    }
    return lambda verb, case: calls[verb](case)


@pytest.mark.parametrize("state", State)
def test_every_verb_from_this_state(
    state: State, case: Case, factotum: User, employment_unit: Unit, use: Callable[[Verb, Case], Any]
) -> None:
    Case.objects.filter(pk=case.pk).update(
        state=state,
        unit=employment_unit if state in WITH_A_UNIT else None,
        handler=factotum if state in WITH_A_UNIT else None,
        state_before_supplement=S.RECEIVED if state == S.AWAITING_SUPPLEMENT else "",
    )
    for verb in Verb:
        target = TABLE[state].get(verb)
        here = Case.objects.get(pk=case.pk)
        if verb is not V.ANSWER:
            may = permissions.has_right(factotum, verb, here) and target is not None
            assert permissions.may(factotum, verb, here) is may, verb
        if verb is V.COMPOSE:
            continue
        with transaction.atomic():
            events = here.events.count()
            if target is None and verb is not V.ANSWER and permissions.has_right(factotum, verb, here):
                with pytest.raises(WrongState, match=State(state).label):
                    use(verb, here)
            elif target is None:
                assert _came_to_nothing(use, verb, here)
            else:
                use(verb, here)
                here.refresh_from_db()
                assert here.state == target, verb
                assert here.events.count() == events + 1
                assert here.events.values_list("state", flat=True).last() == target
            if target is None:
                here.refresh_from_db()
                assert (here.state, here.events.count()) == (state, events), verb
            transaction.set_rollback(True)


def _came_to_nothing(use: Callable[[Verb, Case], Any], verb: Verb, case: Case) -> bool:
    """Tell that a verb was refused, or, as the workflow's ANSWER does, left the case alone."""
    try:
        return use(verb, case) is None
    except procedure.Refusal:
        return True


def test_the_table_names_every_state() -> None:
    assert set(TABLE) == set(State)
    assert {verb for verbs in TABLE.values() for verb in verbs} == set(Verb)


def test_what_is_closed_open_and_running() -> None:
    assert {S.ANSWERED, S.REJECTED, S.TRANSFERRED} == CLOSED
    assert set(State) - CLOSED == OPEN
    assert OPEN - {S.AWAITING_SUPPLEMENT} == RUNNING


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (S.SUBMITTED, "Đang tiếp nhận"),
        (S.RECEIVED, "Đang xử lý"),
        (S.AWAITING_SUPPLEMENT, "Đang xử lý"),
        (S.DISPATCHED, "Đang xử lý"),
        (S.ASSIGNED, "Đang xử lý"),
        (S.ANSWERED, "Đã trả lời"),
        (S.REJECTED, "Từ chối tiếp nhận"),
        (S.TRANSFERRED, "Đã chuyển cơ quan khác"),
    ],
)
def test_the_five_words_that_the_sender_reads(state: State, word: str) -> None:
    assert Case(state=state).public_status.label == word
    assert len(PublicStatus) == 5


def test_the_same_submission_is_the_same_case(ask: Callable[..., Case]) -> None:
    token = uuid.uuid4()
    first, second = ask(token=token), ask(token=token, title="Gửi lại lần nữa vì mạng chậm")
    assert first.pk == second.pk
    assert Case.objects.count() == 1
    assert first.events.count() == 1
