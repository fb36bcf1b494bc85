"""From the case to the public: expert → leader of the unit → editor, and everything that must not get past them."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from casework.models import Answer, Case
from casework.states import State
from ministry.models import PolicyField, PostApprovalTask, User
from qa.compose import compose
from qa.models import AnswerPage, PublicationMode
from search.models import Entry

Officer = Callable[[User], Client]
Form = Callable[..., dict[str, str]]


def submit(page: AnswerPage, by: User) -> WorkflowState:
    page = AnswerPage.objects.get(pk=page.pk)
    return page.get_workflow().start(page, by)


def act(as_officer: Officer, by: User, page: AnswerPage, action: str, comment: str = "") -> Any:
    """Approve or reject on the officer's screen, as the admin's dialog does."""
    state = AnswerPage.objects.get(pk=page.pk).current_workflow_task_state
    assert state is not None
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return as_officer(by).post(url, {"comment": comment}, headers={"x-requested-with": "XMLHttpRequest"})


def step_of(page: AnswerPage) -> str:
    task = AnswerPage.objects.get(pk=page.pk).current_workflow_task
    return task.role if isinstance(task, PostApprovalTask) else ""


def revise(page: AnswerPage, by: User, **changes: Any) -> None:
    latest = AnswerPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(latest, name, value)
    latest.save_revision(user=by)


def approve_all(as_officer: Officer, page: AnswerPage, nam: User, lan: User, minh: User) -> None:
    submit(page, nam)
    act(as_officer, lan, page, "approve")
    act(as_officer, minh, page, "approve")


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


def test_a_page_changed_after_approval_was_asked_for_is_locked_for_the_expert(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer
) -> None:
    submit(draft, nam)
    page = AnswerPage.objects.get(pk=draft.pk)
    assert page.get_lock().for_user(nam)
    assert page.get_lock().for_user(minh)
    assert not page.get_lock().for_user(lan)


def test_a_change_by_the_editor_after_the_leaders_yes_goes_to_the_leader_again(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer
) -> None:
    submit(draft, nam)
    act(as_officer, lan, draft, "approve")
    revise(draft, minh, short_answer="Biên tập đã sửa.")
    act(as_officer, minh, draft, "approve")
    assert step_of(draft) == "unit_leader"
    assert not AnswerPage.objects.get(pk=draft.pk).live


def test_autosave_never_overwrites_a_revision_that_was_put_to_approval(
    draft: AnswerPage, nam: User, lan: User, as_officer: Officer, edit_form: Form
) -> None:
    """Bà Lan edits in review; Wagtail's autosave names the revision it wants to overwrite."""
    revise(draft, lan, short_answer="Bản của bà Lan.")
    submit(draft, nam)
    page = AnswerPage.objects.get(pk=draft.pk)
    asked = page.latest_revision
    data = edit_form(page.get_latest_revision_as_object(), short_answer="Sửa bằng tự lưu.")
    data |= {"overwrite_revision_id": str(asked.pk)}
    response = as_officer(lan).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), data, headers={"accept": "application/json"}
    )
    assert response.status_code == 200, response.content.decode()[:500]
    asked.refresh_from_db()
    assert asked.content["short_answer"] == "Bản của bà Lan."
    assert AnswerPage.objects.get(pk=page.pk).latest_revision_id != asked.pk
    assert json.loads(response.content)["revision_id"] != asked.pk


def test_dates_in_the_editor_are_read_day_first(
    draft: AnswerPage, nam: User, as_officer: Officer, edit_form: Form
) -> None:
    page = AnswerPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    as_officer(nam).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), edit_form(page))
    latest = AnswerPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert latest.answered_on == datetime.date(2026, 11, 5)


def test_nobody_approves_what_the_same_person_wrote(
    assigned: Case, draft: AnswerPage, nam: User, lan: User, employment_unit: Any, as_officer: Officer
) -> None:
    """Anh Nam also acts as the unit's leader; he still needs a second pair of eyes."""
    from ministry.models import Post, Role

    Post.objects.create(user=nam, unit=employment_unit, role=Role.UNIT_LEADER)
    submit(draft, nam)
    task = AnswerPage.objects.get(pk=draft.pk).current_workflow_task
    assert task.is_approver(draft, nam)
    assert task.get_actions(draft, nam) == []
    response = act(as_officer, nam, draft, "approve")
    assert response.status_code in (302, 403)
    assert step_of(draft) == "unit_leader"
    assert not task.get_task_states_user_can_moderate(nam).exists()
    assert task.get_task_states_user_can_moderate(lan).count() == 1


@pytest.mark.parametrize("who", ["nam", "son", "thuy", "minh", "hanh", "quan_tri", "superuser"])
def test_who_may_not_approve_for_the_leader(
    who: str, draft: AnswerPage, nam: User, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    person = (
        User.objects.create_superuser("root", "root@bo.test", "x")
        if who == "superuser"
        else request.getfixturevalue(who)
    )
    submit(draft, nam)
    act(as_officer, person, draft, "approve")
    assert step_of(draft) == "unit_leader"


@pytest.mark.parametrize("who", ["nam", "lan", "minh", "quan_tri", "superuser"])
def test_nobody_publishes_by_a_button(
    who: str, draft: AnswerPage, as_officer: Officer, request: pytest.FixtureRequest, edit_form: Form
) -> None:
    person = (
        User.objects.create_superuser("root", "root@bo.test", "x")
        if who == "superuser"
        else request.getfixturevalue(who)
    )
    page = AnswerPage.objects.get(pk=draft.pk)
    tester = page.permissions_for_user(person)
    assert not tester.can_publish()
    assert not page.get_parent().specific.permissions_for_user(person).can_publish_subpage()
    data = edit_form(page.get_latest_revision_as_object()) | {"action-publish": "action-publish"}
    as_officer(person).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert not AnswerPage.objects.get(pk=page.pk).live


def test_a_second_publication_answers_nothing_twice(
    assigned: Case, draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, mailoutbox: list[Any]
) -> None:
    approve_all(as_officer, draft, nam, lan, minh)
    revise(draft, nam, short_answer="Bản sửa sau khi công khai.")
    approve_all(as_officer, draft, nam, lan, minh)
    page = AnswerPage.objects.get(pk=draft.pk)
    assert page.short_answer == "Bản sửa sau khi công khai."
    assert Answer.objects.filter(case=assigned).count() == 1
    assert Answer.objects.get(case=assigned).short_answer == "Nộp hồ sơ trong ba tháng kể từ ngày nghỉ việc."


def test_a_copy_answers_nothing_and_has_its_own_number(
    assigned: Case, draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer
) -> None:
    approve_all(as_officer, draft, nam, lan, minh)
    page = AnswerPage.objects.get(pk=draft.pk)
    copied = page.copy(update_attrs={"slug": "ban-sao", "title": "Bản sao"}, keep_live=False, user=nam)
    copied = AnswerPage.objects.get(pk=copied.pk)
    assert copied.number not in (None, page.number)
    assert not copied.live
    assert not copied.case_links.exists()
    approve_all(as_officer, copied, nam, lan, minh)
    assert AnswerPage.objects.get(pk=copied.pk).number == copied.number
    assert Answer.objects.count() == 1


def test_an_alias_is_refused(draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer) -> None:
    approve_all(as_officer, draft, nam, lan, minh)
    with pytest.raises(PermissionDenied):
        AnswerPage.objects.get(pk=draft.pk).create_alias(update_slug="ban-sao-lien-ket")
    assert AnswerPage.objects.count() == 1


def test_a_scheduled_answer_is_told_to_its_sender_now_and_shown_on_its_day(
    assigned: Case, draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    revise(draft, nam, go_live_at=timezone.now() + datetime.timedelta(hours=1))
    approve_all(as_officer, draft, nam, lan, minh)
    page = AnswerPage.objects.get(pk=draft.pk)
    assert not page.live
    assert page.approved_schedule
    assert Answer.objects.filter(case=assigned).count() == 1
    assert stranger.get(page.address).status_code == 404
    planned = page.revisions.exclude(approved_go_live_at=None)
    planned.update(approved_go_live_at=timezone.now() - datetime.timedelta(minutes=1))
    Page.objects.filter(pk=page.pk).update(go_live_at=timezone.now() - datetime.timedelta(minutes=1))
    latest = page.latest_revision
    latest.content["go_live_at"] = None
    latest.save()
    call_command("publish_scheduled")
    assert AnswerPage.objects.get(pk=page.pk).live
    assert stranger.get(page.address).status_code == 200
    assert Answer.objects.filter(case=assigned).count() == 1


def test_an_answer_not_for_the_public_reaches_its_sender_alone(
    assigned: Case, draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    revise(draft, nam, publication_mode=PublicationMode.NOT_PUBLIC, publication_reason="Chuyện riêng.")
    approve_all(as_officer, draft, nam, lan, minh)
    page = AnswerPage.objects.get(pk=draft.pk)
    assert not page.live
    assert Answer.objects.filter(case=assigned).count() == 1
    assert stranger.get(page.address).status_code == 404
    assert not Entry.objects.public().exists()


def test_reapproved_as_not_for_the_public_a_live_page_is_taken_down(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    approve_all(as_officer, draft, nam, lan, minh)
    address = draft.address
    assert stranger.get(address).status_code == 200
    revise(draft, nam, publication_mode=PublicationMode.NOT_PUBLIC, publication_reason="Người hỏi yêu cầu.")
    assert stranger.get(address).status_code == 200, "a draft changes nothing for the public"
    approve_all(as_officer, draft, nam, lan, minh)
    assert stranger.get(address).status_code == 404
    assert not Entry.objects.public().exists()
    assert not AnswerPage.objects.get(pk=draft.pk).live


def test_reapproved_as_not_for_the_public_a_planned_go_live_is_forgotten(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    revise(draft, nam, go_live_at=timezone.now() + datetime.timedelta(hours=1))
    approve_all(as_officer, draft, nam, lan, minh)
    assert AnswerPage.objects.get(pk=draft.pk).approved_schedule
    revise(draft, nam, publication_mode=PublicationMode.NOT_PUBLIC, publication_reason="Người hỏi yêu cầu.")
    approve_all(as_officer, draft, nam, lan, minh)
    page = AnswerPage.objects.get(pk=draft.pk)
    assert not page.approved_schedule
    assert page.go_live_at is None
    call_command("publish_scheduled")
    assert not AnswerPage.objects.get(pk=draft.pk).live


def test_only_an_editor_takes_an_answer_down(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    approve_all(as_officer, draft, nam, lan, minh)
    url = reverse("wagtailadmin_pages:unpublish", args=[draft.pk])
    as_officer(lan).post(url)
    assert AnswerPage.objects.get(pk=draft.pk).live
    as_officer(minh).post(url)
    assert not AnswerPage.objects.get(pk=draft.pk).live
    assert stranger.get(draft.address).status_code == 404
    assert not Entry.objects.public().exists()


def test_publishing_what_is_not_for_the_public_is_refused_at_the_lowest_level(draft: AnswerPage, nam: User) -> None:
    revise(draft, nam, publication_mode=PublicationMode.NOT_PUBLIC, publication_reason="Chuyện riêng.")
    with pytest.raises(PermissionDenied):
        AnswerPage.objects.get(pk=draft.pk).latest_revision.publish(skip_permission_checks=True)
    page = AnswerPage.objects.get(pk=draft.pk)
    page.publication_mode, page.live = PublicationMode.NOT_PUBLIC, True
    with pytest.raises(PermissionDenied):
        page.save()


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


def approve_in_the_editor(as_officer: Officer, by: User, page: AnswerPage, data: dict[str, str]) -> None:
    data |= {"action-workflow-action": "true", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
    as_officer(by).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_an_approver_who_corrects_and_approves_at_once_is_asked_once(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, edit_form: Form
) -> None:
    submit(draft, nam)
    latest = AnswerPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    approve_in_the_editor(as_officer, lan, draft, edit_form(latest, short_answer="Bà Lan đã sửa câu này."))
    assert step_of(draft) == "editor"
    act(as_officer, minh, draft, "approve")
    assert AnswerPage.objects.get(pk=draft.pk).short_answer == "Bà Lan đã sửa câu này."


def test_an_editor_who_corrects_and_approves_at_once_sends_it_to_the_leader_and_then_it_goes_out(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, edit_form: Form
) -> None:
    submit(draft, nam)
    act(as_officer, lan, draft, "approve")
    latest = AnswerPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    approve_in_the_editor(as_officer, minh, draft, edit_form(latest, short_answer="Minh đã sửa câu này."))
    assert step_of(draft) == "unit_leader"
    act(as_officer, lan, draft, "approve")
    assert AnswerPage.objects.get(pk=draft.pk).short_answer == "Minh đã sửa câu này."


def test_saving_in_review_without_a_change_asks_nobody_again(
    draft: AnswerPage, nam: User, lan: User, as_officer: Officer
) -> None:
    submit(draft, nam)
    page = AnswerPage.objects.get(pk=draft.pk)
    before = page.latest_revision_id
    page.get_latest_revision_as_object().save_revision(user=lan)
    assert AnswerPage.objects.get(pk=draft.pk).latest_revision_id == before
