"""More of the cast: somebody who leads the ministry."""

import datetime

import pytest

from ministry.models import Post, Role, Unit, User


@pytest.fixture
def leader_of_the_ministry(ministry: Unit) -> User:
    user = User.objects.create_user("bo-truong", "bo-truong@bo.test", full_name="Đào Ngọc D.")
    Post.objects.create(user=user, unit=ministry, role=Role.MINISTRY_LEADER, valid_from=datetime.date(2017, 2, 17))
    return user
