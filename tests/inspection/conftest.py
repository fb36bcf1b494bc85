"""What the stories of the inspection share: a conclusion in khánh's hands, a way to its publication, a clock."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from home.portal_setup import ensure_portal
from inspection.models import (
    ConclusionRequirement,
    InspectedEntity,
    InspectionConclusionPage,
    InspectionIndexPage,
    PublicationRule,
    Redaction,
    RequirementKind,
    Violation,
    ViolationGroup,
    WithholdingGround,
)
from inspection.states import RequirementStatus
from ministry.models import PolicyField, Province, Unit, User
from tests.inspection.steps import fresh

LONG_AGO = datetime.date(2017, 2, 17)
Clock = Callable[[datetime.date], None]
Write = Callable[..., InspectionConclusionPage]
Publish = Callable[..., InspectionConclusionPage]


@pytest.fixture
def register(db: None) -> InspectionIndexPage:
    ensure_portal()
    return InspectionIndexPage.objects.get()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return a way to make it another day: `clock(date)` sets nine in the morning."""

    def set_to(day: datetime.date) -> None:
        morning = datetime.datetime.combine(day, datetime.time(9), timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: morning)

    return set_to


@pytest.fixture
def write(register: InspectionIndexPage, insurance: PolicyField, inspection_unit: Unit, khanh: User) -> Write:
    """Return a way for khánh to write a conclusion down as a draft."""

    def draft(**changes: Any) -> InspectionConclusionPage:
        given: dict[str, Any] = {
            "title": "Thanh tra việc đóng bảo hiểm thất nghiệp tại Công ty Dệt May Sông Thao",
            "doc_number": "45/KL-TTr",
            "issued_on": datetime.date(2026, 6, 1),
            "issuing_agency": "Thanh tra Bộ",
            "signer": "Nguyễn Minh Thu",
            "unit": inspection_unit,
            "field": insurance,
            "summary": "Thanh tra việc đóng bảo hiểm thất nghiệp; công ty nộp thiếu và đã được yêu cầu nộp đủ.",
            "without_file_reason": "Đang số hóa bản giấy.",
            "owner": khanh,
            "live": False,
        }
        page = InspectionConclusionPage(**given | changes)
        page.entities.add(InspectedEntity(name="Công ty Dệt May Sông Thao", tax_code="2600123456"))
        register.add_child(instance=page)
        page.save_revision(user=page.owner)
        return InspectionConclusionPage.objects.get(pk=page.pk)

    return draft


@pytest.fixture
def draft(write: Write) -> InspectionConclusionPage:
    """Khánh's conclusion, written but not sent on."""
    return write()


@pytest.fixture
def publish(khanh: User, thu: User, minh: User) -> Callable[..., InspectionConclusionPage]:
    """Return a way to have a conclusion approved by bà Thu and by Minh, as the workflow does."""

    def approve_all(page: InspectionConclusionPage, by: User = khanh) -> InspectionConclusionPage:
        fresh(page).get_workflow().start(fresh(page), by)
        for approver in (thu, minh):
            state = fresh(page).current_workflow_task_state
            assert state is not None
            state.task.specific.on_action(state, approver, "approve")
        return fresh(page)

    return approve_all


@pytest.fixture
def edit_form() -> Callable[..., dict[str, str]]:
    """Return a way to fill in the admin's editing form of a conclusion."""

    def fill(page: InspectionConclusionPage, **changes: str) -> dict[str, str]:
        data = {
            "title": page.title,
            "slug": page.slug,
            "kind": page.kind,
            "doc_number": page.doc_number,
            "issued_on": "01/06/2026",
            "issuing_agency": page.issuing_agency,
            "inspection_form": page.inspection_form,
            "field": str(page.field_id),
            "unit": str(page.unit_id),
            "summary": page.summary,
            "without_file_reason": page.without_file_reason,
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "entities-TOTAL_FORMS": "1",
            "entities-INITIAL_FORMS": "0",
            "entities-0-name": "Công ty Dệt May Sông Thao",
            "entities-0-ORDER": "1",
        }
        for prefix in ("violations", "conclusion_files", "redactions"):
            data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
        return data | changes

    return fill


@pytest.fixture
def publication_rule(db: None) -> None:
    PublicationRule.objects.create(
        publish_within=10, shown_for=15, legal_basis="Luật 11/2022/QH15, Điều 79", verified=True, valid_from=LONG_AGO
    )


@pytest.fixture
def root_user(db: None) -> User:
    """A superuser of the machine, who holds no post in the ministry."""
    return User.objects.create_superuser("root", "root@bo.test", "x")


@pytest.fixture
def arrears(db: None) -> ViolationGroup:
    return ViolationGroup.objects.create(name="Chậm đóng bảo hiểm", slug="cham-dong-bao-hiem", valid_from=LONG_AGO)


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
