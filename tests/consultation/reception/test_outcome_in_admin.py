"""A page of answers through the admin's own screens: written by chị Hoài, approved by ông Phúc and Minh."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data

from consultation.models import ConsultationPage, OutcomeKind, OutcomePage, Reception, ReceptionKind
from consultation.procedure.answer import answer
from consultation.states import CommentState, Progress
from ministry.models import User
from tests.consultation.reception.steps import close, outcome_of, said
from tests.consultation.steps import fresh

Officer = Callable[[User], Client]


def form(**changes: Any) -> dict[str, Any]:
    given = {
        "title": "Bản tổng hợp ý kiến",
        "slug": "",
        "kind": OutcomeKind.OUTCOME,
        "introduction": "",
        "document": "",
        "consulted": "63",
        "agency": "Vụ Pháp chế",
        "signer": "",
        "signed_on": "",
        "search_description": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    return nested_form_data(given | changes)


def act(officer: Client, page: OutcomePage, action: str) -> Any:
    state = fresh(page).current_workflow_task_state
    assert state is not None
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return officer.post(url, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})


def test_from_the_draft_to_the_public(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User, as_officer: Officer
) -> None:
    consultation = close(consultation)
    comment = said(consultation, "dieu-1", "Một.")
    drafter = as_officer(hoai)
    add = reverse("wagtailadmin_pages:add", args=["consultation", "outcomepage", consultation.pk])
    assert drafter.get(add).status_code == 200
    refused = drafter.post(add, form(consulted="") | {"action-submit": "1"})
    text = refused.content.decode()
    assert "Còn 1 góp ý chưa được tiếp thu, giải trình" in text
    assert reverse("receptions:comments", args=[consultation.pk]) in text
    assert "Cần ghi số cơ quan" in text
    assert drafter.post(add, form()).status_code == 302
    page = OutcomePage.objects.get()
    assert (page.ordinal, page.unit, page.live, page.owner) == (1, consultation.unit, False, hoai)
    answer(comment, hoai, kind=ReceptionKind.ACCEPTED, explanation="Đã sửa.")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert drafter.post(edit, form(slug=page.slug) | {"action-submit": "1"}).status_code == 302
    assert fresh(page).workflow_in_progress
    desk = drafter.post(
        reverse("receptions:answer", args=[consultation.pk]),
        {"c": comment.pk, "kind": "noted", "explanation": "Nghĩ lại."},
    )
    assert "đang chờ duyệt" in desk.content.decode()
    act(as_officer(phuc), page, "reject")
    assert answer(comment, hoai, kind=ReceptionKind.ACCEPTED, explanation="Đã sửa khoản 1.").explanation
    assert (
        drafter.post(
            edit,
            form(slug=page.slug)
            | {"action-workflow-action": "1", "workflow-action-name": "resubmit", "action-restart-workflow": "1"},
        ).status_code
        == 302
    )
    act(as_officer(phuc), page, "approve")
    assert not fresh(page).live, "the editor has not read it"
    act(as_officer(minh), page, "approve")
    page = fresh(page)
    assert page.live
    assert fresh(consultation).progress() == Progress.CONCLUDED
    reception = Reception.objects.get()
    assert (reception.page, reception.explanation) == (page, "Đã sửa khoản 1.")
    assert reception.published_at is not None


def test_a_batch_is_filled_on_the_desk(consultation: ConsultationPage, hoai: User, as_officer: Officer) -> None:
    comments = [said(consultation, "dieu-1", text) for text in ("Một.", "Hai.")]
    made = [answer(comment, hoai, kind=ReceptionKind.NOTED, explanation="Ghi nhận.") for comment in comments]
    page = outcome_of(consultation, hoai, OutcomeKind.BATCH)
    drafter = as_officer(hoai)
    url = reverse("receptions:page", args=[consultation.pk, 1])
    assert "Chưa có nội dung tiếp thu, giải trình nào" in drafter.get(url).content.decode()
    drafter.post(url, {"viec": "vao", "r": made[0].pk})
    assert list(page.receptions.all()) == [made[0]]
    drafter.post(url, {"viec": "tat-ca"})
    assert page.receptions.count() == 2
    drafter.post(url, {"viec": "ra", "r": made[1].pk})
    assert list(page.receptions.all()) == [made[0]]
    assert drafter.get(reverse("receptions:pages", args=[consultation.pk])).status_code == 200
    for name in ("table_docx", "table_xlsx"):
        file = drafter.get(reverse(f"receptions:{name}", args=[consultation.pk, 1]))
        assert "attachment" in file["Content-Disposition"]


@pytest.mark.parametrize(
    ("kind", "days_ago", "told"),
    [(OutcomeKind.OUTCOME, -9, "chưa hết hạn"), (OutcomeKind.BATCH, -9, "Chưa có nội dung tiếp thu")],
)
def test_what_is_not_ready_is_not_sent_on(
    consultation: ConsultationPage, hoai: User, as_officer: Officer, kind: str, days_ago: int, told: str
) -> None:
    close(consultation, days_ago)
    page = outcome_of(consultation, hoai, kind)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answered = as_officer(hoai).post(url, form(slug=page.slug, kind=kind) | {"action-submit": "1"})
    assert told in answered.content.decode()
    assert not fresh(page).workflow_in_progress


def test_what_nobody_has_looked_at_holds_the_outcome_up(
    consultation: ConsultationPage, hoai: User, as_officer: Officer
) -> None:
    consultation = close(consultation)
    comment = said(consultation, "dieu-1", "Một.", state=CommentState.WAITING)
    answer(comment, hoai, kind=ReceptionKind.NOTED, explanation="Ghi nhận.")
    page = outcome_of(consultation, hoai)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answered = as_officer(hoai).post(url, form(slug=page.slug) | {"action-submit": "1"})
    assert "Còn 1 góp ý chưa kiểm duyệt" in answered.content.decode()


def test_nobody_approves_the_own_page_or_takes_it_down(
    consultation: ConsultationPage, phuc: User, minh: User, as_officer: Officer
) -> None:
    page = outcome_of(close(consultation), phuc)
    fresh(page).get_workflow().start(fresh(page), phuc)
    act(as_officer(phuc), page, "approve")
    assert fresh(page).current_workflow_task_state.status == "in_progress"
    assert not fresh(page).live
    OutcomePage.objects.filter(pk=page.pk).update(live=True)
    for name in ("unpublish", "delete", "copy"):
        url = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        assert as_officer(minh).post(url).status_code in (302, 403)
        assert fresh(page).live
    assert Page.objects.filter(pk=page.pk).exists()


def test_the_kind_stays_what_it_was(consultation: ConsultationPage, hoai: User, as_officer: Officer) -> None:
    page = outcome_of(close(consultation), hoai, OutcomeKind.BATCH)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    as_officer(hoai).post(url, form(slug=page.slug, kind=OutcomeKind.OUTCOME, title="Đợt một"))
    latest = fresh(page).get_latest_revision_as_object()
    assert (latest.title, latest.kind) == ("Đợt một", OutcomeKind.BATCH)
