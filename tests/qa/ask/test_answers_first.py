"""Before she gives her name she sees what the archive answers; whether that helped is counted, without her."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from casework.models import Case
from qa.models import AskDraft
from search import indexing, reports
from search.models import Entry, Place, SearchLog
from tests.qa.ask.asker import DETAILS, QUESTION, Asker


def outcomes() -> dict[str, int]:
    """How asking fared, of what came about at all."""
    names = ("shown", "opened", "solved", "still")
    return {name: row.counts[name] for row in reports.funnel(None).by_month for name in names if row.counts[name]}


def test_an_answer_that_exists_is_shown_and_helps(known_answer: Any, asker: Asker) -> None:
    asker.send(QUESTION)
    assert asker.stage == "answers"
    assert known_answer.title in asker.text
    assert known_answer.short_answer in asker.text
    assert known_answer.address in asker.page
    assert outcomes() == {"shown": 1}
    asker.send({"stage": "answers", "go": "solved"})
    assert "Cảm ơn ông/bà" in asker.text
    assert outcomes() == {"shown": 1, "solved": 1}
    assert [row.field_name for row in reports.funnel(None).by_field] == ["Bảo hiểm thất nghiệp"]
    assert not AskDraft.objects.exists()
    assert not Case.objects.exists()


def test_the_answers_did_not_help(known_answer: Any, asker: Asker) -> None:
    asker.to_check().submit()
    assert Case.objects.count() == 1
    assert outcomes() == {"shown": 1, "still": 1}


def test_going_back_and_forth_counts_once(known_answer: Any, asker: Asker) -> None:
    for _ in range(3):
        asker.send(QUESTION)
        asker.send({"stage": "answers", "go": "still"})
        asker.send(DETAILS | {"go": "back"})
        assert asker.stage == "question"
    assert outcomes() == {"shown": 1, "still": 1}


def test_an_answer_that_was_opened_in_place(known_answer: Any, asker: Asker, stranger: Client) -> None:
    asker.send(QUESTION)
    log = re.search(r'data-log="([^"]+)"', asker.page)
    entry = re.search(r'data-entry="([0-9]+)"', asker.page)
    assert log
    assert entry
    assert log[1] != asker.token, "the token of the draft becomes the case's"
    assert "js/opened.js" in asker.page
    assert int(entry[1]) == Entry.objects.get().pk
    stranger.post("/tim-kiem/da-mo/", f"{log[1]} {entry[1]}", content_type="text/plain")
    asker.send({"stage": "answers", "go": "still"})
    assert outcomes() == {"shown": 1, "opened": 1, "still": 1}
    [use] = reports.not_enough(None)
    assert (use.title, use.counts["opened_still"]) == (known_answer.title, 1)


def test_the_last_word_is_counted(known_answer: Any, asker: Asker) -> None:
    asker.send(QUESTION)
    asker.send({"stage": "answers", "go": "still"})
    asker.send(DETAILS | {"go": "back"})
    asker.send(QUESTION)
    asker.send({"stage": "answers", "go": "solved"})
    assert outcomes() == {"shown": 1, "solved": 1}


def test_the_log_tells_nothing_of_who_asks(known_answer: Any, asker: Asker) -> None:
    """A short question is logged without what could tell; of a long one, a story, its title alone."""
    asker.to_check(content="Tôi là Nguyễn Thị Hoa, gọi 0912 345 678 giúp tôi với.").submit()
    row = SearchLog.objects.get()
    assert row.place == Place.ASK
    assert row.query == f"{QUESTION['title']} Tôi là … , gọi … giúp tôi với."
    case = Case.objects.get()
    assert str(case.token) not in str(SearchLog.objects.values())
    asker.send(QUESTION | {"token": "", "content": "Chuyện của tôi dài lắm. " * 20})
    assert SearchLog.objects.latest("asked_at").query == QUESTION["title"]


def test_a_question_that_nothing_answers_is_logged_as_such(asker: Asker) -> None:
    indexing.rebuild("embedded")
    asker.send(QUESTION)
    row = SearchLog.objects.get()
    assert (row.place, row.found, row.shown) == (Place.ASK, 0, [])
    assert outcomes() == {}
    asker.send(QUESTION | {"title": "Nghỉ việc bao lâu thì được lĩnh tiền?"})
    assert SearchLog.objects.count() == 1


def test_while_the_search_is_away_nothing_is_said_to_be_missing(asker: Asker) -> None:
    asker.send(QUESTION)
    assert asker.stage == "details"
    assert not SearchLog.objects.exists()


def test_without_a_log_asking_goes_on(known_answer: Any, asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.usage.record", lambda *args, **kwargs: "")
    asker.send(QUESTION)
    assert asker.stage == "answers"
    assert "data-log" not in asker.page
    asker.send({"stage": "answers", "go": "still"})
    assert asker.stage == "details"


def test_suggestions_while_typing(known_answer: Any, stranger: Client) -> None:
    response = stranger.post("/hoi/goi-y/", {"text": "trợ cấp thất nghiệp"}, content_type="application/json")
    assert response.json() == {
        "items": [
            {"title": known_answer.title, "url": known_answer.address, "lines": known_answer.short_answer},
        ]
    }
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b'{"text": 5}', 400),
        (b'{"text": "\\u0000"}', 400),
        (b'{"text": "\\ud800"}', 400),
        (b"\xff\xfe\xfa", 400),
        (b"[" * 100_000, 400),
        (b'{"text": "' + b"a" * 100_000 + b'"}', 200),
        (json.dumps({"text": "\"' OR 1=1; * ~ ^ : ( [ {"}).encode(), 200),
        (b"{}", 200),
    ],
)
def test_hostile_suggestions_break_nothing(body: bytes, status: int, asker: Asker, stranger: Client) -> None:
    response = stranger.post("/hoi/goi-y/", body, content_type="application/json")
    assert (response.status_code, response.json()) == (status, {"items": []})


def test_from_the_answers_back_to_the_question(known_answer: Any, asker: Asker) -> None:
    asker.send(QUESTION)
    asker.send({"stage": "answers", "go": "back"})
    assert (asker.stage, asker.typed("title")) == ("question", QUESTION["title"])
