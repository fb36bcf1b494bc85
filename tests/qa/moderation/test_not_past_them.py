"""Nobody approves for another or publishes by a button; an answer is given once."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from casework.models import Answer, Case
from ministry.models import User
from qa.models import AnswerPage
from tests.qa.moderation.acts import Form, Officer, act, approve_all, revise, step_of, submit


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
