"""No way around the two approvals: not by changing the workflow, not by holding two posts, not by swapping a file."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow, WorkflowTask

from base.models import PortalDocument
from casework.models import Answer, Case
from home.portal_setup import WORKFLOW
from ministry.models import Post, PostApprovalTask, Role, Unit, User
from qa.compose import compose
from qa.models import AnswerPage

Officer = Callable[[User], Client]
MARK = "Dấu-vết-riêng-tư"


@pytest.fixture
def draft(assigned: Case, nam: User) -> AnswerPage:
    page = AnswerPage.objects.get(pk=compose(nam, assigned).pk)
    page.title = f"{MARK} hỏi về trợ cấp?"
    page.question, page.short_answer = "Bao giờ tôi được nhận?", "Trong ba tháng."
    page.body = [("note", "Nộp hồ sơ.")]
    page.save_revision(user=nam)
    page.save(clean=False)
    return page


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root", "root@bo.test", "x")


def fresh(page: AnswerPage) -> AnswerPage:
    return AnswerPage.objects.get(pk=page.pk)


def approve(page: AnswerPage, by: User) -> None:
    state = fresh(page).current_workflow_task_state
    state.task.specific.on_action(state, by, "approve")


def step(role: Role) -> PostApprovalTask:
    return PostApprovalTask.objects.get(role=role, workflow_tasks__workflow__name=WORKFLOW)


def assert_nothing_went_out(page: AnswerPage) -> None:
    assert not fresh(page).live
    assert not Answer.objects.exists()


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.EDITOR])
def test_a_step_at_which_a_page_waits_cannot_be_switched_off(
    role: Role, draft: AnswerPage, nam: User, lan: User, minh: User, root: User, as_officer: Officer
) -> None:
    fresh(draft).get_workflow().start(fresh(draft), nam)
    if role == Role.EDITOR:
        approve(draft, lan)
    url = reverse("wagtailadmin_workflows:disable_task", args=[step(role).pk])
    response = as_officer(root).post(url)
    assert response.status_code in (302, 403)
    assert step(role).active
    assert_nothing_went_out(draft)


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.EDITOR])
def test_without_one_of_its_steps_a_workflow_publishes_nothing(
    role: Role, draft: AnswerPage, nam: User, lan: User, minh: User
) -> None:
    WorkflowTask.objects.filter(task=step(role)).delete()
    fresh(draft).get_workflow().start(fresh(draft), nam)
    with pytest.raises(PermissionDenied):
        approve(draft, lan if role == Role.EDITOR else minh)
    assert_nothing_went_out(draft)


def test_a_workflow_without_steps_publishes_nothing(draft: AnswerPage, nam: User) -> None:
    WorkflowTask.objects.all().delete()
    with pytest.raises(PermissionDenied):
        fresh(draft).get_workflow().start(fresh(draft), nam)
    assert_nothing_went_out(draft)


def test_with_the_workflow_switched_off_nobody_publishes_by_a_button(draft: AnswerPage, minh: User, root: User) -> None:
    Workflow.objects.get(name=WORKFLOW).deactivate(user=root)
    for person in (minh, root):
        assert not fresh(draft).permissions_for_user(person).can_publish()
        assert not draft.get_parent().specific.permissions_for_user(person).can_publish_subpage()


def test_one_person_with_both_posts_gives_one_approval(
    draft: AnswerPage, nam: User, lan: User, minh: User, employment_unit: Unit
) -> None:
    Post.objects.create(user=lan, unit=employment_unit, role=Role.EDITOR)
    fresh(draft).get_workflow().start(fresh(draft), nam)
    approve(draft, lan)
    task = fresh(draft).current_workflow_task
    assert task.role == Role.EDITOR
    assert task.get_actions(fresh(draft), lan) == []
    assert task.get_actions(fresh(draft), minh) != []


def test_the_post_that_ended_yesterday_publishes_nothing(minh: User, archive: Any) -> None:
    from home.models import HomePage

    home = HomePage.objects.get()
    assert home.permissions_for_user(minh).can_publish()
    Post.objects.filter(user=minh).update(valid_to="2020-01-01")  # the groups follow within the hour
    later = User.objects.get(pk=minh.pk)
    assert not home.permissions_for_user(later).can_publish()
    assert not home.permissions_for_user(later).can_edit()


@pytest.mark.parametrize("who", ["son", "hanh"])
def test_choosers_bulk_actions_and_the_admins_api_name_no_strangers_page(
    who: str, draft: AnswerPage, nam: User, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    file = PortalDocument.objects.create(
        title=f"{MARK} tệp", file=ContentFile(b"%PDF-1.4", name="rieng.pdf"), uploaded_by_user=nam
    )
    screen = as_officer(request.getfixturevalue(who))
    for url in (
        reverse("wagtailadmin_choose_page_child", args=[draft.get_parent().pk]),
        reverse("wagtailadmin_choose_page_search") + "?q=trợ",
        reverse("wagtailadmin_reports:page_types_usage"),
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={draft.pk}",
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={draft.pk}",
        "/admin/api/main/documents/",
        f"/admin/api/main/documents/{file.pk}/",
        "/admin/api/main/images/",
        f"/admin/api/main/pages/{draft.pk}/",
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtaildocs_chooser:choose_results") + "?q=tệp",
    ):
        shown = screen.get(url, follow=True).content.decode()
        assert MARK not in shown, url
        assert "rieng.pdf" not in shown, url


def test_an_expert_adds_a_file_and_nobody_puts_another_in_its_place(nam: User, as_officer: Officer) -> None:
    screen = as_officer(nam)
    given = {"title": "Mẫu đơn", "file": ContentFile(b"%PDF-1.4 da duyet", name="mau.pdf"), "collection": "1"}
    assert screen.get(reverse("wagtaildocs:add")).status_code == 200
    response = screen.post(
        reverse("wagtaildocs_chooser:create"),
        {f"document-chooser-upload-{name}": value for name, value in given.items()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 200
    document = PortalDocument.objects.get()
    assert document.uploaded_by_user == nam
    swapped = {"title": "Mẫu đơn", "file": ContentFile(b"CHUA DUYET", name="khac.pdf"), "collection": "1"}
    screen.post(reverse("wagtaildocs:edit", args=[document.pk]), swapped)
    document = PortalDocument.objects.get()
    with document.file.open("rb") as file:
        assert file.read() == b"%PDF-1.4 da duyet"
    document.file = ContentFile(b"CHUA DUYET", name="khac.pdf")
    with pytest.raises(ValidationError, match="không thay được"):
        document.save()


def test_the_senders_words_become_no_address(
    ask: Callable[..., Case], assigned: Case, draft: AnswerPage, nam: User, as_officer: Officer, edit_form: Any
) -> None:
    assert draft.slug == f"tra-loi-{assigned.number}"
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    typed = edit_form(fresh(draft), title="Bao giờ được nhận trợ cấp?") | {"action-submit": "1"}
    assert as_officer(nam).post(url, typed | {"slug": "nguyen-thi-hoa-hoi"}).status_code == 200
    assert not fresh(draft).workflow_in_progress, "the address names the sender"
    as_officer(nam).post(url, typed)
    assert fresh(draft).workflow_in_progress
    assert fresh(draft).get_latest_revision_as_object().slug == "bao-gio-duoc-nhan-tro-cap"


def test_a_name_written_in_during_the_review_is_refused(
    draft: AnswerPage, nam: User, lan: User, as_officer: Officer, edit_form: Any
) -> None:
    fresh(draft).get_workflow().start(fresh(draft), nam)
    data = edit_form(fresh(draft).get_latest_revision_as_object(), short_answer="Bà Nguyễn Thị Hoa được nhận.")
    shown = as_officer(lan).post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data).content.decode()
    assert "Bản công khai còn họ tên người gửi." in shown
    assert "Hoa" not in fresh(draft).get_latest_revision_as_object().short_answer
