"""Officers are told by letter what waits for them and what became of their request, through the outbox alone."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import TaskState

from base import outbox
from ministry.models import User
from qa.models import AnswerPage


@pytest.fixture
def page(write_answer: Callable[..., AnswerPage], nam: User, lan: User, thuy: User, minh: User) -> AnswerPage:
    return write_answer(live=False, owner=nam, title="Bao giờ <b>tôi</b> được nhận?")


def act(page: AnswerPage, by: User, action: str, comment: str = "") -> None:
    state = AnswerPage.objects.get(pk=page.pk).current_workflow_task_state
    state.task.specific.on_action(state, by, action, comment=comment)


def letters(mailoutbox: list[Any]) -> list[tuple[str, str]]:
    outbox.drain()
    sent = [(letter.to[0], letter.subject) for letter in mailoutbox]
    mailoutbox.clear()
    return sent


def test_each_step_is_told_to_whom_it_concerns(
    page: AnswerPage, nam: User, lan: User, minh: User, mailoutbox: list[Any]
) -> None:
    page.get_workflow().start(page, nam)
    assert mailoutbox == [], "nothing leaves inside the request"
    assert letters(mailoutbox) == [("lan@bo.test", f"Chờ ông/bà duyệt: {page.title}")]
    act(page, lan, "approve")
    assert letters(mailoutbox) == [("minh@bo.test", f"Chờ ông/bà duyệt: {page.title}")]
    act(page, minh, "approve")
    assert letters(mailoutbox) == [("nam@bo.test", f"Đã duyệt: {page.title}")]


def test_sent_back_the_expert_reads_the_comment(page: AnswerPage, nam: User, lan: User, mailoutbox: list[Any]) -> None:
    page.get_workflow().start(page, nam)
    letters(mailoutbox)
    act(page, lan, "reject", "Thiếu căn cứ <Điều 49>.")
    outbox.drain()
    (letter,) = mailoutbox
    assert letter.to == ["nam@bo.test"]
    assert "Thiếu căn cứ <Điều 49>." in letter.body
    html = letter.alternatives[0][0]
    assert "Thiếu căn cứ &lt;Điều 49&gt;." in html
    assert "<b>tôi</b>" not in html
    assert f"/admin/pages/{page.pk}/edit/" in letter.body


def test_who_left_or_has_no_address_gets_none(page: AnswerPage, nam: User, lan: User, mailoutbox: list[Any]) -> None:
    page.get_workflow().start(page, nam)
    lan.is_active = False
    lan.save()
    assert letters(mailoutbox) == []
    assert TaskState.objects.filter(status="in_progress").count() == 1
