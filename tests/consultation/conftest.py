"""What the stories of drafts share: a draft with every fault for the reader, and a consultation in Hoài's hands."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from consultation.models import ConsultationIndexPage, ConsultationPage, ConsultationRule, DocumentKind, Stage
from consultation.structure import markdown
from consultation.structure.building import build
from consultation.structure.lines import ReadLine
from consultation.structure.nodes import Document
from consultation.structure.reading import read
from home.portal_setup import ensure_portal
from ministry.models import PolicyField, Unit, User
from tests.consultation.steps import FIRST_TEXT, approve, bring_in, fresh

LONG_AGO = datetime.date(2017, 2, 17)

DRAFT = Path(__file__).parent / "drafts" / "luat_xe_sach.md"


@pytest.fixture(scope="session")
def faulty() -> list[ReadLine]:
    """A made-up law as a converter of PDF leaves it, with every fault the reader knows."""
    return read(markdown.paragraphs(DRAFT.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def law(faulty: list[ReadLine]) -> Document:
    return build(faulty)


@pytest.fixture
def drafts_index(db: None) -> ConsultationIndexPage:
    ensure_portal()
    return ConsultationIndexPage.objects.get()


@pytest.fixture
def consultation_rule(db: None) -> ConsultationRule:
    return ConsultationRule.objects.create(
        stage=Stage.DRAFT, min_days=20, legal_basis="Luật 64/2025/QH15", valid_from=LONG_AGO
    )


@pytest.fixture
def write_consultation(
    drafts_index: ConsultationIndexPage, insurance: PolicyField, legal_unit: Unit, hoai: User
) -> Callable[..., ConsultationPage]:
    """Return a way for Hoài to write a consultation down as a draft, with a first text."""

    def draft(text: str = FIRST_TEXT, **changes: Any) -> ConsultationPage:
        today = timezone.localdate()
        given: dict[str, Any] = {
            "title": "Dự thảo Thông tư về đóng, hưởng bảo hiểm thất nghiệp",
            "document_kind": DocumentKind.CIRCULAR,
            "unit": legal_unit,
            "field": insurance,
            "summary": "Ai phải đóng, đóng bao nhiêu, và hồ sơ hưởng trợ cấp gồm những gì.",
            "starts_on": today,
            "ends_on": today + datetime.timedelta(days=59),
            "owner": hoai,
            "live": False,
        }
        page = ConsultationPage(**given | changes)
        drafts_index.add_child(instance=page)
        if text:
            page.document = bring_in(page, text, "Dự thảo 1")
        page.save()
        page.save_revision(user=page.owner)
        return fresh(page)

    return draft


@pytest.fixture
def publish_consultation(
    write_consultation: Callable[..., ConsultationPage], hoai: User, phuc: User, minh: User
) -> Callable[..., ConsultationPage]:
    """Return a way to put a draft to the public, approved by ông Phúc and by Minh."""

    def publish(text: str = FIRST_TEXT, **changes: Any) -> ConsultationPage:
        page = write_consultation(text, **changes)
        approve(page, hoai, phuc, minh)
        return fresh(page)

    return publish


@pytest.fixture
def consultation(publish_consultation: Callable[..., ConsultationPage]) -> ConsultationPage:
    """A circular that anybody may comment on now."""
    return publish_consultation()
