"""What stands in a cell is understood in each writing: names, dates, HTML, alphabets from before Unicode."""

import csv
import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ministry.models import Unit
from qa.models import AnswerPage
from tests.qa.import_answers.rows import GOOD, Run, row


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
