"""The totals equal a plain SQL sum, whatever is in the tables; the public sees nothing of what is withheld."""

import datetime
import random
from collections.abc import Callable
from typing import Any, get_args

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from inspection import totals
from inspection.models import ConclusionRequirement, InspectionConclusionPage, RequirementKind
from inspection.states import CLOSED, RequirementStatus
from ministry.models import PolicyField, Unit
from tests.inspection.followup.conftest import MILLION, Conclude

KEYS = {
    "year": "CAST(SUBSTR(CAST(c.issued_on AS TEXT), 1, 4) AS INTEGER)",
    "field": "f.slug",
    "unit": "u.code",
    "kind": "r.kind",
    "status": "r.status",
}
PLAIN = """
SELECT {key}, COUNT(*),
  SUM(CASE WHEN r.status = 'done' THEN 1 ELSE 0 END),
  SUM(CASE WHEN {shown} AND r.status IN ('not_started', 'in_progress') AND NOT r.not_yet_compulsory
           AND r.due_on < %s THEN 1 ELSE 0 END),
  SUM(CASE WHEN {shown} THEN COALESCE(r.amount, 0) ELSE 0 END),
  SUM(CASE WHEN {shown} THEN r.amount_done ELSE 0 END)
FROM inspection_conclusionrequirement r
JOIN inspection_inspectionconclusionpage c ON c.page_ptr_id = r.page_id
JOIN wagtailcore_page p ON p.id = c.page_ptr_id
JOIN ministry_policyfield f ON f.id = c.field_id
JOIN ministry_unit u ON u.id = c.unit_id
WHERE {rows} GROUP BY {key}
"""


def plain_sums(by: str, *, public: bool) -> dict[str, tuple[int, ...]]:
    sql = PLAIN.format(
        key=KEYS[by], shown="NOT r.withheld" if public else "1 = 1", rows="p.live" if public else "1 = 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [timezone.localdate()])
        return {str(key): tuple(int(number) for number in numbers) for key, *numbers in cursor.fetchall()}


@pytest.fixture
def many(
    conclude: Conclude, insurance: PolicyField, childcare: PolicyField, inspection_unit: Unit, children_unit: Unit
) -> list[InspectionConclusionPage]:
    """Nine conclusions, public and not, with a hundred requirements of every kind and status."""
    chance = random.Random(33)
    pages = [
        conclude(
            live=number % 4 != 0,
            issued_on=datetime.date(2024 + number % 3, 12 if number % 2 else 1, 31 if number % 2 else 1),
            field=(insurance, childcare)[number % 2],
            unit=(inspection_unit, children_unit)[number % 4 == 1],
        )
        for number in range(9)
    ]
    for number in range(100):
        status = chance.choice(RequirementStatus.values)
        amount = chance.choice([None, 0, chance.randrange(10**13)])
        ConclusionRequirement.objects.create(
            page=pages[number % 8],  # the last one has none
            kind=chance.choice(RequirementKind.values),
            target=f"Công ty số {number}",
            content="Nộp đủ.",
            amount=amount,
            amount_done=chance.randrange((amount or 0) + 1),
            due_on=chance.choice([None, datetime.date(2025, 1, 1), timezone.localdate(), datetime.date(2099, 1, 1)]),
            status=status,
            not_yet_compulsory=chance.random() < 0.3,
            withheld=chance.random() < 0.3,
            closed_on=timezone.localdate() if status in CLOSED else None,
        )
    return pages


def as_numbers(row: Any) -> tuple[int, ...]:
    return (row.requirements, row.done, row.overdue, row.to_recover, row.recovered)


def test_totals_equal_a_plain_sum(
    many: list[InspectionConclusionPage], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for by in get_args(totals.By):
        with django_assert_num_queries(1):
            public = totals.totals(by)
        assert {row.key: as_numbers(row) for row in public} == plain_sums(by, public=True), by
        everything = totals.totals(by, ConclusionRequirement.objects.all())
        assert {row.key: as_numbers(row) for row in everything} == plain_sums(by, public=False), by
        assert plain_sums(by, public=False) != plain_sums(by, public=True)


def test_the_whole_is_the_sum_of_its_parts(
    many: list[InspectionConclusionPage], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        whole = totals.overall()
    for by in get_args(totals.By):
        parts = [as_numbers(row) for row in totals.totals(by)]
        assert as_numbers(whole) == tuple(sum(column) for column in zip(*parts, strict=True)), by


def test_the_progress_of_each_conclusion(
    many: list[InspectionConclusionPage], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        progress = totals.progress_of([page.pk for page in many])
    assert set(progress) == {page.pk for page in many}
    assert progress[many[8].pk] == totals.Progress()
    assert progress[many[8].pk].percent == 0
    for page in many[:8]:
        mine = totals.overall(ConclusionRequirement.objects.filter(page=page))
        assert totals.progress_of([page.pk], public=False)[page.pk] == mine
        shown = totals.overall(ConclusionRequirement.objects.filter(page=page, withheld=False))
        assert as_numbers(progress[page.pk])[2:] == as_numbers(shown)[2:]
        assert progress[page.pk].requirements == mine.requirements


def test_in_which_order_and_by_which_names(many: list[InspectionConclusionPage]) -> None:
    assert [row.key for row in totals.totals("year")] == ["2026", "2025", "2024"]
    assert [row.label for row in totals.totals("field")] == ["Bảo hiểm thất nghiệp", "Trẻ em"]
    assert [row.label for row in totals.totals("status")] == [str(label) for label in RequirementStatus.labels]


def test_without_requirements_the_totals_are_nought(db: None) -> None:
    assert totals.overall() == totals.Progress()
    assert totals.totals("year") == []


@pytest.mark.parametrize(("done", "of", "percent"), [(0, 3, 0), (1, 3, 33), (2, 3, 66), (3, 3, 100), (199, 200, 99)])
def test_a_hundred_per_cent_means_all(done: int, of: int, percent: int) -> None:
    assert totals.Progress(requirements=of, done=done).percent == percent


def test_one_withheld_requirement_gives_its_amount_away_to_nobody(
    conclusion: InspectionConclusionPage, require: Callable[..., ConclusionRequirement]
) -> None:
    require(withheld=True, due_on=datetime.date(2026, 6, 2))
    assert totals.progress_of([conclusion.pk])[conclusion.pk] == totals.Progress(requirements=1)
    assert totals.overall() == totals.Progress(requirements=1)
    assert totals.progress_of([conclusion.pk], public=False)[conclusion.pk].to_recover == 120 * MILLION
