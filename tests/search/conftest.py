"""More of the cast: somebody who leads the ministry."""

import datetime

import pytest
from django.conf import settings

from ministry.models import Post, Role, Unit, User

# These need a server of another make than the rest; .ci/run starts one for them.
collect_ignore = [] if settings.ELASTICSEARCH["password"] else ["test_secured.py"]


@pytest.fixture
def leader_of_the_ministry(ministry: Unit) -> User:
    user = User.objects.create_user("bo-truong", "bo-truong@bo.test", full_name="Đào Ngọc D.")
    Post.objects.create(user=user, unit=ministry, role=Role.MINISTRY_LEADER, valid_from=datetime.date(2017, 2, 17))
    return user
