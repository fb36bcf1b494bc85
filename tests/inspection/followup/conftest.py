"""A public conclusion of Khánh's unit with one requirement to pay back 120 million, and officers beside the cast."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from home.portal_setup import ensure_portal
from inspection import procedure
from inspection.models import ConclusionRequirement, InspectedEntity, InspectionConclusionPage, InspectionIndexPage
from ministry.models import PolicyField, Post, Role, Unit, User

Conclude = Callable[..., InspectionConclusionPage]
Require = Callable[..., ConclusionRequirement]
Clock = Callable[..., None]
MILLION = 1_000_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return a way to make it another moment: `clock(2026, 6, 15, 9)`."""

    def set_to(*moment: int) -> None:
        then = datetime.datetime(*moment, tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type,misc]
        monkeypatch.setattr(timezone, "now", lambda: then)

    return set_to


@pytest.fixture
def conclude(insurance: PolicyField, inspection_unit: Unit, khanh: User) -> Conclude:
    """Return a way to have a conclusion in the register, public unless told otherwise."""
    ensure_portal()
    index = InspectionIndexPage.objects.get()

    def make(*, live: bool = True, **changes: Any) -> InspectionConclusionPage:
        given: dict[str, Any] = {
            "title": "Thanh tra việc đóng bảo hiểm thất nghiệp tại Công ty Dệt May Sông Thao",
            "doc_number": "45/KL-TTr",
            "issued_on": datetime.date(2026, 6, 1),
            "issuing_agency": "Thanh tra Bộ",
            "signer": "Nguyễn Minh Thu",
            "unit": inspection_unit,
            "field": insurance,
            "summary": "Công ty nộp thiếu bảo hiểm thất nghiệp và phải nộp đủ.",
            "owner": khanh,
            "live": False,
        }
        page = InspectionConclusionPage(**given | changes)
        page.entities.add(InspectedEntity(name="Công ty Dệt May Sông Thao", tax_code="2600123456"))
        index.add_child(instance=page)
        revision = page.save_revision(user=khanh)
        if live:
            revision.publish()
        return InspectionConclusionPage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def conclusion(conclude: Conclude) -> InspectionConclusionPage:
    return conclude()


@pytest.fixture
def require(conclusion: InspectionConclusionPage, khanh: User) -> Require:
    """Return a way for Khánh to write a requirement down."""

    def add(page: InspectionConclusionPage | None = None, **changes: Any) -> ConclusionRequirement:
        given: dict[str, Any] = {
            "kind": "money_recovery",
            "target": "Công ty Dệt May Sông Thao",
            "content": "Nộp đủ bảo hiểm thất nghiệp của 120 người.",
            "amount": 120 * MILLION,
            "due_on": datetime.date(2026, 9, 1),
        }
        return procedure.add(page or conclusion, khanh, **given | changes)

    return add


@pytest.fixture
def requirement(require: Require) -> ConclusionRequirement:
    return require()


def _posted(username: str, unit: Unit, *roles: Role, valid_to: datetime.date | None = None) -> User:
    user = User.objects.create_user(username, f"{username}@bo.test", full_name=username.title())
    for role in roles:
        Post.objects.create(user=user, unit=unit, role=role, valid_from="2018-01-01", valid_to=valid_to)
    return user


@pytest.fixture
def dung(children_unit: Unit) -> User:
    """An inspector of another unit."""
    return _posted("dung", children_unit, Role.INSPECTOR)


@pytest.fixture
def phuc(inspection_unit: Unit) -> User:
    """Who inspected and headed the inspection until the end of 2025."""
    return _posted("phuc", inspection_unit, Role.INSPECTOR, Role.UNIT_LEADER, valid_to=datetime.date(2025, 12, 31))


@pytest.fixture
def root(db: None) -> User:
    """A superuser of the machine, who holds no post in the ministry."""
    return User.objects.create_superuser("root", "root@bo.test", "x")
