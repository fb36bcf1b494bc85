"""From khánh's draft to the public: inspector → head of inspection → editor, and what must not get past them."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from inspection.conclusion_form import (
    NEVER_EXPIRES,
    NO_ENTITY,
    NO_FILE,
    NO_PAGE_NUMBER,
    NO_SUMMARY,
    NOT_YET_SIGNED,
)
from inspection.models import InspectionConclusionPage, InspectionIndexPage
from ministry.models import Post, PostApprovalTask, Role, Unit, User
from search.models import Entry
from tests.inspection.steps import Form, Officer, Publish, Write, act, fresh, person_of, revise, step_of

SEND = {"action-submit": "1"}


def edit_url(page: InspectionConclusionPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_conclusion_is_written_approved_twice_and_published(
    register: InspectionIndexPage,
    write: Write,
    khanh: User,
    thu: User,
    minh: User,
    as_officer: Officer,
    edit_form: Form,
    inspection_unit: Unit,
) -> None:
    """The whole road on the officers' screens, from the empty form."""
    model = write()
    data = edit_form(model, title="Thanh tra tiền lương tại Nhà máy Giấy Bãi Bằng", slug="") | SEND
    url = reverse("wagtailadmin_pages:add", args=["inspection", "inspectionconclusionpage", register.pk])
    assert as_officer(khanh).post(url, data).status_code == 302
    page = InspectionConclusionPage.objects.exclude(pk=model.pk).get()
    assert page.slug == "thanh-tra-tien-luong-tai-nha-may-giay-bai-bang"
    assert page.owner == khanh
    assert step_of(page) == "unit_leader"
    act(as_officer, thu, page, "approve")
    assert step_of(page) == "editor"
    assert not Entry.objects.public().filter(source_id=page.pk).exists()
    act(as_officer, minh, page, "approve", "Được.")
    assert fresh(page).live
    assert Entry.objects.public().filter(source_id=page.pk, url=fresh(page).address).exists()
    assert list(InspectionConclusionPage.public()) == [page]


def test_the_slug_follows_the_title_until_it_was_published(
    draft: InspectionConclusionPage, khanh: User, as_officer: Officer, edit_form: Form, publish: Publish
) -> None:
    as_officer(khanh).post(edit_url(draft), edit_form(draft, title="Thanh tra Mỏ Đồng Sin Quyền"))
    assert fresh(draft).get_latest_revision_as_object().slug == "thanh-tra-mo-dong-sin-quyen"
    page = publish(draft)
    as_officer(khanh).post(edit_url(page), edit_form(page, title="Thanh tra Mỏ Sắt"))
    assert fresh(page).get_latest_revision_as_object().slug == "thanh-tra-mo-dong-sin-quyen"


def test_an_inspector_writes_for_the_own_unit_only(
    draft: InspectionConclusionPage, khanh: User, as_officer: Officer, edit_form: Form, employment_unit: Unit
) -> None:
    given = edit_form(draft, unit=str(employment_unit.pk))
    shown = as_officer(khanh).post(edit_url(draft), given).content.decode()
    assert "Ông/bà chỉ soạn kết luận cho đơn vị của mình." in shown
    assert fresh(draft).get_latest_revision_as_object().unit_id == draft.unit_id


MISSING: list[tuple[dict[str, str], str]] = [
    ({"summary": "  "}, NO_SUMMARY),
    ({"entities-TOTAL_FORMS": "0"}, NO_ENTITY),
    ({"entities-0-DELETE": "on"}, NO_ENTITY),
    ({"without_file_reason": ""}, NO_FILE),
    (
        {"redactions-TOTAL_FORMS": "1", "redactions-0-page_number": "0", "redactions-0-ground": "bank_secret"},
        NO_PAGE_NUMBER,
    ),
]


@pytest.mark.parametrize(("typed", "said"), MISSING)
def test_what_is_missing_is_asked_for_when_it_is_sent_on(
    typed: dict[str, str],
    said: str,
    draft: InspectionConclusionPage,
    khanh: User,
    as_officer: Officer,
    edit_form: Form,
) -> None:
    response = as_officer(khanh).post(edit_url(draft), edit_form(draft) | typed | SEND)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not fresh(draft).workflow_in_progress
    as_officer(khanh).post(edit_url(draft), edit_form(draft) | SEND)
    assert fresh(draft).workflow_in_progress, "with everything there it goes"


def test_a_draft_may_wait_for_what_is_missing(
    draft: InspectionConclusionPage, khanh: User, as_officer: Officer, edit_form: Form
) -> None:
    given = edit_form(draft, summary="", without_file_reason="") | {"entities-TOTAL_FORMS": "0"}
    assert as_officer(khanh).post(edit_url(draft), given).status_code == 302
    assert fresh(draft).get_latest_revision_as_object().summary == ""


def test_a_redaction_without_a_ground_is_refused(
    draft: InspectionConclusionPage, khanh: User, as_officer: Officer, edit_form: Form
) -> None:
    given = {"redactions-TOTAL_FORMS": "1", "redactions-0-page_number": "3", "redactions-0-ground": ""}
    assert as_officer(khanh).post(edit_url(draft), edit_form(draft) | given | SEND).status_code == 200
    assert not fresh(draft).workflow_in_progress


def test_nothing_is_signed_tomorrow_and_nothing_expires_by_itself(
    draft: InspectionConclusionPage, khanh: User, as_officer: Officer, edit_form: Form
) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    given = edit_form(draft, issued_on=f"{tomorrow:%d/%m/%Y}", expire_at="31/12/2030 10:00")
    shown = as_officer(khanh).post(edit_url(draft), given).content.decode()
    assert NOT_YET_SIGNED in shown
    assert NEVER_EXPIRES in shown


def test_sent_back_and_changed_the_head_is_asked_again(
    draft: InspectionConclusionPage, khanh: User, thu: User, minh: User, as_officer: Officer
) -> None:
    fresh(draft).get_workflow().start(fresh(draft), khanh)
    act(as_officer, thu, draft, "approve")
    act(as_officer, minh, draft, "reject", "Tóm tắt khó hiểu.")
    revise(draft, khanh, summary="Viết lại cho dễ hiểu.")
    fresh(draft).current_workflow_state.resume(user=khanh)
    act(as_officer, minh, draft, "approve")
    assert step_of(draft) == "unit_leader"
    assert not fresh(draft).live
    act(as_officer, thu, draft, "approve")
    assert fresh(draft).live
    assert fresh(draft).summary == "Viết lại cho dễ hiểu."


def test_a_change_after_publication_needs_both_again(
    draft: InspectionConclusionPage, khanh: User, publish: Publish
) -> None:
    page = publish(draft)
    revise(page, khanh, summary="Bản sửa.")
    assert fresh(page).summary != "Bản sửa.", "a draft changes nothing for the public"
    assert publish(page).summary == "Bản sửa."


def test_nobody_approves_the_own_conclusion(
    draft: InspectionConclusionPage, khanh: User, inspection_unit: Unit, as_officer: Officer
) -> None:
    Post.objects.create(user=khanh, unit=inspection_unit, role=Role.UNIT_LEADER)
    fresh(draft).get_workflow().start(fresh(draft), khanh)
    assert fresh(draft).current_workflow_task.get_actions(fresh(draft), khanh) == []
    act(as_officer, khanh, draft, "approve")
    assert step_of(draft) == "unit_leader"


@pytest.mark.parametrize("who", ["khanh", "lan", "thuy", "minh", "quan_tri", "root"])
def test_nobody_approves_for_the_head(
    who: str, draft: InspectionConclusionPage, khanh: User, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    person = person_of(who, request)
    fresh(draft).get_workflow().start(fresh(draft), khanh)
    act(as_officer, person, draft, "approve")
    assert step_of(draft) == "unit_leader"


@pytest.mark.parametrize("who", ["khanh", "thu", "minh", "quan_tri", "root"])
def test_nobody_publishes_by_a_button(
    who: str,
    draft: InspectionConclusionPage,
    as_officer: Officer,
    edit_form: Form,
    request: pytest.FixtureRequest,
) -> None:
    person = person_of(who, request)
    as_officer(person).post(edit_url(draft), edit_form(draft) | {"action-publish": "action-publish"})
    assert not fresh(draft).live


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.EDITOR])
def test_without_one_of_its_steps_the_workflow_publishes_nothing(
    role: Role, draft: InspectionConclusionPage, khanh: User, thu: User, minh: User
) -> None:
    workflow = draft.get_workflow()
    step = PostApprovalTask.objects.get(role=role, workflow_tasks__workflow=workflow)
    workflow.workflow_tasks.filter(task=step).delete()
    fresh(draft).get_workflow().start(fresh(draft), khanh)
    state: Any = fresh(draft).current_workflow_task_state
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, thu if role == Role.EDITOR else minh, "approve")
    assert not fresh(draft).live
