"""From the case to the public: expert → leader of the unit → editor, and back."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from casework.models import Answer, Case
from casework.states import State
from ministry.models import PolicyField, User
from qa.compose import compose
from qa.models import AnswerPage
from search.models import Entry
from tests.qa.moderation.acts import Officer, act, approve_all, revise, step_of, submit


def test_an_answer_is_drafted_approved_twice_and_published(
    assigned: Case, draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    submit(draft, nam)
    assert step_of(draft) == "unit_leader"
    act(as_officer, lan, draft, "approve")
    assert step_of(draft) == "editor"
    assert stranger.get(draft.address).status_code == 404
    act(as_officer, minh, draft, "approve", "Được.")
    page = AnswerPage.objects.get(pk=draft.pk)
    assert page.live
    assert stranger.get(page.address).status_code == 200
    assigned.refresh_from_db()
    assert assigned.state == State.ANSWERED
    answer = Answer.objects.get(case=assigned)
    assert answer.short_answer == page.short_answer
    assert "trung tâm dịch vụ việc làm" in answer.html
    assert Entry.objects.public().filter(source_id=page.pk).exists()


def test_the_original_question_stays_in_the_case(assigned: Case, draft: AnswerPage) -> None:
    assert "công ty may" in assigned.content
    assert "công ty may" not in draft.question


def test_composing_twice_gives_the_same_page(assigned: Case, draft: AnswerPage, nam: User) -> None:
    assert compose(nam, assigned).pk == draft.pk


def test_sent_back_the_expert_sees_the_comment_on_the_case(
    assigned: Case, draft: AnswerPage, nam: User, lan: User, as_officer: Officer
) -> None:
    submit(draft, nam)
    act(as_officer, lan, draft, "reject", "Thiếu căn cứ khoản 1 Điều 49.")
    shown = as_officer(nam).get(reverse("casework:case", args=[assigned.number])).content.decode()
    assert "Thiếu căn cứ khoản 1 Điều 49." in shown


def test_after_the_editor_sends_back_the_leader_is_asked_again(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer
) -> None:
    submit(draft, nam)
    act(as_officer, lan, draft, "approve")
    act(as_officer, minh, draft, "reject", "Câu này khó hiểu.")
    revise(draft, nam, short_answer="Nộp hồ sơ trong ba tháng.")
    AnswerPage.objects.get(pk=draft.pk).current_workflow_state.resume(user=nam)
    act(as_officer, minh, draft, "approve")
    assert step_of(draft) == "unit_leader"
    assert not AnswerPage.objects.get(pk=draft.pk).live
    act(as_officer, lan, draft, "approve")
    assert AnswerPage.objects.get(pk=draft.pk).live


def test_one_page_answers_many_cases(
    ask: Callable[..., Case],
    assigned: Case,
    draft: AnswerPage,
    hanh: User,
    nam: User,
    lan: User,
    minh: User,
    employment_unit: Any,
    insurance: PolicyField,
    as_officer: Officer,
) -> None:
    from casework import procedure
    from casework.models import CasePage

    second = ask(title="Tôi cũng hỏi về trợ cấp thất nghiệp?")
    procedure.receive(second, hanh, kind=second.kind, policy_field=insurance)
    procedure.dispatch(second, hanh, unit=employment_unit)
    procedure.assign(second, lan, handler=nam)
    CasePage.objects.create(case=second, page_id=draft.pk)
    approve_all(as_officer, draft, nam, lan, minh)
    assert set(Answer.objects.values_list("case_id", flat=True)) == {assigned.pk, second.pk}
    assert TaskState.objects.filter(status="in_progress").count() == 0
