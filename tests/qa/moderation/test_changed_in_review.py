"""What is changed while it is being approved is approved again, and nothing that was approved is overwritten."""

import datetime
import json

from django.urls import reverse

from ministry.models import User
from qa.models import AnswerPage
from tests.qa.moderation.acts import Form, Officer, act, revise, step_of, submit


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
