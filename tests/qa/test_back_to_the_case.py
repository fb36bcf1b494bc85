"""The page of an answer leads to its case, and who decided comes back there; strangers to the case do not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from casework.models import Case, CasePage
from ministry.models import Unit, User
from qa.models import AnswerPage

Officer = Callable[[User], Client]
Form = Callable[..., dict[str, str]]


@pytest.fixture
def draft(draft: AnswerPage, nam: User) -> AnswerPage:
    """Anh Nam's draft, sent to his leader."""
    page = AnswerPage.objects.get(pk=draft.pk)
    page.get_workflow().start(page, nam)
    return page


@pytest.fixture
def decide(as_officer: Officer, draft: AnswerPage, edit_form: Form) -> Callable[..., Any]:
    """Return a way to approve the draft, or to send it back, in Wagtail's editor."""

    def press(by: User, action: str = "approve", query: str = "", **fields: str) -> Any:
        latest = AnswerPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
        data = edit_form(latest) | {"action-workflow-action": "true", "workflow-action-name": action}
        data |= {"workflow-action-extra-data": '{"comment": "Xin viết rõ hơn."}'} | fields
        return as_officer(by).post(reverse("wagtailadmin_pages:edit", args=[draft.pk]) + query, data, follow=True)

    return press


def edit_page(client: Client, page: AnswerPage) -> str:
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_who_decides_comes_back_to_the_case(action: str, assigned: Case, lan: User, decide: Callable[..., Any]) -> None:
    response = decide(lan, action)
    assert response.redirect_chain == [(reverse("casework:case", args=[assigned.number]), 302)]
    assert [str(message.level_tag) for message in response.context["messages"]] == ["success"]
    assert TaskState.objects.get(finished_by=lan).status == ("approved" if action == "approve" else "rejected")


def test_an_editor_who_may_not_read_the_case_goes_wagtails_way(
    draft: AnswerPage, lan: User, minh: User, decide: Callable[..., Any]
) -> None:
    decide(lan)
    response = decide(minh)
    assert response.redirect_chain == [(reverse("wagtailadmin_explore", args=[draft.get_parent().pk]), 302)]
    assert TaskState.objects.get(finished_by=minh).status == "approved"


def test_who_came_from_elsewhere_goes_back_there(lan: User, decide: Callable[..., Any]) -> None:
    response = decide(lan, next="/admin/reports/workflow/")
    assert response.redirect_chain[0] == ("/admin/reports/workflow/", 302)


def test_who_only_saves_stays_in_the_editor(draft: AnswerPage, lan: User, as_officer: Officer, edit_form: Form) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    latest = AnswerPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert as_officer(lan).post(address, edit_form(latest)).headers["Location"] == address


def test_the_editor_of_an_answer_leads_to_its_cases(
    assigned: Case, draft: AnswerPage, lan: User, ask: Callable[..., Case], employment_unit: Unit, as_officer: Officer
) -> None:
    hostile = ask(title="<script>alert(1)</script> & trợ cấp?")
    foreign = ask(title="Việc của đơn vị khác")
    Case.objects.filter(pk=hostile.pk).update(unit=employment_unit)
    for case in (hostile, foreign):
        CasePage.objects.create(case=case, page_id=draft.pk)
    shown = edit_page(as_officer(lan), draft)
    for case in (assigned, hostile):
        assert f'<a href="{reverse("casework:case", args=[case.number])}">Hồ sơ {case.number}</a>' in shown
    assert assigned.title in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; trợ cấp?" in shown
    assert "<script>alert(1)" not in shown
    assert foreign.number not in shown
    assert foreign.title not in shown


def test_who_may_not_read_the_case_does_not_meet_its_number(
    assigned: Case, draft: AnswerPage, minh: User, as_officer: Officer
) -> None:
    shown = edit_page(as_officer(minh), draft)
    assert "Hồ sơ được trả lời" not in shown
    assert f"Hồ sơ {assigned.number}" not in shown


def test_a_page_without_a_case_shows_no_empty_panel(
    write_answer: Callable[..., AnswerPage], nam: User, as_officer: Officer
) -> None:
    shown = edit_page(as_officer(nam), write_answer())
    assert "Hồ sơ được trả lời" not in shown
