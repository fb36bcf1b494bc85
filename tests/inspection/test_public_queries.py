"""A list of conclusions costs at most 8 queries and a conclusion at most 8, whatever the size of the register."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from inspection import facets, marks
from inspection.models import (
    ConclusionMark,
    ConclusionRequirement,
    Facet,
    InspectedEntity,
    InspectionConclusionPage,
    InspectionIndexPage,
)
from inspection.selecting import rarest_first, selected
from ministry.models import PolicyField, Province, Unit
from tests.inspection.conftest import Publish

REGISTER = "/ket-luan-thanh-tra/"
LISTS = (
    "",
    "?nam=2025",
    "?nam=2025&tinh=38",
    "?nam=2025&tinh=38&loai=conclusion&linh-vuc=bao-hiem-that-nghiep&co-quan=Thanh+tra+Bộ",
    "?doi-tuong=song+chu",
    "?doi-tuong=song+chu&nam=2025&tinh=38",
    "?tinh=khong-co",
    "?sau=2025-06-01.999999",
    "atom.xml",
    "so-lieu/",
    "du-lieu/",
)


def queries(client: Client, url: str) -> int:
    client.get(url)  # names, content types and the site's root are warm
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.fixture
def many(publish_conclusion: Publish, owed: dict[str, Any]) -> InspectionConclusionPage:
    """Three hundred conclusions, written in bulk beside one that was published."""
    first = publish_conclusion(requirements=[owed, owed], issued_on=datetime.date(2025, 12, 31))
    day = datetime.date(2025, 1, 1)
    common = {
        "unit": Unit.objects.get(code="TTr"),
        "field": PolicyField.objects.get(),
        "issuing_agency": "Thanh tra Bộ",
    }
    parent = InspectionIndexPage.objects.get()
    for number in range(300):
        page = InspectionConclusionPage(
            title=f"Kết luận {number}",
            slug=f"ket-luan-{number}",
            doc_number=f"{number}/KL-TTr",
            issued_on=day + datetime.timedelta(days=number),
            summary="Tóm tắt.",
            signer="Nguyễn Minh Thu",
            **common,
        )
        page.path = Page._get_path(parent.path, first.depth, 1000 + number)
        page.depth, page.url_path = first.depth, f"{parent.url_path}{page.slug}/"
        page.save()
    pages = list(InspectionConclusionPage.objects.exclude(pk=first.pk))
    province = Province.objects.get()
    InspectedEntity.objects.bulk_create(
        [InspectedEntity(page=page, name="Công ty May Sông Chu", province=province) for page in pages]
    )
    ConclusionRequirement.objects.bulk_create([ConclusionRequirement(page=page, **owed) for page in pages])
    marks.renew([page.pk for page in pages])
    return first


def test_1_and_300_conclusions_cost_alike(
    publish_conclusion: Publish, owed: dict[str, Any], request: pytest.FixtureRequest, stranger: Client
) -> None:
    page = publish_conclusion(requirements=[owed], entities=[("A", "", None)])

    def costs() -> dict[str, int]:
        found = {address: queries(stranger, f"{REGISTER}{address}") for address in LISTS}
        return found | {name: queries(stranger, name) for name in ("/", page.address, "/api/v1/inspections?limit=100")}

    few = costs()
    request.getfixturevalue("many")
    full = costs()
    assert max(full.values()) <= 8, full
    for name in ("", "atom.xml", "so-lieu/"):
        assert full[name] == few[name], name
    assert full[page.address] == few[page.address]


def test_no_list_scans_the_register(many: InspectionConclusionPage) -> None:
    """Every condition walks the index of its own mark; another one is looked up row by row."""
    wanted = [(Facet.YEAR, "2025"), (Facet.PROVINCE, "38"), (Facet.KIND, "conclusion")]
    rows = selected(rarest_first(wanted)).filter(page__live=True).select_related("page__field")
    plan = rows.order_by("-issued_on", "-page_id")[:21].explain()
    if connection.vendor == "sqlite":
        assert "SCAN" not in plan, plan
        assert "USE TEMP B-TREE" not in plan, plan
        assert "marks_newest" in plan, plan


def test_counting_compares_no_rows_with_all_rows(many: InspectionConclusionPage) -> None:
    """PostgreSQL has no statistics of what was just written: joined, five conditions on 300 pages took minutes."""
    wanted = [(Facet.YEAR, "2025"), (Facet.PROVINCE, "38"), (Facet.KIND, "conclusion"), (Facet.AGENCY, "thanh tra bộ")]
    plan = facets._of([Facet.SIGNER, Facet.GROUP], rarest_first(wanted)).explain()
    if connection.vendor == "postgresql":
        assert "SubPlan" in plan, plan
    else:
        assert "SCAN inspection_conclusionmark" not in plan, plan


def test_the_rarest_mark_is_walked_first(many: InspectionConclusionPage) -> None:
    common, rare = (Facet.PROVINCE, "38"), (Facet.TAX_CODE, "2800123456")
    with CaptureQueriesContext(connection) as captured:
        assert rarest_first([common, rare]) == [rare, common]
    assert len(captured) == 1
    assert rarest_first([common, (Facet.YEAR, "1990")]) == []
    assert ConclusionMark.objects.filter(facet=rare[0], value=rare[1]).count() == 1
