"""ensure_portal(): after migrate, after flush, twice, and after an administrator changed something."""

import pytest
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site, Workflow, WorkflowPage

from home.apps import _ensure_portal, _look_around
from home.models import HomePage
from home.portal_setup import WORKFLOW, ensure_portal
from ministry.groups import group_for
from ministry.models import Role
from qa.models import QAIndexPage


def assert_portal_stands() -> None:
    home = HomePage.objects.get()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    archive = QAIndexPage.objects.get()
    assert archive.url == "/hoi-dap/"
    workflow = archive.get_workflow()
    assert [task.specific.role for task in workflow.tasks] == ["unit_leader", "editor"]
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


@pytest.mark.django_db
def test_the_portal_stands_after_migrate() -> None:
    assert_portal_stands()


@pytest.mark.django_db(transaction=True)
def test_the_portal_stands_after_flush() -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert_portal_stands()


@pytest.mark.django_db
def test_a_second_run_changes_nothing() -> None:
    before = (Page.objects.count(), Group.objects.count(), GroupPagePermission.objects.count())
    ensure_portal()
    assert (Page.objects.count(), Group.objects.count(), GroupPagePermission.objects.count()) == before


@pytest.mark.django_db
def test_what_an_administrator_changed_stays() -> None:
    HomePage.objects.update(title="Cổng của chúng tôi")
    workflow = Workflow.objects.get(name=WORKFLOW)
    workflow.workflow_tasks.all()[0].delete()
    WorkflowPage.objects.filter(workflow=workflow).delete()
    editors = Group.objects.get(name="Biên tập cổng")
    GroupPagePermission.objects.filter(group=editors).delete()
    ensure_portal()
    assert HomePage.objects.get().title == "Cổng của chúng tôi"
    assert workflow.workflow_tasks.count() == 1
    assert not WorkflowPage.objects.filter(workflow=workflow).exists()
    assert not GroupPagePermission.objects.filter(group=editors).exists()


@pytest.mark.django_db
def test_an_upgrade_that_brings_a_register_gives_administrators_its_rights_and_no_other() -> None:
    administrators = group_for(Role.ADMINISTRATOR)
    rights = administrators.permissions.all()
    Permission.objects.filter(codename__endswith="_publicationrule").delete()  # as before there was such a register
    administrators.permissions.remove(Permission.objects.get(codename="delete_violationgroup"))
    call_command("migrate", verbosity=0)
    assert rights.filter(codename__endswith="_publicationrule").count() == 4
    assert not rights.filter(codename="delete_violationgroup").exists(), "an administrator took it away"
    rights.filter(codename="add_publicationrule").delete()
    administrators.permissions.remove(*rights.filter(codename__endswith="_publicationrule"))
    call_command("migrate", verbosity=0)
    assert rights.filter(codename__endswith="_publicationrule").count() == 1, "only what is new is given"


@pytest.mark.django_db
def test_an_upgrade_gives_nobody_what_goes_through_a_procedure() -> None:
    Permission.objects.filter(codename__in=("add_conclusionrequirement", "change_case")).delete()
    _look_around(using="default")
    for app in ("inspection", "casework"):
        create_permissions(apps.get_app_config(app), verbosity=0)
    _ensure_portal()
    assert Permission.objects.filter(codename__in=("add_conclusionrequirement", "change_case")).count() == 2
    assert not Group.objects.filter(permissions__codename__in=("add_conclusionrequirement", "change_case")).exists()
