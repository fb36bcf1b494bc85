"""What the stories of the register share: a conclusion on a company that owes insurance, with what it must do."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from inspection.models import (
    ConclusionRequirement,
    InspectedEntity,
    InspectionConclusionPage,
    InspectionIndexPage,
    Redaction,
    RequirementKind,
    Violation,
    ViolationGroup,
    WithholdingGround,
)
from inspection.states import RequirementStatus
from ministry.models import PolicyField, Province, Unit

Publish = Callable[..., InspectionConclusionPage]
LONG_AGO = datetime.date(2017, 2, 17)


@pytest.fixture
def arrears(db: None) -> ViolationGroup:
    return ViolationGroup.objects.create(name="Chậm đóng bảo hiểm", slug="cham-dong-bao-hiem", valid_from=LONG_AGO)


@pytest.fixture
def register(db: None) -> InspectionIndexPage:
    return InspectionIndexPage.objects.get()


@pytest.fixture
def publish_conclusion(
    register: InspectionIndexPage,
    inspection_unit: Unit,
    insurance: PolicyField,
    province: Province,
    arrears: ViolationGroup,
) -> Publish:
    """Return a way to put a conclusion into the register, live unless told otherwise.

    `entities` are (name, tax code, province), `violations` (behaviour, amount), `requirements` the fields of each.
    """

    def publish(**changes: Any) -> InspectionConclusionPage:
        live = changes.pop("live", True)
        entities = changes.pop("entities", [("Công ty TNHH May Sông Chu", "2800123456", province)])
        violations = changes.pop("violations", [("Chậm đóng bảo hiểm thất nghiệp cho 120 người", 1_234_567_000)])
        requirements = changes.pop("requirements", [])
        group = changes.pop("group", arrears)
        grounds = changes.pop("withheld", [])
        given: dict[str, Any] = {
            "title": "Việc đóng bảo hiểm thất nghiệp tại Công ty TNHH May Sông Chu",
            "doc_number": "45/KL-TTr",
            "issued_on": datetime.date(2026, 3, 10),
            "issuing_agency": "Thanh tra Bộ",
            "signer": "Nguyễn Minh Thu",
            "signer_title": "Chánh Thanh tra",
            "unit": inspection_unit,
            "field": insurance,
            "decision_number": "12/QĐ-TTr",
            "decision_on": datetime.date(2026, 1, 5),
            "period_from": datetime.date(2024, 1, 1),
            "period_to": datetime.date(2025, 12, 31),
            "summary": "Công ty chậm đóng bảo hiểm thất nghiệp cho 120 người; phải nộp đủ trong quý II.",
            "live": False,
        }
        parts = {
            "entities": [InspectedEntity(name=name, tax_code=code, province=place) for name, code, place in entities],
            "violations": [Violation(group=group, behaviour=what, amount=amount) for what, amount in violations],
            "redactions": [Redaction(page_number=17, ground=ground, note="do Lò Văn Kín gửi") for ground in grounds],
        }
        page = InspectionConclusionPage(**given | parts | changes)
        register.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        for fields in requirements:
            ConclusionRequirement.objects.create(page=page, **fields)
        return InspectionConclusionPage.objects.get(pk=page.pk)

    return publish


@pytest.fixture
def owed() -> dict[str, Any]:
    """A sum that must be paid, half of it paid, and late since yesterday."""
    return {
        "kind": RequirementKind.MONEY_RECOVERY,
        "target": "Công ty TNHH May Sông Chu",
        "content": "Nộp đủ tiền bảo hiểm thất nghiệp còn thiếu.",
        "amount": 1_000_000_000,
        "amount_done": 500_000_000,
        "due_on": timezone.localdate() - datetime.timedelta(days=1),
        "status": RequirementStatus.IN_PROGRESS,
    }


@pytest.fixture
def hidden() -> dict[str, Any]:
    """A requirement whose content is withheld."""
    return {
        "kind": RequirementKind.PERSONNEL_REVIEW,
        "target": "Phòng Tổ chức Sở Bí Mật",
        "content": "Kiểm điểm ông Phùng Kín.",
        "amount": 77_000_777,
        "due_on": datetime.date(2026, 1, 31),
        "status": RequirementStatus.NOT_STARTED,
        "withheld": True,
    }


GROUNDS = (WithholdingGround.BUSINESS_SECRET, WithholdingGround.PERSONAL_DATA)
