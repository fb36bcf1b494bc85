"""Conclusions for tests of what is found of them: live pages, made as an approval makes them."""

import datetime
from typing import Any

from inspection.models import InspectedEntity, InspectionConclusionPage, InspectionIndexPage, Violation, ViolationGroup
from ministry.models import PolicyField, Province, Unit

LONG_AGO = datetime.date(2017, 2, 17)


def conclusion(
    *, live: bool = True, parts: dict[str, list[Any]] | None = None, **changes: Any
) -> InspectionConclusionPage:
    """Put a conclusion into the register; `parts` are its entities, violations, files, by the name of the relation."""
    unit = Unit.objects.get_or_create(code="TTr", defaults={"name": "Thanh tra Bộ", "valid_from": LONG_AGO})[0]
    given: dict[str, Any] = {
        "title": "Kết luận thanh tra việc đóng bảo hiểm tại Công ty May Sông Mã",
        "doc_number": "45/KL-TTr",
        "issued_on": datetime.date(2025, 3, 10),
        "issuing_agency": "Thanh tra Bộ",
        "signer": "Nguyễn Minh Thu",
        "unit": unit,
        "field": field("Bảo hiểm thất nghiệp", "bao-hiem-that-nghiep"),
        "summary": "Công ty chậm đóng bảo hiểm cho 120 người; phải nộp đủ trong 30 ngày.",
        "live": False,
    }
    page = InspectionConclusionPage(**given | changes)
    for relation, some in (parts or {}).items():
        setattr(page, relation, some)
    InspectionIndexPage.objects.get().add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return InspectionConclusionPage.objects.get(pk=page.pk)


def field(name: str, slug: str) -> PolicyField:
    return PolicyField.objects.get_or_create(slug=slug, defaults={"name": name, "valid_from": LONG_AGO})[0]


def entity(name: str = "Công ty May Sông Mã", tax_code: str = "", province: Province | None = None) -> InspectedEntity:
    return InspectedEntity(name=name, tax_code=tax_code, province=province)


def violation(name: str = "Tiền lương", slug: str = "tien-luong") -> Violation:
    group = ViolationGroup.objects.get_or_create(slug=slug, defaults={"name": name, "valid_from": LONG_AGO})[0]
    return Violation(group=group, behaviour="Chậm trả lương")
