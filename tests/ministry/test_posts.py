"""Posts begin and end by their dates; Wagtail's groups only mirror them; a unit that ended gives no post."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ministry import permissions
from ministry.groups import mirror_all_posts
from ministry.models import Post, Role, Unit, User

ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def groups_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def test_an_officer_holds_the_post_in_its_unit_and_is_in_its_group(
    nam: User, employment_unit: Unit, children_unit: Unit
) -> None:
    assert permissions.handles_for(nam, employment_unit.pk)
    assert not permissions.handles_for(nam, children_unit.pk)
    assert not permissions.leads(nam, employment_unit.pk)
    assert permissions.unit_ids_answered_for(nam) == {employment_unit.pk}
    assert groups_of(nam) == {"Chuyên viên xử lý"}


@pytest.mark.parametrize(
    ("begins", "ends", "held"),
    [(0, None, True), (-9, 0, True), (0, 0, True), (1, None, False), (-9, -1, False)],
    ids=["from today", "until today", "today alone", "from tomorrow", "until yesterday"],
)
def test_a_post_is_held_from_its_first_day_to_its_last(
    begins: int, ends: int | None, held: bool, nam: User, employment_unit: Unit, today: datetime.date
) -> None:
    Post.objects.filter(user=nam).delete()
    Post.objects.create(
        user=nam,
        unit=employment_unit,
        role=Role.HANDLER,
        valid_from=today + ONE_DAY * begins,
        valid_to=None if ends is None else today + ONE_DAY * ends,
    )
    assert permissions.handles_for(fresh(nam), employment_unit.pk) is held
    assert groups_of(nam) == ({"Chuyên viên xử lý"} if held else set())


def test_posts_are_looked_up_anew_on_the_next_day(
    nam: User, employment_unit: Unit, today: datetime.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user object that lives over midnight does not carry yesterday's post along."""
    Post.objects.filter(user=nam).update(valid_to=today)
    nam = fresh(nam)
    assert permissions.handles_for(nam, employment_unit.pk)
    monkeypatch.setattr(timezone, "localdate", lambda: today + ONE_DAY)
    assert not permissions.handles_for(nam, employment_unit.pk)


def test_a_post_in_a_unit_that_ended_gives_nothing(nam: User, employment_unit: Unit, today: datetime.date) -> None:
    employment_unit.valid_to = today - ONE_DAY
    employment_unit.save()
    nam = fresh(nam)
    assert not permissions.handles_for(nam, employment_unit.pk)
    assert permissions.unit_ids_answered_for(nam) == set()
    mirror_all_posts()
    assert groups_of(nam) == set()


def test_the_hourly_mirror_follows_posts_that_began_and_ended_by_their_dates(
    nam: User, son: User, today: datetime.date
) -> None:
    Post.objects.filter(user=nam).update(valid_to=today - ONE_DAY)
    Post.objects.filter(user=son).update(role=Role.UNIT_LEADER)
    mirror_all_posts()
    assert groups_of(nam) == set()
    assert groups_of(son) == {"Lãnh đạo đơn vị"}


def test_a_group_given_by_hand_is_taken_back(nam: User, son: User) -> None:
    """Sơn's post is handed to Nam in place: no post of Sơn is left, and the mirror notices all the same."""
    Post.objects.filter(user=son).update(user=nam)
    assert groups_of(son) == {"Chuyên viên xử lý"}
    mirror_all_posts()
    assert groups_of(son) == set()


def test_an_officer_may_hold_posts_in_two_units(nam: User, children_unit: Unit, employment_unit: Unit) -> None:
    Post.objects.create(user=nam, unit=children_unit, role=Role.UNIT_LEADER)
    assert permissions.leads(nam, children_unit.pk)
    assert not permissions.leads(nam, employment_unit.pk)
    assert permissions.unit_ids_led(nam) == {children_unit.pk}
    assert groups_of(nam) == {"Chuyên viên xử lý", "Lãnh đạo đơn vị"}


def test_a_post_that_is_deleted_is_over(nam: User, employment_unit: Unit) -> None:
    Post.objects.get(user=nam).delete()
    assert not permissions.handles_for(fresh(nam), employment_unit.pk)
    assert groups_of(nam) == set()


def test_an_account_that_is_closed_holds_no_post(nam: User, employment_unit: Unit) -> None:
    User.objects.filter(pk=nam.pk).update(is_active=False)
    assert not permissions.handles_for(fresh(nam), employment_unit.pk)


def test_a_stranger_and_a_superuser_without_a_post_hold_none(db: None) -> None:
    root = User.objects.create_superuser("root", "root@bo.test", "x")
    assert permissions.posts_of(AnonymousUser()) == []
    assert permissions.posts_of(root) == []
    assert not permissions.is_editor(root)
    assert not permissions.is_intake_officer(root)


def test_a_post_cannot_end_before_it_begins(nam: User, employment_unit: Unit, today: datetime.date) -> None:
    post = Post(user=nam, unit=employment_unit, role=Role.EDITOR, valid_from=today, valid_to=today - ONE_DAY)
    with pytest.raises(ValidationError):
        post.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        post.save()
