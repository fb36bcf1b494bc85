"""What Minh adds to the dictionary counts with the next question, and in the index within minutes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from qa.models import AnswerPage
from search import dictionary, indexing
from search.analysis import analyse_query
from search.models import Entry, IndexChange, Term

pytestmark = [pytest.mark.usefixtures("own_vocabulary")]

Write = Callable[..., AnswerPage]


def test_a_new_abbreviation_counts_at_once_and_is_found_in_old_answers(write_answer: Write) -> None:
    page = write_answer(title="Mức hưởng từ QBHTN là bao nhiêu?")
    write_answer(title="Chuyện khác", question="Khác.", short_answer="Khác.", body=[])
    indexing.drain_whole()
    Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    dictionary.refresh()
    assert analyse_query("QBHTN").words == analyse_query("quỹ bảo hiểm thất nghiệp").words
    assert dictionary.requeue_documents()
    assert [change.entry.source_id for change in IndexChange.objects.all()] == [page.pk]
    assert not Term.objects.waiting().exists()
    assert dictionary.requeue_documents() == 0


def test_the_vocabulary_is_read_once_while_nothing_changes(db: None, django_assert_num_queries: Any) -> None:
    Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    with django_assert_num_queries(2):
        dictionary.refresh()
    with django_assert_num_queries(1):
        dictionary.refresh()


def test_a_line_switched_off_leaves_as_it_came(db: None) -> None:
    term = Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    dictionary.refresh()
    term.active = False
    term.save()
    dictionary.refresh()
    assert analyse_query("QBHTN").words == ["qbhtn"]


def test_a_shipped_line_is_switched_off_by_a_line_of_the_same_writing(db: None) -> None:
    Term.objects.create(short="TTS", long="thực tập sinh", active=False)
    dictionary.refresh()
    assert analyse_query("TTS").words == ["tts"]


def test_a_shipped_line_gives_way_to_another_meaning(db: None) -> None:
    Term.objects.create(short="EPS", long="lãi trên cổ phiếu")
    dictionary.refresh()
    assert "co" in analyse_query("EPS").words
    assert "han" not in analyse_query("EPS").words


def test_a_courtesy_changes_no_document(write_answer: Write) -> None:
    write_answer()
    indexing.drain_whole()
    Term.objects.create(kind="courtesy", short="nhờ cổng giải đáp")
    dictionary.refresh()
    asked = "Nhờ cổng giải đáp mức đóng bảo hiểm thất nghiệp năm nay của tôi"
    assert "cong" not in analyse_query(asked).words
    assert dictionary.requeue_documents()
    assert not IndexChange.objects.exists()


def test_a_change_while_the_archive_is_walked_waits_on(write_answer: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write_answer()
    term = Term.objects.create(short="TTDV", long="trung tâm dịch vụ")
    queue = dictionary.queue_afresh

    def interrupted(entries: list[Entry], engines: list[str]) -> None:
        queue(entries, engines)
        Term.objects.filter(pk=term.pk).update(changed_at=timezone.now())

    monkeypatch.setattr(dictionary, "queue_afresh", interrupted)
    dictionary.requeue_documents()
    assert Term.objects.waiting().exists()


def test_killed_in_the_middle_it_begins_again(write_answer: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        write_answer(title=f"Chuyện {number} về QBHTN")
    indexing.drain_whole()
    Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    monkeypatch.setattr(dictionary, "BATCH", 1)
    monkeypatch.setattr(dictionary, "PATIENCE", 0.0)
    assert dictionary.requeue_documents() == 1
    assert IndexChange.objects.count() == 1
    assert Term.objects.waiting().exists()
    monkeypatch.setattr(dictionary, "_walked", (frozenset(), 0))  # a new process knows nothing
    while dictionary.requeue_documents():
        pass
    assert IndexChange.objects.count() == 3
    assert not Term.objects.waiting().exists()


def test_a_row_that_is_worked_on_is_not_taken_for_the_new_one(write_answer: Write) -> None:
    write_answer(title="Chuyện về QBHTN")
    before = IndexChange.objects.get()
    Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    dictionary.requeue_documents()
    assert IndexChange.objects.get().pk != before.pk
