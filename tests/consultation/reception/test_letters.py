"""Everybody who left an address is told once what became of each comment; drafters are reminded once a week."""

import datetime

from django.core import mail
from django.utils import timezone

from base import outbox
from base.models import OutboxMessage
from consultation import letters, reminders
from consultation.models import (
    Comment,
    ConsultationPage,
    ConsultationRule,
    OutcomeKind,
    OutcomeLetter,
    OutcomeReminder,
    Reception,
    ReceptionKind,
)
from consultation.models.comments import HideReason
from consultation.procedure.answer import answer
from consultation.procedure.group import group
from consultation.procedure.put_into import put_into
from consultation.states import CommentState
from ministry.models import User
from tests.consultation.reception.steps import DAY, close, outcome_of, publish, said, these
from tests.consultation.steps import SECOND_TEXT, bring_in

NO_OUTCOME = "chưa có kết quả"


def drain() -> None:
    while outbox.drain():
        pass


def to(address: str, about: str = "đã được trả lời") -> list[str]:
    """Return the letters to an address, those of the workflow left out."""
    return [str(letter.body) for letter in mail.outbox if letter.to == [address] and about in letter.subject]


def test_a_letter_tells_the_place_the_kind_and_the_reason(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User
) -> None:
    comment = said(consultation, "dieu-3", "Nộp qua bưu điện được không?", email="hoa@thu.test")
    said(consultation, "dieu-1", "Không để lại thư.", email="")
    other = said(consultation, "dieu-1", "Ý của người khác, số 0912345678.", who="Trần Bí Mật", email="tran@thu.test")
    mine = said(consultation, "", "Trùng.", email="hoa@thu.test")
    Comment.objects.filter(pk=mine.pk).update(contribution=comment.contribution)
    for each in Comment.objects.exclude(pk=comment.pk):
        answer(each, hoai, kind=ReceptionKind.NOTED, explanation="Ghi nhận.")
    answer(comment, hoai, kind=ReceptionKind.PARTLY_ACCEPTED, explanation="Chỉ qua bưu điện công ích.")
    second = bring_in(consultation, SECOND_TEXT, "Dự thảo 2", consultation.current_document)
    page = publish(outcome_of(close(consultation), hoai, document=second), hoai, phuc, minh)
    assert OutcomeLetter.objects.filter(page=page).count() == 2
    drain()
    (body,) = to("hoa@thu.test")
    told = " ".join(body.split())
    assert "“Nộp qua bưu điện được không?” → Điều 4 của bản 2 → tiếp thu một phần: Chỉ qua bưu điện công ích." in told
    assert "Toàn văn dự thảo" in told or "toàn văn dự thảo của bản 2" in told
    assert f"{page.address}" in told
    assert "Trần Bí Mật" not in body
    assert "0912345678" not in body
    assert len(to("tran@thu.test")) == 1
    assert other.contribution.number in to("tran@thu.test")[0]
    assert letters.tell_contributors(page) == 0, "twice is as once"


def test_a_group_and_a_batch_tell_their_members_alone(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User
) -> None:
    members = [said(consultation, "dieu-1", "Cùng ý.", email=f"{name}@thu.test") for name in "ab"]
    rest = said(consultation, "dieu-1", "Ý khác.", email="c@thu.test")
    made = group(consultation, hoai, these(*members), title="Cùng ý", key="dieu-1")
    answer(made, hoai, kind=ReceptionKind.ACCEPTED, explanation="Đã sửa.")
    batch = outcome_of(consultation, hoai, OutcomeKind.BATCH)
    put_into(batch, hoai, Reception.objects.all())
    publish(batch, hoai, phuc, minh)
    drain()
    assert sorted(letter.to[0] for letter in mail.outbox if "đã được trả lời" in letter.subject) == [
        "a@thu.test",
        "b@thu.test",
    ]
    mail.outbox.clear()
    answer(rest, hoai, kind=ReceptionKind.NOTED, explanation="Ghi nhận.")
    publish(outcome_of(close(consultation), hoai), hoai, phuc, minh)
    drain()
    assert [letter.to[0] for letter in mail.outbox if "đã được trả lời" in letter.subject] == ["c@thu.test"]


def test_hidden_words_are_not_sent_around(consultation: ConsultationPage, hoai: User, phuc: User, minh: User) -> None:
    comment = said(
        consultation,
        "dieu-1",
        "Mua thuốc ở đây.",
        state=CommentState.HIDDEN,
        hide_reason=HideReason.SPAM_OR_TEST,
        email="nan-nhan@thu.test",
    )
    answer(comment, hoai, kind=ReceptionKind.NOTED, explanation="Không về dự thảo.")
    publish(outcome_of(close(consultation), hoai), hoai, phuc, minh)
    drain()
    (body,) = to("nan-nhan@thu.test")
    assert "Mua thuốc" not in body
    assert "Không về dự thảo." in body


def test_drafters_are_reminded_once_a_week(
    consultation: ConsultationPage, consultation_rule: ConsultationRule, hoai: User, phuc: User, lan: User
) -> None:
    assert reminders.remind() == 0, "it is open"
    consultation = close(consultation, days_ago=31)
    said(consultation, "dieu-1", "Một.")
    assert reminders.due_on(consultation) == timezone.localdate() - DAY
    assert reminders.remind() == 2
    assert reminders.remind() == 0, "one a week"
    drain()
    bodies = to(hoai.email, NO_OUTCOME)
    assert len(bodies) == len(to(phuc.email, NO_OUTCOME)) == 1
    assert not to(lan.email, NO_OUTCOME)
    assert "(đã quá hạn)" in bodies[0]
    assert "Còn 1 góp ý chưa trả lời." in bodies[0]
    OutcomeReminder.objects.update(day=timezone.localdate() - datetime.timedelta(days=7))
    assert reminders.remind() == 2


def test_nobody_is_reminded_of_what_is_done(consultation: ConsultationPage, hoai: User, phuc: User) -> None:
    close(consultation)
    reminders.remind()
    ConsultationPage.objects.update(concluded_on=timezone.localdate())
    assert OutboxMessage.objects.waiting().filter(topic=reminders.TOPIC).count() == 2
    drain()
    assert not to(hoai.email, NO_OUTCOME)
    assert reminders.remind() == 0
