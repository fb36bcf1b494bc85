"""More of the cast for casework: a second expert in Nam's unit, one who holds every post, a clock, the post-box."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from base import outbox
from casework.models import Case
from casework.procedure import ApprovedText
from ministry.models import Post, Role, Unit, User

LONG_AGO = datetime.date(2017, 2, 17)
Clock = Callable[[datetime.date], None]


@pytest.fixture
def huong(employment_unit: Unit) -> User:
    """Chị Hương, another expert of anh Nam's unit."""
    user = User.objects.create_user("huong", "huong@bo.test", full_name="Bùi Thu Hương")
    Post.objects.create(user=user, unit=employment_unit, role=Role.HANDLER, valid_from=LONG_AGO)
    return user


@pytest.fixture
def hung(employment_unit: Unit) -> User:
    """Ông Hùng led anh Nam's unit until yesterday."""
    user = User.objects.create_user("hung", "hung@bo.test", full_name="Vũ Mạnh Hùng")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for role in (Role.UNIT_LEADER, Role.HANDLER, Role.INTAKE_OFFICER):
        Post.objects.create(user=user, unit=employment_unit, role=role, valid_from=LONG_AGO, valid_to=yesterday)
    return user


@pytest.fixture
def root(db: None) -> User:
    """A superuser of the machine, who holds no post in the ministry."""
    return User.objects.create_superuser("root", "root@bo.test", "x")


@pytest.fixture
def factotum(employment_unit: Unit) -> User:
    """Somebody who holds every post that works on cases, so that only the state of a case can refuse."""
    user = User.objects.create_user("factotum", "factotum@bo.test", full_name="Ông Kiêm Nhiệm")
    for role in (Role.INTAKE_OFFICER, Role.HANDLER, Role.UNIT_LEADER):
        Post.objects.create(user=user, unit=employment_unit, role=role, valid_from=LONG_AGO)
    return user


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return a way to make it another day: `clock(date)` sets nine in the morning."""

    def set_to(day: datetime.date) -> None:
        morning = datetime.datetime.combine(day, datetime.time(9), timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: morning)

    return set_to


@pytest.fixture
def post_box(mailoutbox: list[Any]) -> Callable[[], list[Any]]:
    """Return a way to empty the outbox into the post-box and look at the letters that came since the last look."""

    def collect() -> list[Any]:
        seen = len(mailoutbox)
        outbox.drain()
        return mailoutbox[seen:]

    return collect


@pytest.fixture
def approved_text(employment_unit: Unit) -> Callable[..., ApprovedText]:
    """Return a text as the workflow hands it over when the last approver said yes."""

    def make(**changes: Any) -> ApprovedText:
        given: dict[str, Any] = {
            "page_id": Page.objects.order_by("-depth")[0].pk,
            "revision_id": 7,
            "title": "Bao giờ được nhận trợ cấp thất nghiệp?",
            "short_answer": "Nộp hồ sơ trong ba tháng kể từ ngày nghỉ việc.",
            "html": "<p>Nộp tại trung tâm dịch vụ việc làm.</p>",
            "legal_bases": [
                {"text": "Khoản 1 Điều 46", "document_number": "38/2013/QH13", "document_title": "Luật Việc làm"}
            ],
            "unit_id": employment_unit.pk,
        }
        return ApprovedText(**given | changes)

    return make


def verbs_of(case: Case) -> list[str]:
    """Return the time line of a case, as the verbs in their order."""
    return list(case.events.values_list("verb", flat=True))
