"""The same archive twice, a dry run, a run that was stopped."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from base.importing import running
from qa import loading
from qa.models import AnswerPage
from tests.qa.import_answers.rows import GOOD, Run, row


def test_the_second_run_says_how_many_were_already_there(run: Run, jsonl: Callable[..., Path]) -> None:
    by_key = [row(1), row(2)]
    by_address = [row(3, key=""), row(4, key="")]
    by_text = [row(5, key="", old_address=""), row(6, key="", old_address="")]
    path = jsonl(*by_key, *by_address, *by_text)
    assert run(path)["loaded"] == 6
    again = run(path)
    assert (again["loaded"], again["already_there"], again["refused"], again["exit"]) == (0, 6, 0, 0)
    assert AnswerPage.objects.count() == 6


def test_archives_that_count_alike_are_kept_apart_by_source(run: Run, jsonl: Callable[..., Path]) -> None:
    run(jsonl(GOOD))
    other = jsonl(GOOD | {"question": "Khác?", "old_address": "/khac"})
    assert run(other)["loaded"] == 0
    assert run(other, "--source", "bo-2")["loaded"] == 1


def test_a_dry_run_writes_nothing(run: Run, jsonl: Callable[..., Path]) -> None:
    with CaptureQueriesContext(connection) as queries:
        figures = run(jsonl(GOOD, row(2, date="hôm qua")), "--dry-run")
    assert (figures["loaded"], figures["refused"], figures["dry_run"]) == (1, 1, True)
    assert not AnswerPage.objects.exists()
    assert not [query for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]


def test_stopped_by_ctrl_c_it_goes_on_where_it_was(
    run: Run, jsonl: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = jsonl(*[row(number) for number in range(25)])
    monkeypatch.setattr(running, "BATCH_ROWS", 10)
    load, calls = loading.load, []

    def interrupted(answers: list[loading.NewAnswer]) -> int:
        calls.append(len(answers))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return load(answers)

    monkeypatch.setattr(loading, "load", interrupted)
    stopped = run(path)
    assert (stopped["loaded"], stopped["stopped"], stopped["exit"]) == (10, True, 130)
    monkeypatch.setattr(loading, "load", load)
    assert (run(path)["loaded"], AnswerPage.objects.count()) == (15, 25)
