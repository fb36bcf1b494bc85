"""The sums of all requirements: equal to plain sums, as bars with tables, and new when a requirement changes."""

import csv
import io
from html import unescape
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client

from base.charts import LONGEST_LABEL, Amount, stacked
from base.money import dong, percent, short_dong
from inspection.charts import money_bars, status_bars
from inspection.models import ConclusionRequirement, InspectionConclusionPage
from inspection.records import progress_of as progress_at_hand
from inspection.states import RequirementStatus
from inspection.totals import Row, progress_of, totals
from tests.inspection.conftest import Publish

ADDRESS = "/ket-luan-thanh-tra/so-lieu/"


@pytest.fixture
def page(publish_conclusion: Publish, owed: dict[str, Any], hidden: dict[str, Any]) -> InspectionConclusionPage:
    """A public conclusion with four requirements, and a draft with one."""
    paid = owed | {"amount": 30, "amount_done": 30, "status": RequirementStatus.DONE, "due_on": None}
    waiting = owed | {"amount": 7, "amount_done": 0, "not_yet_compulsory": True}
    publish_conclusion(title="Nháp", live=False, requirements=[owed])
    return publish_conclusion(requirements=[owed, paid, waiting, hidden])


@pytest.mark.parametrize("by", ["year", "field", "unit"])
def test_the_totals_are_a_plain_sum(by: Any, page: InspectionConclusionPage) -> None:
    shown = ConclusionRequirement.objects.filter(page__live=True, withheld=False)
    plain = shown.aggregate(to=Sum("amount"), done=Sum("amount_done"))
    [row] = totals(by)
    assert (row.to_recover, row.recovered) == (plain["to"], plain["done"])
    assert (row.requirements, row.done, row.overdue) == (4, 1, 1)
    assert row.key == {"year": "2026", "field": "bao-hiem-that-nghiep", "unit": "TTr"}[by]


def test_a_conclusion_is_counted_alike_by_the_database_and_at_hand(page: InspectionConclusionPage) -> None:
    assert progress_of([page.pk])[page.pk] == progress_at_hand(list(page.requirements.all()))


def test_a_citizen_sees_the_sums_as_bars_and_tables(page: InspectionConclusionPage, stranger: Client) -> None:
    text = " ".join(unescape(stranger.get(ADDRESS).content.decode()).split())
    assert "<strong>500 triệu đồng</strong> đã thu hồi trên 1 tỷ đồng phải thu hồi (50%)" in text
    for title in ("Theo năm ký kết luận", "Theo lĩnh vực", "Theo đơn vị phụ trách"):
        assert title in text
    assert text.count('<svg class="chart"') == 6
    assert '<td class="num" data-heading="Phải thu hồi">1.000.000.037 đồng</td>' in text
    assert "77" not in text.partition("<main")[2].partition("</main>")[0], "what is withheld is not in any sum"


def test_a_requirement_that_changes_shows_at_once(page: InspectionConclusionPage, stranger: Client) -> None:
    stranger.get(ADDRESS)
    requirement = page.requirements.filter(status=RequirementStatus.IN_PROGRESS, not_yet_compulsory=False).get()
    requirement.amount_done = 1_000_000_000
    requirement.save()
    assert "1 tỷ đồng</strong> đã thu hồi" in stranger.get(ADDRESS).content.decode()


def test_the_tables_as_csv(page: InspectionConclusionPage, stranger: Client) -> None:
    text = b"".join(stranger.get("/ket-luan-thanh-tra/so-lieu.csv")).decode()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows[1] == ["Năm", "2026", "4", "1", "1", "1000000037", "500000030"]
    assert [row[0] for row in rows[1:]] == ["Năm", "Lĩnh vực", "Đơn vị"]


def test_without_requirements_the_page_says_so(register: object, stranger: Client) -> None:
    assert "Chưa có số liệu" in stranger.get(ADDRESS).content.decode()


def test_bars_are_shares_of_the_longest() -> None:
    drawing = stacked([Amount("A", "3", [("x", 1), ("y", 2)]), Amount("B" * 60, "1", [("x", 0), ("y", 1)])])
    assert drawing is not None
    first, second = drawing.bars
    assert [(part.kind, part.x, part.width) for part in first.parts] == [
        ("x", "0.00%", "33.33%"),
        ("y", "33.33%", "66.67%"),
    ]
    assert [(part.kind, part.width) for part in second.parts] == [("y", "33.33%")]
    assert len(second.label) == LONGEST_LABEL
    assert stacked([]) is None
    assert stacked([Amount("A", "0", [("x", 0)])]) is None


def test_more_recovered_than_asked_for_is_no_longer_than_the_bar() -> None:
    row = Row("2026", "2026", requirements=2, done=2, overdue=0, to_recover=10, recovered=30)
    drawing = money_bars([row])
    assert drawing is not None
    assert [part.width for part in drawing.bars[0].parts] == ["100.00%"]
    statuses = status_bars([row])
    assert statuses is not None
    assert [part.kind for part in statuses.bars[0].parts] == ["done"]


@pytest.mark.parametrize(
    ("amount", "whole", "short"),
    [
        (0, "0 đồng", "0 đồng"),
        (999_999, "999.999 đồng", "999.999 đồng"),
        (1_000_000, "1.000.000 đồng", "1 triệu đồng"),
        (1_299_999_999, "1.299.999.999 đồng", "1,2 tỷ đồng"),
        (1_234_500_000_000, "1.234.500.000.000 đồng", "1.234,5 tỷ đồng"),
    ],
)
def test_sums_are_written_as_in_vietnam(amount: int, whole: str, short: str) -> None:
    assert (dong(amount), short_dong(amount)) == (whole, short)


@pytest.mark.parametrize(("part", "whole", "found"), [(0, 0, 0), (1, 3, 33), (999, 1000, 99), (3, 3, 100), (5, 3, 100)])
def test_only_the_whole_is_a_hundred_per_cent(part: int, whole: int, found: int) -> None:
    assert percent(part, whole) == found
