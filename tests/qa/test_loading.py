"""Many answers at once: what is written beside a page is as if each had been saved by itself."""

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from ministry.models import PolicyField, Unit
from qa import loading
from qa.loading import NewAnswer
from qa.models import AnswerPage, QAIndexPage, YearPage
from search.models import Entry, IndexChange


@pytest.fixture
def new(archive: QAIndexPage, insurance: PolicyField, employment_unit: Unit) -> Any:
    """Return a way to make an answer that can be loaded: `new("a", title=…)`."""

    def make(key: str, **changes: Any) -> NewAnswer:
        given: dict[str, Any] = {
            "title": "Nghỉ việc bao lâu thì được nhận trợ cấp?",
            "question": "Tôi nghỉ việc từ tháng trước.",
            "short_answer": "Sau 20 ngày.",
            "blocks": [
                {"type": "heading", "value": "Điều kiện"},
                {"type": "paragraph", "value": "<p>Nộp hồ sơ tại <b>trung tâm</b>.</p>"},
            ],
            "field_id": insurance.pk,
            "unit_id": employment_unit.pk,
            "answered_on": datetime.date(2024, 1, 2),
        }
        return NewAnswer(key=key, **given | changes)

    return make


def test_answers_are_loaded_live_with_numbers_and_places(new: Any) -> None:
    assert loading.load([new("a"), new("b", answered_on=datetime.date(2023, 5, 1)), new("c")]) == 3
    pages = list(AnswerPage.objects.order_by("number"))
    assert [page.number for page in pages] == list(range(pages[0].number, pages[0].number + 3))
    assert all(page.live and page.has_unpublished_changes is False for page in pages)
    assert [page.get_parent().slug for page in AnswerPage.objects.order_by("import_key")] == ["2024", "2023", "2024"]
    assert Page.find_problems() == ([], [], [], [], [])
    assert YearPage.objects.get(slug="2024").numchild == 2


def test_a_year_that_has_answers_already_goes_on_from_them(new: Any, write_answer: Any) -> None:
    written = write_answer(answered_on=datetime.date(2024, 3, 1))
    loading.load([new("a")])
    loading.load([new("b")])
    write_answer(answered_on=datetime.date(2024, 3, 2), slug="sau")
    assert Page.find_problems() == ([], [], [], [], [])
    assert YearPage.objects.get(slug="2024").numchild == 4
    assert AnswerPage.objects.get(import_key="a").path > written.path


def test_pages_of_one_title_have_slugs_of_their_own(new: Any) -> None:
    loading.load([new("a"), new("b")])
    loading.load([new("c"), new("d", answered_on=datetime.date(2023, 1, 1)), new("e", title="?!")])
    by_key = {page.import_key: page for page in AnswerPage.objects.all()}
    assert by_key["a"].slug == by_key["d"].slug == "nghi-viec-bao-lau-thi-duoc-nhan-tro-cap"
    assert by_key["b"].slug == f"{by_key['a'].slug}-{by_key['b'].number}"
    assert by_key["c"].slug == f"{by_key['a'].slug}-{by_key['c'].number}"
    assert by_key["e"].slug == "tra-loi"


def test_a_key_that_is_there_is_not_loaded_again(new: Any) -> None:
    assert loading.load([new("a")]) == 1
    assert loading.load([new("a", title="Khác"), new("b"), new("b")]) == 1
    assert AnswerPage.objects.get(import_key="a").title == "Nghỉ việc bao lâu thì được nhận trợ cấp?"
    assert loading.load([new("a"), new("b")]) == 0


def test_what_wagtail_keeps_beside_a_page_is_in_step(new: Any) -> None:
    basis = {"document_number": "38/2013/QH13", "article": "49"}
    linked = [{"type": "paragraph", "value": '<p><a linktype="page" id="2">trang</a></p>'}]
    loading.load([new("a", legal_bases=[basis]), new("b", blocks=linked, title="Việc làm")])

    def kept() -> tuple[set[Any], set[Any]]:
        pages = [str(key) for key in AnswerPage.objects.values_list("pk", flat=True)]
        references = ReferenceIndex.objects.filter(object_id__in=pages)
        columns = ("object_id", "to_content_type", "to_object_id", "model_path", "content_path_hash")
        return (
            set(references.values_list(*columns)),
            set(IndexEntry.objects.values_list("object_id", "title", "body", "autocomplete")),
        )

    before = kept()
    ReferenceIndex.objects.all().delete()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    after = kept()
    assert before[0] == after[0]
    assert before[1] <= after[1]
    assert {key for key, *_ in before[1]} >= {str(page.pk) for page in AnswerPage.objects.all()}


def test_articles_of_law_and_entries_are_written_too(new: Any) -> None:
    basis = {"document_number": "38/2013/QH13", "article": "49", "clause": "1", "document_title": "Luật Việc làm"}
    loading.load([new("a", legal_bases=[basis, {"document_number": "28/2015/NĐ-CP"}])])
    page = AnswerPage.objects.get()
    assert [str(one) for one in page.legal_bases.all()] == ["Khoản 1 Điều 49 38/2013/QH13", "28/2015/NĐ-CP"]
    entry = Entry.objects.get(source="qa.answerpage", source_id=page.pk)
    assert entry.url == page.address
    assert "Nộp hồ sơ tại trung tâm." in entry.text
    assert "Luật Việc làm" in entry.text
    assert IndexChange.objects.filter(entry=entry).count() == 1


def test_an_old_address_leads_to_the_page_and_a_known_one_stays(new: Any) -> None:
    Redirect.objects.create(old_path="/cu/1", redirect_link="/noi-khac/", is_permanent=True)
    loading.load([new("a", old_address="/cu/1"), new("b", old_address="/cu/2")])
    assert Redirect.objects.get(old_path="/cu/1").redirect_link == "/noi-khac/"
    assert (
        Redirect.objects.get(old_path="/cu/2").redirect_link
        == f"/hoi-dap/{AnswerPage.objects.get(import_key='b').number}-/"
    )


def test_a_batch_that_fails_leaves_nothing(new: Any) -> None:
    with pytest.raises(TypeError):
        loading.load([new("a", old_address="/cu/1"), new("b", blocks=[{"type": "paragraph", "value": object()}])])
    assert not AnswerPage.objects.exists()
    assert not Redirect.objects.exists()
    assert not Entry.objects.exists()


def test_statements_do_not_grow_with_the_archive(new: Any) -> None:
    loading.load([new("warm up")])
    with CaptureQueriesContext(
        connection,
    ) as first:
        loading.load([new(f"a{number}", old_address=f"/a/{number}") for number in range(100)])
    with CaptureQueriesContext(connection) as second:
        loading.load([new(f"b{number}", old_address=f"/b/{number}") for number in range(100)])
    assert len(second) <= len(first) <= 60
