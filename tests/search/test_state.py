"""How far the engines are behind stands on the first page of those who can do something about it."""

import datetime
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from ministry.models import User
from qa.models import AnswerPage
from search import indexing
from search.models import IndexChange
from search.state import states

Sit = Callable[[User], Client]
Write = Callable[..., AnswerPage]


def test_the_page_tells_how_much_waits_and_since_when(as_officer: Sit, minh: User, write_answer: Write) -> None:
    write_answer()
    assert "1 thay đổi đang chờ" in as_officer(minh).get("/admin/").content.decode()
    IndexChange.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=42))
    shown = as_officer(minh).get("/admin/").content.decode()
    assert "lâu nhất 42 phút" in shown
    assert "Chỉ mục đang chậm" in shown
    IndexChange.objects.update(attempts=2)
    assert "1 mục bị từ chối" in as_officer(minh).get("/admin/").content.decode()
    IndexChange.objects.all().delete()
    indexing.rebuild("embedded")
    indexing.drain_whole()
    assert "đã cập nhật đủ" in as_officer(minh).get("/admin/").content.decode()


def test_a_standby_has_a_line_of_its_own(settings: SettingsWrapper, write_answer: Write) -> None:
    settings.SEARCH_STANDBY = "elasticsearch"
    write_answer()
    assert [(state.name, state.answers, state.waiting) for state in states()] == [
        ("embedded", True, 1),
        ("elasticsearch", False, 1),
    ]


@pytest.mark.parametrize(
    ("who", "sees"), [("minh", True), ("quan_tri", True), ("nam", False), ("lan", False), ("hanh", False)]
)
def test_editors_and_administrators_see_it(
    db: None, request: pytest.FixtureRequest, as_officer: Sit, who: str, sees: bool
) -> None:
    shown = as_officer(request.getfixturevalue(who)).get("/admin/").content.decode()
    assert ("search-state" in shown) is sees


def test_the_command_mends_and_tells_in_figures(write_answer: Write, django_capture_on_commit_callbacks: Any) -> None:
    write_answer()
    IndexChange.objects.all().delete()
    told = StringIO()
    call_command("reconcile_search", "--json", stdout=told)
    (line,) = map(json.loads, told.getvalue().splitlines())
    assert (line["name"], line["waiting"], line["stuck"]) == ("embedded", 0, 0)
    again = StringIO()
    call_command("reconcile_search", stdout=again)
    assert "0 entries were out of step" in again.getvalue()
