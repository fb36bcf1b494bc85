"""How many answers a field has is known without counting: the figures change with the entries, in one transaction."""

import datetime
from collections.abc import Callable

from django.db import transaction

from ministry.models import PolicyField, Unit
from qa import menus
from qa.models import AnswerPage, FieldPage, QAIndexPage
from search import entries, indexing, tallies
from search.models import Tally

Write = Callable[..., AnswerPage]


def counts(facet: str) -> dict[int, int]:
    return tallies.tally_of("answer").of(facet)


def test_what_is_published_and_taken_down_is_counted(
    write_answer: Write, insurance: PolicyField, employment_unit: Unit
) -> None:
    first, _second = write_answer(), write_answer(title="Khác", answered_on=datetime.date(2024, 5, 1))
    assert counts("policy_field") == {insurance.pk: 2}
    assert counts("unit") == {employment_unit.pk: 2}
    assert counts("year") == {2025: 1, 2024: 1}
    first.unpublish()
    assert counts("policy_field") == {insurance.pk: 1}
    assert counts("year") == {2024: 1}
    first.get_latest_revision().publish()
    assert counts("policy_field") == {insurance.pk: 2}
    first.delete()
    assert counts("policy_field") == {insurance.pk: 1}


def test_an_answer_that_changes_its_field_is_counted_there(
    write_answer: Write, insurance: PolicyField, childcare: PolicyField
) -> None:
    page = write_answer()
    page.field = childcare
    page.save_revision().publish()
    assert counts("policy_field") == {childcare.pk: 1}


def test_what_is_rolled_back_is_not_counted(write_answer: Write) -> None:
    page = write_answer()
    with transaction.atomic():
        entries.withdraw(AnswerPage, page.pk)
        assert counts("year") == {}
        transaction.set_rollback(True)
    assert sum(counts("year").values()) == 1


def test_the_hourly_comparison_mends_a_wrong_figure(write_answer: Write, insurance: PolicyField) -> None:
    write_answer()
    Tally.objects.filter(pk="answer").update(counts={"policy_field": {str(insurance.pk): 70}})
    Tally.objects.create(pk="gone", counts={"year": {"2019": 3}})
    assert tallies.recount() == 2
    assert counts("policy_field") == {insurance.pk: 1}
    assert tallies.tally_of("gone").of("year") == {}
    assert indexing.compare()[0] == 1  # the index itself, which lacks the entry
    assert tallies.recount() == 0


def test_the_menus_follow_at_once(write_answer: Write, childcare: PolicyField) -> None:
    assert menus.fields() == []
    page = write_answer()
    assert [(link["title"], link["count"]) for link in menus.fields()] == [("Bảo hiểm thất nghiệp", 1)]
    QAIndexPage.objects.get().add_child(instance=FieldPage(title="Trẻ em", slug="tre-em", field=childcare))
    write_answer(title="Khác", field=childcare, answered_on=datetime.date(2020, 1, 1))
    assert [link["slug"] for link in menus.fields()] == ["bao-hiem-that-nghiep", "tre-em"]
    assert menus.menus()["years"] == [2025, 2020]
    assert menus.menus()["units"] == [("VL", "Cục Việc làm")]
    page.unpublish()
    assert [link["slug"] for link in menus.fields()] == ["tre-em"]
