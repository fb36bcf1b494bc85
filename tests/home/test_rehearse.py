"""The rehearsal itself: every question that is sent down the road is answered, mailed and found again."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from base.models import OutboxMessage
from casework.models import Case
from ministry.models import Province, User
from qa.models import AnswerPage, QAIndexPage

QUESTIONS = [
    {"question": "Đi xe máy không đội mũ bảo hiểm bị phạt bao nhiêu?", "answer": "Phạt từ 400.000 đến 600.000 đồng."},
    {"question": "Lao động nữ sinh con được nghỉ mấy tháng?", "answer": "Sáu tháng, theo Điều 139."},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in QUESTIONS), encoding="utf-8")
    return path


def test_every_question_goes_down_the_road_and_is_found(
    file: Path, archive: QAIndexPage, rules: None, province: Province, hanh: User, nam: User, lan: User, minh: User
) -> None:
    out = StringIO()
    call_command("rehearse", str(file), "--json", stdout=out)
    figures: dict[str, Any] = json.loads(out.getvalue())
    assert (figures["n"], figures["found"], figures["missed"]) == (2, 2, [])
    assert AnswerPage.public().count() == 2
    assert Case.objects.answered().count() == 2
    assert OutboxMessage.objects.waiting().count() == 0
    assert {"ask", "assign", "draft", "approve and publish", "letters and index", "find"} <= figures["seconds"].keys()


def test_without_officers_it_says_what_is_missing(file: Path, archive: QAIndexPage) -> None:
    with pytest.raises(CommandError, match="load the sample content first"):
        call_command("rehearse", str(file), "--json")
