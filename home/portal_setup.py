"""ensure_portal(): the page tree, groups, permissions and workflow that the portal stands on.

It may run any number of times, it makes what is missing and never reverts what an administrator changed. What Wagtail
lays down by itself (welcome page, default workflow, default groups' rights) is taken away once, and only if untouched.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from base.models import BasePage
from consultation.models import ConsultationIndexPage
from home.models import HomePage, NewsIndexPage
from inspection.models import InspectionIndexPage
from ministry.groups import group_for
from ministry.models import PostApprovalTask, Role
from qa.models import QAIndexPage

WORKFLOW = "Duyệt câu trả lời"
LEADER_STEP = "Lãnh đạo đơn vị duyệt"
EDITOR_STEP = "Biên tập cổng duyệt"
PAGE_RIGHTS = {
    Role.HANDLER: ("add", "change"),
    Role.UNIT_LEADER: ("add", "change"),
    Role.EDITOR: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
}
# Models whose registers an administrator keeps.
ADMINISTERED = (
    "ministry",
    "wagtailcore",
    "wagtailredirects",
    "wagtailusers",
    "auth",
    "base",
    "casework",
    "inspection",
    "consultation",
    "wagtailsearch",
)
# Of these apps an administrator keeps the dated rules alone, never what goes through a procedure.
ADMINISTERED_RULES = {
    "casework": ("deadlinerule", "consenttext", "transferbody"),
    "inspection": ("publicationrule", "violationgroup"),
    "consultation": ("consultationrule",),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a workflow: its name, whose yes it asks for, and whether only in the unit of the page."""

    name: str
    role: Role
    in_pages_unit: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A place in the tree under the front page: who prepares pages there, and the workflow that publishes them."""

    index: type[BasePage]
    title: str
    slug: str
    writers: tuple[Role, ...]
    rights: tuple[str, ...]
    workflow: str
    steps: tuple[Step, ...]


ROOMS = (
    Room(
        NewsIndexPage,
        "Tin mới",
        "tin-moi",
        writers=(Role.HANDLER, Role.UNIT_LEADER),
        rights=("add",),
        workflow="Duyệt tin mới",
        steps=(Step("Biên tập cổng duyệt tin", Role.EDITOR),),
    ),
    Room(
        InspectionIndexPage,
        "Kết luận thanh tra",
        "ket-luan-thanh-tra",
        writers=(Role.INSPECTOR, Role.UNIT_LEADER),
        rights=("add", "change"),
        workflow="Duyệt kết luận thanh tra",
        steps=(
            Step("Lãnh đạo thanh tra duyệt", Role.UNIT_LEADER, in_pages_unit=True),
            Step("Biên tập cổng duyệt kết luận thanh tra", Role.EDITOR),
        ),
    ),
    Room(
        ConsultationIndexPage,
        "Lấy ý kiến dự thảo",
        "du-thao",
        writers=(Role.DRAFTER, Role.UNIT_LEADER),
        rights=("add", "change"),
        workflow="Duyệt lấy ý kiến dự thảo",
        steps=(
            Step("Lãnh đạo đơn vị soạn thảo duyệt", Role.UNIT_LEADER, in_pages_unit=True),
            Step("Biên tập cổng duyệt lấy ý kiến", Role.EDITOR),
        ),
    ),
)


@transaction.atomic
def ensure_portal() -> HomePage:
    """Make what is missing and return the front page."""
    root = _ensure_root()
    made_now = not HomePage.objects.exists()
    home = HomePage.objects.first() or _make_home(root)
    _ensure_site(home)
    archive = QAIndexPage.objects.first() or home.add_child(
        instance=QAIndexPage(title="Hỏi đáp", slug="hoi-dap", show_in_menus=True)
    )
    if made_now:
        _take_away_wagtails_defaults()
    _ensure_groups(home, archive)
    leader_and_editor = (Step(LEADER_STEP, Role.UNIT_LEADER, in_pages_unit=True), Step(EDITOR_STEP, Role.EDITOR))
    _ensure_workflow(WORKFLOW, archive, leader_and_editor)
    for room in ROOMS:
        if not room.index._default_manager.exists():
            _make_room(home, room)
    return home


def _ensure_root() -> Page:
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    return Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", content_type=ContentType.objects.get_for_model(Page))
    )


def _make_home(root: Page) -> HomePage:
    home = HomePage(
        title="Ông/bà hỏi, Bộ trả lời",
        slug="trang-chu",
        introduction="<p>Hỏi một lần, nhiều người cùng có câu trả lời.</p>",
        locale=Locale.get_default(),
    )
    return root.add_child(instance=home)


def _ensure_site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name=settings.PORTAL_NAME)
    elif not issubclass(site.root_page.specific_class or Page, HomePage) and _is_welcome_page(site.root_page):
        site.root_page = home
        site.site_name = site.site_name or settings.PORTAL_NAME
        site.save()


def _is_welcome_page(page: Page) -> bool:
    return page.specific_class is Page and page.slug == "home" and page.numchild == 0


def _take_away_wagtails_defaults() -> None:
    """Take away Wagtail's welcome page, default workflow and its groups' rights on pages, if nobody touched them."""
    for page in Page.objects.filter(depth=2, slug="home"):
        if _is_welcome_page(page) and not page.sites_rooted_here.exists():
            page.delete()
    for task in GroupApprovalTask.objects.filter(name="Moderators approval"):
        if not task.task_states.exists():
            Workflow.objects.filter(workflow_tasks__task=task, name="Moderators approval").delete()
            task.delete()
    for group in Group.objects.filter(name__in=("Moderators", "Editors")):
        if not group.user_set.exists():
            group.delete()


def _ensure_groups(home: HomePage, archive: QAIndexPage) -> None:
    for role in Role:
        group = group_for(role)
        if group.permissions.exists():
            continue  # made before; what an administrator has changed since stays
        group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
        place = home if role == Role.EDITOR else archive
        for action in PAGE_RIGHTS.get(role, ()):
            _give_page_right(group, place, action)
        if role in PAGE_RIGHTS:
            _give_collection_rights(group)
        if role == Role.EDITOR:
            group.permissions.add(
                Permission.objects.get(codename="change_portalsettings", content_type__app_label="base")
            )
        if role == Role.ADMINISTRATOR:
            group.permissions.add(*_administrators_permissions())


def _give_page_right(group: Group, page: Page, action: str) -> None:
    permission = Permission.objects.get(content_type=ContentType.objects.get_for_model(Page), codename=f"{action}_page")
    GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _give_collection_rights(group: Group) -> None:
    root = Collection.get_first_root_node()
    # Wagtail asks for the rights of its own models, whatever the project's are; who adds a file may delete it again.
    names = ("add_document", "choose_document", "add_image", "choose_image")
    for permission in Permission.objects.filter(
        codename__in=names, content_type__app_label__in=("wagtaildocs", "wagtailimages")
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _administrators_permissions() -> list[Permission]:
    every = Permission.objects.filter(content_type__app_label__in=ADMINISTERED).select_related("content_type")
    return [
        permission
        for permission in every
        if permission.content_type.model
        in ADMINISTERED_RULES.get(permission.content_type.app_label, (permission.content_type.model,))
    ]


def give_new_rights(known: set[tuple[str, str]]) -> None:
    """Give administrators the rights that an upgrade has just brought: those on registers that were not `known` before.

    What an administrator took away from the group since stays away. `known` holds (app, codename).
    """
    new = [each for each in _administrators_permissions() if (each.content_type.app_label, each.codename) not in known]
    group_for(Role.ADMINISTRATOR).permissions.add(*new)


def _make_room(home: HomePage, room: Room) -> None:
    """Make the place of a room, give its writers their rights there, and put it under its workflow."""
    index = home.add_child(instance=room.index(title=room.title, slug=room.slug))
    for role in room.writers:
        for action in room.rights:
            _give_page_right(group_for(role), index, action)
        _give_collection_rights(group_for(role))
    rules = [
        rule for rule in _administrators_permissions() if rule.content_type.app_label == room.index._meta.app_label
    ]
    group_for(Role.ADMINISTRATOR).permissions.add(*rules)
    _ensure_workflow(room.workflow, index, room.steps)


def _ensure_workflow(name: str, page: Page, steps: tuple[Step, ...]) -> None:
    """Put the page and all below it under a workflow of these steps, unless there was such a workflow before."""
    if Workflow.objects.filter(name=name).exists():
        return
    workflow = Workflow.objects.create(name=name)
    for order, step in enumerate(steps):
        task = PostApprovalTask.objects.create(name=step.name, role=step.role, in_pages_unit=step.in_pages_unit)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
