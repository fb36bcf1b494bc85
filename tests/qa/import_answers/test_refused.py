"""What is not good is refused by line and name, in the report too, and costs its neighbours nothing."""

import csv
import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DataError

from base.importing.lines import MAX_LINE
from ministry.models import FieldLead, Unit
from qa import loading
from tests.qa.import_answers.rows import GOOD, Run, refusals, row


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
