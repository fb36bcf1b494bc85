"""Two conclusions for the tour, with everything that a page of one can show."""

import datetime

from django.core.files.base import ContentFile
from django.utils import timezone

from base.models import PortalDocument
from inspection.models import (
    ConclusionFile,
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

ENTITY = "Công ty TNHH Dệt may và Thương mại Tổng hợp Sông Chu"
TAX_CODE = "2800123456"
LATE = timezone.localdate() - datetime.timedelta(days=40)


def conclusion() -> InspectionConclusionPage:
    """Return a conclusion with every part, which the first caller makes together with an older one on the same body."""
    known = InspectionConclusionPage.public().filter(doc_number="45/KL-TTr", entities__name=ENTITY).first()
    if known is not None:
        return known
    _publish("12/KL-TTr", datetime.date(2024, 5, 6), "Việc thực hiện pháp luật về tiền lương, làm thêm giờ")
    page = _publish("45/KL-TTr", datetime.date(2026, 3, 10), "Việc đóng bảo hiểm thất nghiệp, bảo hiểm xã hội bắt buộc")
    for kind, status, fields in (
        (
            *(RequirementKind.MONEY_RECOVERY, RequirementStatus.IN_PROGRESS),
            {"amount": 1_934_567_000, "amount_done": 700_000_000, "due_on": LATE},
        ),
        (RequirementKind.REMEDIATION, RequirementStatus.DONE, {"due_on": LATE}),
        (RequirementKind.POLICY_AMENDMENT, RequirementStatus.NOT_STARTED, {"not_yet_compulsory": True}),
        (RequirementKind.PERSONNEL_REVIEW, RequirementStatus.CANNOT_DO, {"withheld": True}),
    ):
        content = "Rà soát, khắc phục đầy đủ và báo cáo kết quả bằng văn bản về Thanh tra Bộ."
        ConclusionRequirement.objects.create(
            page=page, kind=kind, status=status, target=ENTITY, content=content, **fields
        )
    return page


def _publish(doc_number: str, day: datetime.date, title: str) -> InspectionConclusionPage:
    group, _ = ViolationGroup.objects.get_or_create(
        slug="cham-dong", defaults={"name": "Chậm đóng, trốn đóng bảo hiểm"}
    )
    document = PortalDocument.objects.create(
        title=f"Kết luận số {doc_number} (bản công khai)",
        file=ContentFile(b"%PDF-1.4\n" + bytes(150_000), f"{doc_number.replace('/', '-')}.pdf"),
    )
    parts = {
        "entities": [InspectedEntity(name=ENTITY, tax_code=TAX_CODE, province=Province.objects.current().first())],
        "violations": [
            Violation(
                group=group,
                behaviour="Chậm đóng bảo hiểm thất nghiệp cho 120 người lao động",
                description="Từ tháng 3 đến tháng 11/2025 công ty trích tiền của người lao động nhưng không nộp.",
                violated_provisions="Khoản 2 Điều 43, Điều 44 Luật Việc làm số 38/2013/QH13",
                consequence="120 người chưa được hưởng trợ cấp thất nghiệp.",
                responsibility="Giám đốc, Kế toán trưởng.",
                violator=ENTITY,
                amount=1_934_567_000,
            ),
            Violation(group=group, behaviour="Không báo cáo tình hình sử dụng lao động", crime_sign=True),
        ],
        "conclusion_files": [ConclusionFile(document=document)],
        "redactions": [Redaction(page_number=3, ground=WithholdingGround.BUSINESS_SECRET)],
    }
    page = InspectionConclusionPage(
        title=f"{title} tại {ENTITY}",
        doc_number=doc_number,
        issued_on=day,
        issuing_agency="Thanh tra Bộ",
        signer="Nguyễn Minh Thu",
        signer_title="Chánh Thanh tra",
        unit=Unit.objects.get(code="TTr"),
        field=PolicyField.objects.current().order_by("pk").first(),
        decision_number="12/QĐ-TTr",
        decision_on=day - datetime.timedelta(days=60),
        period_from=datetime.date(2023, 1, 1),
        period_to=datetime.date(2025, 12, 31),
        summary="Công ty trích tiền của 120 người nhưng chậm nộp bảo hiểm chín tháng; phải nộp đủ trong quý II/2026.",
        live=False,
        **parts,
    )
    InspectionIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return InspectionConclusionPage.objects.get(pk=page.pk)
