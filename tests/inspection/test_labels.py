"""The register is narrowed by what a conclusion says of itself; one agency written in two ways is one."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspection import labels
from inspection.models import InspectionConclusionPage
from ministry.models import Province, Unit
from search import finding, indexing
from search.engines import EngineUnavailable, get_engine
from search.models import Entry
from tests.inspection.conclusions import conclusion, entity, field, violation
from tests.inspection.steps import take_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(ministry: Unit, province: Province) -> None:
    """Three conclusions, known to the engine."""
    conclusion(
        parts={"entities": [entity(tax_code="0101234567", province=province)], "violations": [violation()] * 1},
        other_fields=[field("Tiền lương", "tien-luong")],
    )
    conclusion(
        issued_on=datetime.date(2024, 5, 2),
        issuing_agency="THANH TRA  BỘ",
        signer="Nguyễn Minh Thụ",
        parts={"entities": [entity("Công ty CP Dệt may Sông Mã", "0101234567"), entity("Xã Hoằng Hợp")]},
        inspection_form="unannounced",
    )
    conclusion(issuing_agency="Thanh tra Sở", field=field("Tiền lương", "tien-luong"))
    indexing.drain_whole()


def test_facets_are_counted_over_all_conclusions(register: None) -> None:
    found = finding.browse("conclusion", facets_of=labels.FACETS, with_facets=True)
    assert found.facets["field"] == {"bao-hiem-that-nghiep": 2, "tien-luong": 2}
    assert found.facets["entity"] == {"0101234567": 2, "xã hoằng hợp": 1}
    assert found.facets["province"] == {"38": 1}
    assert found.facets["agency"] == {"thanh tra bộ": 2, "thanh tra sở": 1}
    assert found.facets["signer"] == {"nguyễn minh thu": 2, "nguyễn minh thụ": 1}, "another accent, another person"
    assert found.facets["group"] == {"tien-luong": 1}
    assert found.facets["form"] == {"planned": 2, "unannounced": 1}
    assert found.facets["year"] == {"2025": 2, "2024": 1}


def test_labels_are_read_as_names_in_one_query_a_register(register: None) -> None:
    found = finding.browse("conclusion", facets_of=labels.FACETS)
    counted = [f"{facet}:{key}" for facet, keys in found.facets.items() for key in keys]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        names = labels.label_names(counted)
    assert len(asked) == 4
    assert set(names) == set(counted)
    assert names["field:tien-luong"] == "Tiền lương"
    assert names["province:38"] == "Thanh Hóa"
    assert names["form:unannounced"] == "Đột xuất"
    assert names["agency:thanh tra bộ"] == "THANH TRA BỘ", "as it was written last"
    assert names["entity:0101234567"] == "Công ty CP Dệt may Sông Mã"
    assert labels.label_name("agency:không có") == "không có"


def test_chosen_labels_narrow_the_list_newest_first(register: None) -> None:
    found = finding.browse("conclusion", ["entity:0101234567"])
    assert [card["published_on"].year for card in found.cards] == [2025, 2024]
    assert finding.browse("conclusion", ["entity:0101234567", "form:unannounced"]).total == 1
    assert finding.browse("conclusion", ["signer:nguyễn minh thu"], year=2024).total == 0
    first, second = finding.browse("conclusion", limit=1), finding.browse("conclusion", limit=1, offset=1)
    assert first.total == second.total == 3
    assert first.cards[0]["source_id"] != second.cards[0]["source_id"]


def test_a_list_with_facets_asks_the_database_twice(register: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        finding.browse("conclusion", ["province:38"], facets_of=labels.FACETS, with_facets=True)
    assert len(asked) == 2


def test_the_value_that_was_chosen_is_told_though_many_are_more_frequent(
    ministry: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.embedded_queries.LABEL_VALUES", 1)
    conclusion(parts={"entities": [entity("Một"), entity("Hai")]})
    conclusion(parts={"entities": [entity("Một")]})
    indexing.drain_whole()
    assert finding.browse("conclusion", facets_of=["entity"]).facets["entity"] == {"một": 2}
    assert finding.browse("conclusion", ["entity:hai"], facets_of=["entity"]).facets["entity"] == {"một": 2, "hai": 1}


def test_a_withdrawn_conclusion_keeps_no_label(register: None) -> None:
    found = finding.browse("conclusion", ["agency:thanh tra sở"])
    page = InspectionConclusionPage.objects.get(pk=found.cards[0]["source_id"])
    take_down(page)
    assert finding.browse("conclusion", ["agency:thanh tra sở"]).cards == [], "before the engine knows"
    assert Entry.objects.get(source_id=page.pk).labels == []
    indexing.drain_whole()
    assert finding.browse("conclusion", facets_of=["agency"]).facets["agency"] == {"thanh tra bộ": 2}


def test_a_hundred_entities_and_long_names_are_kept(ministry: Unit) -> None:
    long = "Công ty trách nhiệm hữu hạn " + "một thành viên " * 14
    page = conclusion(parts={"entities": [entity(f"{long}{number}"[-250:]) for number in range(300)]})
    kept = Entry.objects.get(source_id=page.pk).labels
    assert len(kept) == 200
    assert max(map(len, kept)) <= 200
    assert {"agency:thanh tra bộ", "signer:nguyễn minh thu"} <= set(kept)
    indexing.drain_whole()
    assert finding.browse("conclusion", [kept[-1]]).total == 1


def test_without_an_engine_the_caller_is_told(register: None) -> None:
    get_engine().drop()
    with pytest.raises(EngineUnavailable):
        finding.browse("conclusion", facets_of=labels.FACETS)
