"""Who may do what with a conclusion: people × actions, as one table."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from inspection.models import InspectionConclusionPage
from ministry.models import Post, Role, Unit, User
from tests.inspection.steps import Publish, fresh, person_of

ACTIONS = (
    "edit",
    "submit_for_moderation",
    "copy",
    "delete",
    "move",
    "publish",
    "publish_subpage",
    "unpublish",
    "unschedule",
    "lock",
    "set_view_restrictions",
)
WRITES = {"see", "edit", "submit_for_moderation", "copy"}
EDITS = WRITES | {"unschedule", "lock"}
# person: what is possible with khánh's draft, and with the live page, which Wagtail's own button does not take down
PEOPLE: dict[str, tuple[set[str], set[str]]] = {
    "khanh": (WRITES | {"delete"}, WRITES),
    "thu": (WRITES | {"delete"}, WRITES),
    "minh": (EDITS | {"delete", "move"}, EDITS),
    "root": (EDITS | {"delete", "move"}, EDITS),
    "quan_tri": ({"submit_for_moderation"}, {"submit_for_moderation"}),  # but no screen leads there: no edit
    "lan": (set(), set()),
    "nam": (set(), set()),
    "inspector_elsewhere": (set(), set()),
    "former_head": (set(), set()),
    "hanh": (set(), set()),
    "stranger": (set(), set()),
}
TABLE = pytest.mark.parametrize("who", PEOPLE)


@TABLE
def test_with_a_draft(who: str, draft: InspectionConclusionPage, request: pytest.FixtureRequest) -> None:
    assert possible(person(who, request), draft) == PEOPLE[who][0]


@TABLE
def test_with_a_page_that_is_live(
    who: str, draft: InspectionConclusionPage, publish: Publish, request: pytest.FixtureRequest
) -> None:
    assert possible(person(who, request), publish(draft)) == PEOPLE[who][1]


@TABLE
def test_whoever_may_not_edit_meets_no_word_of_it_on_the_screens(
    who: str, draft: InspectionConclusionPage, client: Client, request: pytest.FixtureRequest
) -> None:
    user = person(who, request)
    if user.is_authenticated:
        client.force_login(user)
    edits = "edit" in PEOPLE[who][0]
    for url in (
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        reverse("wagtailadmin_pages:history", args=[draft.pk]),
        reverse("wagtailadmin_explore", args=[draft.get_parent().pk]),
    ):
        shown = client.get(url, follow=True).content.decode()
        assert (draft.title in shown) is edits, url


def person(who: str, request: pytest.FixtureRequest) -> User | AnonymousUser:
    return AnonymousUser() if who == "stranger" else person_of(who, request)


def possible(user: User | AnonymousUser, page: InspectionConclusionPage) -> set[str]:
    tester = fresh(page).permissions_for_user(user)
    # A stranger has no list at all: the door of the admin comes first.
    seen = (
        user.is_authenticated
        and policy_registry.get_by_type(Page).explorable_instances(user).filter(pk=page.pk).exists()
    )
    return {action for action in ACTIONS if getattr(tester, f"can_{action}")()} | ({"see"} if seen else set())


@pytest.fixture
def inspector_elsewhere(children_unit: Unit) -> User:
    """An inspector of another unit."""
    user = User.objects.create_user("dung", "dung@bo.test", full_name="Trịnh Văn Dũng")
    Post.objects.create(user=user, unit=children_unit, role=Role.INSPECTOR)
    return user


@pytest.fixture
def former_head(inspection_unit: Unit) -> User:
    """Who headed the inspection until the end of 2020."""
    user = User.objects.create_user("phuc", "phuc@bo.test", full_name="Hoàng Đình Phúc")
    Post.objects.create(
        user=user, unit=inspection_unit, role=Role.UNIT_LEADER, valid_from="2018-01-01", valid_to="2020-12-31"
    )
    return user
