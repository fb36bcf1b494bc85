"""The menus of the register counted by the engine: as many queries in a long register, and the numbers of the table."""

import datetime
import random
from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection import facets
from inspection.choosing import Choice
from inspection.models import MENUS, ConclusionKind, ConclusionMark, Facet, InspectionConclusionPage
from ministry.models import Province, Unit
from search import indexing
from tests.inspection.conclusions import conclusion, entity, field, violation
from tests.inspection.conftest import LONG_AGO
from tests.inspection.test_public_queries import LISTS, REGISTER, queries

pytestmark = pytest.mark.django_db

MANY = 36
AGENCIES = (
    "Thanh tra Bộ",
    "THANH TRA  BỘ",
    "Thanh tra Sở Lao động tỉnh Thanh Hóa",
    "Cục Việc làm " + "và việc làm " * 14,
)
SIGNERS = ("Nguyễn Minh Thu", "Nguyễn Minh Thụ", "Lê Văn Hưng", "")
MADE_UP = ("", "khong-co", "2026", "1990", "9" * 11, "٢٠٢٥", "Thanh tra Bộ", "x" * 300, "a:b", "38", "notice")


def test_with_an_engine_1_and_many_conclusions_cost_alike(
    ministry: Unit, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "KEPT_SECONDS", 0)  # as for the first reader after something was published
    _write(1)
    few = _costs(stranger)
    _write(MANY)
    full = _costs(stranger)
    assert max([*few.values(), *full.values()]) <= 8, (few, full)
    assert full[""] == few[""]


def test_the_engine_counts_what_the_table_counts(ministry: Unit) -> None:
    _write(MANY)
    known = [*ConclusionMark.objects.filter(facet__in=MENUS).values_list("facet", "value").distinct()]
    values = {facet: sorted({value for menu, value in known if menu == facet}) for facet in MENUS}
    assert all(len(some) > 1 for some in values.values()), values

    @settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(given_values=st.fixed_dictionaries({}, optional={facet: _a_value(values[facet]) for facet in MENUS}))
    def equal(given_values: dict[Facet, str]) -> None:
        chosen = Choice.of(dict.fromkeys(MENUS, "") | given_values, "")
        assert _told(facets._counted_by_engine(chosen)) == _told(facets._counted_by_marks(chosen))

    equal()


def test_the_menus_are_shown_alike_with_and_without_an_engine(ministry: Unit) -> None:
    _write(9)
    page = InspectionConclusionPage.public().order_by("pk").first()
    assert page is not None
    for year in ("", str(page.issued_on.year)):
        for kind in ("", page.kind):
            chosen = Choice.of(dict.fromkeys(MENUS, "") | {Facet.YEAR: year, Facet.KIND: kind}, "")
            counted = facets.counts(chosen)
            cache.clear()
            with patch.object(facets, "_counted", facets._counted_by_marks):
                assert facets.counts(chosen) == counted
            cache.clear()


def _a_value(known: Sequence[str]) -> "st.SearchStrategy[str]":
    return st.one_of(st.sampled_from(known), st.sampled_from(known), st.sampled_from(MADE_UP))


def _told(rows: Sequence[tuple[str, str, int]]) -> set[tuple[str, str, int]]:
    """Return the rows that a menu shows, each once."""
    assert len({row[:2] for row in rows}) == len(rows), rows
    return {row for row in rows if row[2]}


def _costs(client: Client) -> dict[str, int]:
    """Return the queries of each list while the engine, and nothing else, counts."""
    with patch.object(facets, "_counted_by_marks", side_effect=AssertionError("the engine was not asked")):
        return {address: queries(client, f"{REGISTER}{address}") for address in LISTS}


def _write(count: int) -> None:
    """Write conclusions that differ in all by which the register is narrowed, and have the engine know them."""
    dice = random.Random(20261122)
    today = Province.objects.get_or_create(code="38", defaults={"name": "Thanh Hóa", "valid_from": LONG_AGO})[0]
    past = Province.objects.get_or_create(
        code="36", defaults={"name": "Nam Định", "valid_from": LONG_AGO, "successor": today}
    )[0]
    fields = [field("Bảo hiểm thất nghiệp", "bao-hiem-that-nghiep"), field("Lương", "luong"), field("Trẻ em", "te")]
    for number in range(count):
        groups = dice.sample(["luong", "an-toan", "bao-hiem"], dice.randint(0, 3))
        main, *others = dice.sample(fields, dice.randint(1, 3))
        parts: dict[str, list[Any]] = {
            "entities": [
                entity(f"Công ty {dice.randint(1, 9)}", "", dice.choice([today, past, None])) for _ in range(2)
            ],
            "violations": [violation(slug.upper(), slug) for slug in groups * 2],
        }
        conclusion(
            title=f"Kết luận {number}",
            doc_number=f"{number}/KL",
            issued_on=datetime.date(dice.choice([2023, 2024, 2025]), dice.randint(1, 12), 3),
            kind=dice.choice(ConclusionKind.values),
            issuing_agency=dice.choice(AGENCIES),
            signer=dice.choice(SIGNERS),
            field=main,
            other_fields=others,
            parts=parts,
        )
    indexing.drain_whole()
