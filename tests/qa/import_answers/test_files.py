"""The formats, and the file as a whole: packed, broken off, a bomb, not what its name says."""

import csv
import datetime
import gzip
import json
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from base.importing.lines import MAX_LINE
from qa.models import AnswerPage
from tests.qa.import_answers.rows import GOOD, Run, refusals, row


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
