"""An approved text answers a case: once, frozen, and the letter is queued in the same moment."""

from collections.abc import Callable
from pathlib import Path

import pytest

from base.models import OutboxMessage
from casework import procedure, states
from casework.models import Answer, Case, Pause
from casework.procedure import ApprovedText
from casework.states import State
from ministry.models import User
from tests.at_once import at_once, shared_database
from tests.casework.conftest import verbs_of

MakeText = Callable[..., ApprovedText]


def letters() -> list[str]:
    return [message.payload["letter"] for message in OutboxMessage.objects.order_by("pk")]


def test_the_text_is_frozen_with_number_and_date(assigned: Case, minh: User, approved_text: MakeText) -> None:
    answer = procedure.answer(assigned, approved_text(), minh)
    assert answer is not None
    assigned.refresh_from_db()
    assert assigned.state == State.ANSWERED
    assert answer.number.endswith("-000001")
    assert answer.legal_bases[0]["document_number"] == "38/2013/QH13"
    assert verbs_of(assigned)[-1] == "answer"
    assert letters() == ["received", "answered"]


def test_what_is_frozen_cannot_be_changed(assigned: Case, minh: User, approved_text: MakeText) -> None:
    answer = procedure.answer(assigned, approved_text(), minh)
    assert answer is not None
    answer.html = "<p>Khác hẳn.</p>"
    with pytest.raises(TypeError):
        answer.save()


def test_a_second_approval_answers_nothing_twice(assigned: Case, minh: User, approved_text: MakeText) -> None:
    stale = Case.objects.get(pk=assigned.pk)
    procedure.answer(assigned, approved_text(), minh)
    for late in (assigned, stale):
        assert procedure.answer(late, approved_text(revision_id=8, short_answer="Khác."), minh) is None
    assert Answer.objects.count() == 1
    assert letters() == ["received", "answered"]


def test_one_page_answers_many(assigned: Case, ask: Callable[..., Case], minh: User, approved_text: MakeText) -> None:
    other = ask(title="Câu hỏi giống như vậy của một người khác")
    Case.objects.filter(pk=other.pk).update(state=State.ASSIGNED)
    numbers = [answer.number for case in (assigned, other) if (answer := procedure.answer(case, approved_text(), minh))]
    assert len(set(numbers)) == 2


@pytest.mark.parametrize("state", sorted(states.CLOSED))
def test_a_closed_case_is_left_alone(state: State, case: Case, minh: User, approved_text: MakeText) -> None:
    Case.objects.filter(pk=case.pk).update(state=state)
    assert procedure.answer(case, approved_text(), minh) is None
    assert (case.state, Answer.objects.count(), letters()) == (state, 0, ["received"])


@pytest.mark.parametrize("state", sorted(states.OPEN))
def test_what_was_approved_reaches_the_sender_wherever_the_case_was_moved(
    state: State, case: Case, minh: User, approved_text: MakeText
) -> None:
    """Anh Nam asks for a supplement, or his leader gives the case back, while the page is in review."""
    Case.objects.filter(pk=case.pk).update(state=state, state_before_supplement=State.ASSIGNED)
    pause = Pause.objects.create(case=case)
    assert procedure.answer(case, approved_text(), minh) is not None
    pause.refresh_from_db()
    assert (case.state, case.state_before_supplement) == (State.ANSWERED, "")
    assert pause.ended_on is not None
    assert letters() == ["received", "answered"]


def test_a_reopened_case_is_answered_again_and_keeps_both(
    assigned: Case, lan: User, nam: User, minh: User, approved_text: MakeText
) -> None:
    procedure.answer(assigned, approved_text(), minh)
    procedure.reopen(assigned, lan, note="Hỏi thêm.")
    procedure.assign(assigned, lan, handler=nam)
    procedure.answer(assigned, approved_text(revision_id=8, short_answer="Bổ sung."), minh)
    assert list(assigned.answers.values_list("short_answer", flat=True)) == [
        "Nộp hồ sơ trong ba tháng kể từ ngày nghỉ việc.",
        "Bổ sung.",
    ]


def test_a_reopened_case_may_be_answered_with_the_very_same_text(
    assigned: Case, lan: User, nam: User, minh: User, approved_text: MakeText
) -> None:
    procedure.answer(assigned, approved_text(), minh)
    procedure.reopen(assigned, lan, note="Xem lại cho chắc.")
    procedure.assign(assigned, lan, handler=nam)
    assert procedure.answer(assigned, approved_text(), minh) is not None
    assert assigned.state == State.ANSWERED
    assert assigned.answers.count() == 1
    assert letters() == ["received", "answered", "answered"]


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_the_same_moment_answer_once(
    assigned: Case, minh: User, approved_text: MakeText, tmp_path: Path
) -> None:
    texts = [approved_text(revision_id=number) for number in range(1, 7)]
    with shared_database(tmp_path):
        seen = [Case.objects.get(pk=assigned.pk) for _ in texts]
        pairs = zip(seen, texts, strict=True)
        results = at_once(*(lambda case=case, text=text: procedure.answer(case, text, minh) for case, text in pairs))
        assert not [result for result in results if isinstance(result, Exception)]
        assert len([result for result in results if result is not None]) == 1
        assert Answer.objects.filter(case=assigned).count() == 1
        assert letters() == ["received", "answered"]
        assert verbs_of(assigned).count("answer") == 1
