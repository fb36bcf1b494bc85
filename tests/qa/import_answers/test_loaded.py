"""An archive is loaded from a file: what is good is published and found, at its old address too."""

import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qa.models import AnswerPage
from search import finding
from search.engines import SearchQuery
from search.models import IndexChange
from tests.processes.running import a_portal, manage
from tests.qa.import_answers.rows import GOOD, Run, row


def test_an_archive_is_loaded_and_every_part_comes_to_its_place(run: Run, jsonl: Callable[..., Path]) -> None:
    figures = run(jsonl(GOOD))
    assert (figures["loaded"], figures["refused"], figures["exit"]) == (1, 0, 0)
    page = AnswerPage.objects.get()
    assert page.title == GOOD["question"]
    assert page.question == GOOD["details"]
    assert page.short_answer == GOOD["short_answer"]
    assert [(block.block_type, str(block.value)) for block in page.body] == [
        (
            "paragraph",
            "<p>Người lao động nộp hồ sơ tại trung tâm dịch vụ việc làm.</p><p>Sau 20 ngày có quyết định.</p>",
        )
    ]
    assert (page.field.slug, page.unit.code) == ("bao-hiem-that-nghiep", "VL")
    assert page.answered_on == datetime.date(2023, 8, 11)
    assert page.live
    assert page.get_parent().slug == "2023"


def test_it_is_found_with_accents_and_without(run: Run, jsonl: Callable[..., Path]) -> None:
    run(jsonl(*[row(number, answer=f"Trợ cấp thất nghiệp, trường hợp {number}.") for number in range(12)]))
    assert IndexChange.objects.count() == 0
    with_accents = finding.find(SearchQuery("trợ cấp thất nghiệp"))
    without = finding.find(SearchQuery("tro cap that nghiep"))
    assert len(with_accents.cards) == 10
    assert {card["url"] for card in with_accents.cards} == {card["url"] for card in without.cards}


@pytest.mark.parametrize(
    "asked",
    [
        "/hoi-dap/chi-tiet.aspx?id=12",
        "/hoi-dap/chi-tiet.aspx/?id=12",
    ],
)
def test_the_old_address_leads_to_the_page_for_good(
    run: Run, jsonl: Callable[..., Path], client: Client, asked: str
) -> None:
    run(jsonl(GOOD))
    response = client.get(asked, follow=True)
    assert [status for _, status in response.redirect_chain] == [301, 301]
    assert response.redirect_chain[-1][0] == AnswerPage.objects.get().address


def test_the_old_address_of_an_answer_that_was_taken_down_tells_nothing(
    run: Run, jsonl: Callable[..., Path], client: Client
) -> None:
    run(jsonl(GOOD))
    page = AnswerPage.objects.get()
    page.unpublish()
    response = client.get("/hoi-dap/chi-tiet.aspx?id=12", follow=True)
    assert response.status_code == 404
    assert all(page.slug not in address for address, _ in response.redirect_chain)


def test_an_old_address_in_vietnamese_leads_there_too(run: Run, jsonl: Callable[..., Path], client: Client) -> None:
    run(jsonl(GOOD | {"old_address": "/hỏi-đáp/trợ-cấp.html"}))
    response = client.get("/h%E1%BB%8Fi-%C4%91%C3%A1p/tr%E1%BB%A3-c%E1%BA%A5p.html", follow=True)
    assert response.redirect_chain[-1][0] == AnswerPage.objects.get().address


def test_statements_for_five_hundred_rows_are_bounded(run: Run, jsonl: Callable[..., Path]) -> None:
    path = jsonl(*[row(number) for number in range(500)])
    run(jsonl(row(999), name="first.jsonl"))
    with CaptureQueriesContext(connection) as queries:
        assert run(path)["loaded"] == 500
    assert len(queries) <= 150  # SQLite takes 35 rows of a page table in one statement


def test_entries_that_wait_for_a_busy_index_are_left_to_the_worker(
    ready: None, jsonl: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.indexing.drain", lambda: 0)
    out = io.StringIO()
    call_command("import_answers", str(jsonl(GOOD)), stdout=out)
    assert "1 entries wait for the search index; `manage.py worker` takes them." in out.getvalue()


@pytest.mark.processes
def test_from_the_command_line_the_index_is_filled_by_a_process_beside(
    tmp_path: Path, jsonl: Callable[..., Path]
) -> None:
    path = jsonl(*[row(number, unit="") for number in range(1100)])
    with a_portal(tmp_path / "data") as portal:
        figures = json.loads(manage(portal.environment, "import_answers", str(path), "--json"))
        assert (figures["loaded"], figures["waiting_for_index"]) == (1100, 0)
        assert manage(portal.environment, "worker", "--once") == "0 done\n"
