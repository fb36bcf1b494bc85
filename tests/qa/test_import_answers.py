"""An archive is loaded from a file: what is good is published and found, what is not is refused by line and name."""

import csv
import datetime
import gzip
import io
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import DataError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from base.importing import running
from base.importing.lines import MAX_LINE
from ministry.models import FieldLead, Unit
from qa import loading
from qa.models import AnswerPage, QAIndexPage
from search import finding
from search.engines import SearchQuery
from search.models import IndexChange

Run = Callable[..., dict[str, Any]]

GOOD = {
    "question": "Nghỉ việc bao lâu thì được nhận trợ cấp thất nghiệp?",
    "details": "Tôi nghỉ việc ở công ty may từ tháng trước.",
    "short_answer": "Sau 20 ngày kể từ ngày nộp hồ sơ.",
    "answer": "Người lao động nộp hồ sơ tại trung tâm dịch vụ việc làm.\nSau 20 ngày có quyết định.",
    "field": "bao-hiem-that-nghiep",
    "unit": "VL",
    "date": "11/8/2023",
    "old_address": "https://bo.test/hoi-dap/chi-tiet.aspx?id=12",
    "key": "12",
}


def row(number: int, **changes: Any) -> dict[str, Any]:
    """A good row unlike any other."""
    own = {"question": f"Câu hỏi số {number}?", "key": f"k{number}", "old_address": f"/cu/{number}.html"}
    return GOOD | own | changes


@pytest.fixture
def ready(archive: QAIndexPage) -> None:
    """An archive into which answers can be loaded."""


@pytest.fixture
def run(ready: None, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a way to run the command: `run(path, "--dry-run")` gives its figures and how it ended, as `exit`."""

    def call(path: Path, *options: str) -> dict[str, Any]:
        out, code = io.StringIO(), 0
        try:
            call_command("import_answers", str(path), *options, "--json", stdout=out, stderr=io.StringIO())
        except SystemExit as end:
            code = int(end.code or 0)
        figures: dict[str, Any] = json.loads(out.getvalue())
        return figures | {"exit": code}

    return call


@pytest.fixture
def jsonl(tmp_path: Path) -> Callable[..., Path]:
    """Return a way to write a file of JSON lines; bytes are written as they are."""

    def write(*rows: dict[str, Any] | bytes, name: str = "archive.jsonl") -> Path:
        lines = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in rows]
        content = b"\n".join(lines) + b"\n"
        path = tmp_path / name
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return path

    return write


def refusals(figures: dict[str, Any]) -> dict[int, str]:
    return {one["line"]: one["reason"] for one in figures["refusals"]}


# The happy path


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


def test_columns_of_other_names_are_mapped_and_empty_cells_have_defaults(run: Run, jsonl: Callable[..., Path]) -> None:
    path = jsonl({"title": "Hỏi?", "summary": "Ngắn.", "body": "Đáp.", "field": "bỏ qua"})
    given = ("--map", "question=title", "--map", "short_answer=summary", "--map", "answer=body", "--map", "field=")
    figures = run(path, *given, "--default", "field=bao-hiem-that-nghiep", "--default", "date=2024-01-02")
    assert figures["loaded"] == 1
    page = AnswerPage.objects.get()
    assert (page.title, page.question, page.short_answer) == ("Hỏi?", "Hỏi?", "Ngắn.")
    assert page.answered_on == datetime.date(2024, 1, 2)
    assert page.unit.code == "VL"  # leads the field on that day


@pytest.mark.parametrize("name", ["bao-hiem-that-nghiep", "Bảo hiểm thất nghiệp", "BAO HIEM  THAT NGHIEP"])
def test_a_field_is_known_by_slug_or_name(run: Run, jsonl: Callable[..., Path], name: str) -> None:
    assert run(jsonl(GOOD | {"field": name}))["loaded"] == 1


@pytest.mark.parametrize("name", ["VL", "vl", "Cục Việc làm", "cuc viec lam"])
def test_a_unit_is_known_by_code_or_name(run: Run, jsonl: Callable[..., Path], name: str) -> None:
    run(jsonl(GOOD | {"unit": name}))
    assert AnswerPage.objects.get().unit.code == "VL"


def test_of_two_units_of_one_name_the_one_of_that_day_is_taken(run: Run, jsonl: Callable[..., Path]) -> None:
    Unit.objects.filter(code="VL").update(valid_to=datetime.date(2025, 2, 28))
    Unit.objects.create(code="VL2", name="Cục Việc làm", valid_from=datetime.date(2025, 3, 1))
    run(jsonl(row(1, unit="Cục Việc làm"), row(2, unit="Cục Việc làm", date="1/4/2025")))
    assert [page.unit.code for page in AnswerPage.objects.order_by("answered_on")] == ["VL", "VL2"]


@pytest.mark.parametrize(
    "date", ["11/8/2023", "11-08-2023", "ngày 11 tháng 8 năm 2023", "2023-08-11", "2023-08-10T20:00:00Z", 45149]
)
def test_a_date_in_each_writing(run: Run, jsonl: Callable[..., Path], date: Any) -> None:
    run(jsonl(GOOD | {"date": date}))
    assert AnswerPage.objects.get().answered_on == datetime.date(2023, 8, 11)


def test_without_a_short_answer_the_first_sentences_stand_in(run: Run, jsonl: Callable[..., Path]) -> None:
    answer = "Tại TP. Hồ Chí Minh nộp ở trung tâm. " + "Câu thứ hai dài hơn một chút. " * 20
    run(jsonl(GOOD | {"short_answer": "", "answer": answer}))
    short = AnswerPage.objects.get().short_answer
    assert short.startswith("Tại TP. Hồ Chí Minh nộp ở trung tâm. Câu thứ hai")
    assert short.endswith("một chút.")
    assert len(short) <= 400


def test_a_long_title_is_cut_at_a_word_and_kept_whole_in_the_question(run: Run, jsonl: Callable[..., Path]) -> None:
    question = "Người lao động " * 30
    run(jsonl(GOOD | {"question": question}))
    page = AnswerPage.objects.get()
    assert page.title == "Người lao động " * 16 + "Người lao động…"
    assert page.question == f"{question.strip()}\n\n{GOOD['details']}"


def test_html_becomes_headings_paragraphs_and_quotations(run: Run, jsonl: Callable[..., Path], client: Client) -> None:
    answer = (
        "<h2>Hồ sơ</h2><p>Gồm:</p><ul><li>Đơn <b>đề nghị</b></li></ul><script>alert('x')</script>"
        "<blockquote>Điều 46 Luật Việc làm</blockquote>Xem <a href='https://bo.test/a?b=1&c=2' onclick='x()'>mẫu</a>"
    )
    run(jsonl(GOOD | {"answer": answer, "question": "Hồ sơ &amp; <b>mẫu</b> &quot;số 3&quot;?"}))
    page = AnswerPage.objects.get()
    assert page.title == 'Hồ sơ & mẫu "số 3"?'
    assert [(block.block_type, block.value if block.block_type == "heading" else "") for block in page.body] == [
        ("heading", "Hồ sơ"),
        ("paragraph", ""),
        ("quote", ""),
        ("paragraph", ""),
    ]
    assert page.body[2].value["text"] == "Điều 46 Luật Việc làm"
    assert page.body[3].value.source == '<p>Xem <a href="https://bo.test/a?b=1&amp;c=2">mẫu</a></p>'
    assert "alert" not in client.get(page.address).content.decode()


def test_text_is_brought_into_one_form(run: Run, jsonl: Callable[..., Path]) -> None:
    import unicodedata

    run(jsonl(GOOD | {"question": unicodedata.normalize("NFD", "Người\u200b hỏi\x0b việc?")}))
    assert AnswerPage.objects.get().title == "Người hỏi việc?"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Ai ®\u00adîc h\u00adëng trî cÊp thÊt nghiÖp?", "<p>Ng\u00adêi lao ®éng ®ñ ®iÒu kiÖn.</p>"),
        ("Ai ñöôïc höôûng trôï caáp thaát nghieäp?", "<p>Ngöôøi lao ñoäng ñuû ñieàu kieän.</p>"),
    ],
    ids=["TCVN3", "VNI"],
)
def test_text_from_before_unicode_is_converted_and_the_original_kept(
    run: Run, jsonl: Callable[..., Path], tmp_path: Path, question: str, answer: str
) -> None:
    report = tmp_path / "report.csv"
    path = jsonl({"question": question, "answer": answer, "field": "bao-hiem-that-nghiep", "date": "2024-01-02"})
    figures = run(path, "--report", str(report))
    assert (figures["loaded"], figures["converted"]) == (1, 2)
    page = AnswerPage.objects.get()
    assert page.title == "Ai được hưởng trợ cấp thất nghiệp?"
    assert page.body[0].value.source == "<p>Người lao động đủ điều kiện.</p>"
    rows = list(csv.reader(io.StringIO(report.read_text(encoding="utf-8-sig"))))
    assert rows[1:] == [["1", "converted question", question], ["1", "converted answer", answer]]


# Formats


def test_csv_as_excel_writes_it_in_vietnam(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "archive.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Câu hỏi ", "Trả lời", "Ngày"])
        writer.writerow(["Một?", 'Dòng một\r\n"dòng" hai; hết', "11/8/2023"])
        writer.writerow(["", "", ""])
        writer.writerow(["Hai?", "Đáp", "12/8/2023", ""])
    named = ("--map", "question=Câu hỏi", "--map", "answer=Trả lời", "--map", "date=Ngày")
    figures = run(path, *named, "--default", "field=bao-hiem-that-nghiep")
    assert (figures["loaded"], figures["rows"]) == (2, 2)
    page = AnswerPage.objects.get(title="Một?")
    assert page.body[0].value.source == '<p>Dòng một</p><p>"dòng" hai; hết</p>'


def test_xlsx_with_dates_and_numbers(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([])
    sheet.append(["question", "answer", "date", "key"])
    sheet.append(["Một?", "Đáp.", datetime.datetime(2023, 8, 11), 7])  # noqa: DTZ001  (Excel has no zones)
    sheet.append([None, None, None, None])
    sheet.append(["Hai?", "Đáp.", "12/31/2026", 8])
    sheet.append(["Ba?", "Đáp.", 45149, 7])
    book.save(tmp_path / "archive.xlsx")
    figures = run(tmp_path / "archive.xlsx", "--default", "field=bao-hiem-that-nghiep")
    assert refusals(figures) == {5: "unreadable date", 6: "duplicate key"}
    page = AnswerPage.objects.get()
    assert (page.answered_on, page.import_key) == (datetime.date(2023, 8, 11), ":key:7")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_packed_by_gzip(run: Run, tmp_path: Path, form: str) -> None:
    table = f"question,answer,date\nHỏi?,{'Đáp. ' * 9},11/8/2023\n"
    line = json.dumps({"question": "Hỏi?", "answer": "Đáp.", "date": "11/8/2023"})
    path = tmp_path / f"archive.{form}.gz"
    path.write_bytes(gzip.compress((table if form == "csv" else line).encode()))
    assert run(path, "--default", "field=bao-hiem-that-nghiep")["loaded"] == 1


# Twice, dry, stopped


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


def test_statements_for_five_hundred_rows_are_bounded(run: Run, jsonl: Callable[..., Path]) -> None:
    path = jsonl(*[row(number) for number in range(500)])
    run(jsonl(row(999), name="first.jsonl"))
    with CaptureQueriesContext(connection) as queries:
        assert run(path)["loaded"] == 500
    assert len(queries) <= 150  # SQLite takes 35 rows of a page table in one statement


# Refusals of a row, each by its name


def bad(**changes: Any) -> dict[str, Any]:
    return row(1, **changes)


REFUSED: dict[str, tuple[dict[str, Any] | bytes, str]] = {
    "no JSON": (b'{"question": ', "not JSON"),
    "brackets without end": (b"[" * 100_000, "not JSON"),
    "a number without end": (b'{"question": ' + b"9" * 10_000 + b"}", "not JSON"),
    "a list": (b'["question"]', "not an object"),
    "a broken letter": ('{"question": "Hỏi?", "answer": "Trả lời: có'.encode()[:-1] + b'"}', "not UTF-8"),
    "Windows letters": ('{"question": "H\xf4m nay?"}'.encode("cp1252"), "not UTF-8"),
    "a NUL byte": (b'{"question": "H\0"}', "NUL character"),
    "an escaped NUL": (bad(answer="Đáp\0"), "NUL character"),
    "half a surrogate pair": (bad(answer="Đáp \ud83d"), "lone surrogate"),
    "a list for a text": (bad(answer=["Đáp"]), "not a text"),
    "an object for a text": (bad(key={"a": 1}), "not a text"),
    "true for a date": (bad(date=True), "unreadable date"),
    "no question": (bad(question=None), "missing question"),
    "a blank question": (bad(question=" \u200b\n"), "missing question"),
    "a question of tags": (bad(question="<p></p>"), "missing question"),
    "no answer": (bad(answer=""), "missing answer"),
    "an answer of script": (bad(answer="<script>alert(1)</script>"), "nothing left of the answer"),
    "five million characters": (bad(answer="đ" * 1_200_000), "cell too long"),
    "a line of nine megabytes": (bad(answer="x" * 9_000_000), "line too long"),
    "no date": (bad(date=None), "missing date"),
    "the month first": (bad(date="12/31/2026"), "unreadable date"),
    "a day that is none": (bad(date="31/02/2023"), "unreadable date"),
    "yesterday": (bad(date="hôm qua"), "unreadable date"),
    "a date of a century ago": (bad(date="1/1/1920"), "unreadable date"),
    "no field": (bad(field=""), "missing field"),
    "another field": (bad(field="thuế"), "unknown field"),
    "another unit": (bad(unit="Bộ Tài chính"), "unknown unit"),
    "a field that nobody led then": (bad(unit="", date="1/1/2016"), "no unit leads the field"),
    "an endless old address": (bad(old_address="/" + "a" * 300), "bad old address"),
    "the front page as old address": (bad(old_address="https://bo.test/"), "bad old address"),
    "an old address that is none": (bad(old_address="http://[bo"), "bad old address"),
    "a key twice": (bad(key="k0", old_address="/khac"), "duplicate key"),
    "an old address twice": (bad(old_address="/cu/0.html/"), "duplicate old address"),
    "a question and answer twice": (bad(question="Câu  hỏi SỐ bảy?", key="", old_address=""), "duplicate key"),
}


def test_a_dirty_file_is_refused_line_by_line_and_the_good_rows_are_loaded(
    run: Run, jsonl: Callable[..., Path]
) -> None:
    by_what_it_says = row(7, question="Câu hỏi số bảy?", key="", old_address="")
    good = [row(0), by_what_it_says]
    figures = run(jsonl(*good, *[line for line, _ in REFUSED.values()], row(2)))
    names = dict(enumerate(REFUSED, start=len(good) + 1))
    found = {names.get(line, f"line {line}"): reason for line, reason in refusals(figures).items()}
    assert found == {name: reason for name, (_, reason) in REFUSED.items()}
    assert (figures["loaded"], figures["rows"], figures["exit"]) == (3, len(REFUSED) + 3, 0)


def test_two_units_of_one_name_in_force_are_not_guessed_between(run: Run, jsonl: Callable[..., Path]) -> None:
    Unit.objects.create(code="VL2", name="Cục Việc làm", valid_from=datetime.date(2020, 1, 1))
    figures = run(jsonl(GOOD | {"unit": "Cục Việc làm"}, row(2)))
    assert figures["refusals"] == [
        {"line": 1, "reason": "unknown unit", "detail": "'Cục Việc làm' means more than one"}
    ]


def test_a_field_whose_lead_ended_is_led_by_nobody(run: Run, jsonl: Callable[..., Path]) -> None:
    FieldLead.objects.update(valid_to=datetime.date(2023, 8, 10))
    assert refusals(run(jsonl(GOOD | {"unit": ""}, row(2)))) == {1: "no unit leads the field"}


def test_a_row_that_the_database_refuses_does_not_cost_its_neighbours(
    run: Run, jsonl: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load = loading.load

    def picky(answers: list[loading.NewAnswer]) -> int:
        if any(answer.title == "Câu hỏi số 3?" for answer in answers):
            raise DataError("no")
        return load(answers)

    monkeypatch.setattr(loading, "load", picky)
    figures = run(jsonl(*[row(number) for number in range(8)]))
    assert refusals(figures) == {4: "refused by the database"}
    assert figures["loaded"] == 7


def test_when_every_row_is_refused_the_command_fails(run: Run, jsonl: Callable[..., Path]) -> None:
    assert run(jsonl(bad(date="?")))["exit"] == 1


def test_a_dirty_table_is_refused_line_by_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dirty.csv"
    path.write_bytes(
        b"question,answer,date\r\n"
        + "Một?,Đáp,11/8/2023\r\n".encode()
        + "Hai?,Đáp,11/8/2023,thừa\r\n".encode()
        + b"Ba?,\xc4\xc3p,11/8/2023\r\n"
        + "Bốn?,Đ\0áp,11/8/2023\r\n".encode()
        + 'Năm?,"Đáp" rồi,11/8/2023\r\n'.encode()
        + b"Sau?,"
        + b"x" * 5_000_000
        + b",11/8/2023\r\n"
        + b"Bay?,"
        + b"x" * (MAX_LINE + 1)
        + b",11/8/2023\r\n"
        + '"Tám\r\nhai dòng?",Đáp,12/31/2026\r\n'.encode()
        + "Chín?,Đáp\r\n".encode()
        + 'Mười?,"Đáp\r\nkhông đóng,11/8/2023\r\n'.encode()
    )
    figures = run(path, "--default", "field=bao-hiem-that-nghiep")
    assert refusals(figures) == {
        3: "too many columns",
        4: "not UTF-8",
        5: "NUL character",
        6: "broken quotation marks",
        7: "cell too long",
        8: "line too long",
        9: "unreadable date",
        11: "missing date",
        12: "broken quotation marks",
    }
    assert figures["loaded"] == 1


# The file as a whole


def test_of_half_a_gzip_the_rows_before_the_break_are_kept(run: Run, tmp_path: Path) -> None:
    rows = [row(number, answer=f"{number} " + os.urandom(400).hex()) for number in range(300)]
    whole = gzip.compress("\n".join(json.dumps(one) for one in rows).encode())
    path = tmp_path / "half.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    figures = run(path)
    assert 100 < figures["loaded"] < 200
    assert refusals(figures) == {figures["loaded"] + 1: "the file breaks off"}
    assert figures["exit"] == 0
    path.write_bytes(whole)
    assert run(path)["loaded"] == 300 - figures["loaded"]


def test_of_half_a_packed_table_the_last_row_is_not_loaded_by_halves(run: Run, tmp_path: Path) -> None:
    table = "question,answer,date\n" + "".join(
        f'Hỏi {number}?,"Đáp {os.urandom(300).hex()}\nhết",11/8/2023\n' for number in range(100)
    )
    whole = gzip.compress(table.encode())
    path = tmp_path / "half.csv.gz"
    path.write_bytes(whole[: len(whole) // 2])
    figures = run(path, "--default", "field=bao-hiem-that-nghiep")
    assert list(figures["reasons"]) == ["the file breaks off"]
    assert figures["loaded"] == figures["rows"] > 10
    assert all(str(page.body[0].value.source).endswith("<p>hết</p>") for page in AnswerPage.objects.all())


def test_a_gzip_bomb_is_left_before_it_fills_anything(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    good = json.dumps(GOOD).encode() + b"\n"
    with gzip.open(path, "wb") as file:
        file.write(good)
        for _ in range(120):
            file.write(b"x" * 1_000_000)
    figures = run(path)
    assert figures["loaded"] == 1
    assert list(figures["reasons"]) == ["the file breaks off"]


def test_a_line_of_fifty_megabytes_is_never_held_in_memory(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("wb") as file:
        file.write(json.dumps(GOOD).encode() + b'\n{"answer": "')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + json.dumps(row(2)).encode())
    tracemalloc.start()
    figures = run(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusals(figures) == {2: "line too long"}
    assert figures["loaded"] == 2
    assert most < 3 * MAX_LINE


def test_an_empty_file_is_nothing_to_do(run: Run, jsonl: Callable[..., Path], tmp_path: Path) -> None:
    for path in (jsonl(b""), tmp_path / "empty.csv"):
        path.touch()
        figures = run(path)
        assert (figures["rows"], figures["exit"]) == (0, 0)


@pytest.mark.parametrize(
    ("content", "name", "options", "said"),
    [
        (b'{"a": 1, "b": 2}', "x.jsonl", ["--map", "question=c"], "no column 'c' .* The columns it has: a, b"),
        (b"a;b\n1;2\n", "x.csv", ["--map", "question=c"], "no column 'c' .* The columns it has: a, b"),
        (b"a;b\n1;2\n", "x.csv", ["--map", "question=a"], "No column is named or mapped as 'answer'"),
        (b"a,a,answer\n1,2,3\n", "x.csv", ["--map", "question=a"], "more than one column 'a'"),
        (b'{"question": 1}', "x.jsonl", ["--map", "quesiton=a"], "--map quesiton=a: it must be one of question,"),
        (b'{"question": 1}', "x.jsonl", ["--map", "question"], "it must be one of question,"),
        (b'{"question":1,"answer":1}', "x.jsonl", ["--default", "key=1"], "--default key=1: it must be one of field"),
        (b'{"question":1,"answer":1}', "x.jsonl", ["--default", "field=thuế"], "unknown field: 'thuế'.*bao-hiem-that"),
        (b'{"question":1,"answer":1}', "x.jsonl", ["--default", "unit=BTC"], "unknown unit: 'BTC'"),
        (b'{"question":1,"answer":1}', "x.jsonl", ["--default", "date=31/31/2020"], "unreadable date"),
        (b"", "x.txt", [], "Its name does not tell its format"),
        ("question\n".encode("utf-16"), "x.csv", [], "It is UTF-16; save it as UTF-8"),
        ('{"question": "Hỏi"}\n'.encode("utf-16-le"), "x.jsonl", [], "It is UTF-16; save it as UTF-8"),
        (b"PK\x03\x04xxxx", "x.csv", [], "It is an XLSX or ZIP file"),
        (b"H\xe1\xbb;x\n1;2\n", "x.csv", [], "Its first line, which names the columns, cannot be read: not UTF-8"),
        (b"no zip", "x.xlsx", [], "It is no XLSX workbook"),
        (b"\x1f\x8b\x08\0garbage", "x.jsonl.gz", [], "gzip"),
        (None, "x.jsonl", [], "No such file"),
    ],
)
def test_what_cannot_work_is_said_before_the_first_row(
    ready: None, tmp_path: Path, content: bytes | None, name: str, options: list[str], said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=said) as raised:
        call_command("import_answers", str(path), *options)
    assert raised.value.returncode == 1
    assert not AnswerPage.objects.exists()


def test_a_workbook_that_is_a_bomb_is_not_opened(ready: None, tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/sharedStrings.xml", "w") as file:
        for _ in range(210):
            file.write(b"\0" * 1_000_000)
    with pytest.raises(CommandError, match="unpacks to more than"):
        call_command("import_answers", str(path))


# What the operator reads


def test_the_report_names_lines_and_reasons_and_ends_with_figures(
    ready: None, jsonl: Callable[..., Path], tmp_path: Path
) -> None:
    out, report = io.StringIO(), tmp_path / "refused.csv"
    path = jsonl(row(1), row(2, field="=cmd|' /C calc'!A0"), row(3, unit="\x1b[31mđỏ"), *[b"x"] * 150)
    call_command("import_answers", str(path), "--report", str(report), stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "line 2: unknown field: '=cmd|' /C calc'!A0'"
    assert "\x1b" not in out.getvalue()
    assert lines[-2] == "… and 52 more; --report FILE lists all of them."
    assert lines[-1].startswith("1 loaded, 0 already there, 152 refused, of 153 rows in ")
    assert report.read_bytes().startswith(b"\xef\xbb\xbfline,reason,detail\r\n")
    with report.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert len(written) == 152
    assert not any(cell.startswith(("=", "+", "-", "@", "|")) for one in written for cell in one.values())


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
    inherited = {name: value for name, value in os.environ.items() if name not in ("SEARCH_INDEX_DIR", "TEST")}
    own = {"PORTAL_DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3"}
    own |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "LOG_LEVEL": "ERROR", "PORTAL_MODE": "trial"}

    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, env=inherited | own, cwd=django_settings.BASE_DIR, capture_output=True, check=True
        )
        return done.stdout.decode()

    manage("migrate", "--verbosity", "0")
    manage("sample_content")
    path = jsonl(*[row(number, unit="") for number in range(1100)])
    figures = json.loads(manage("import_answers", str(path), "--json"))
    assert (figures["loaded"], figures["waiting_for_index"]) == (1100, 0)
    assert manage("worker", "--once") == "0 done\n"
