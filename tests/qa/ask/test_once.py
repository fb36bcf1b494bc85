"""However often it is sent, and whatever fails meanwhile, it is one case; a draft lives a day."""

from pathlib import Path

import pytest
from captcha.models import CaptchaStore
from django.test import Client
from django.utils import timezone

from base.models import OutboxMessage
from casework.models import Case, Sender
from qa.models import AskDraft
from qa.models.drafts import LIFETIME
from tests.at_once import at_once, shared_database
from tests.qa.ask.asker import DETAILS, QUESTION, Asker


def test_the_same_form_sent_twice_is_one_case_with_the_same_codes(asker: Asker) -> None:
    asker.to_check()
    sent = {"stage": "check", "go": "next", "token": asker.token} | asker.captcha
    asker.send(sent)
    first = asker.receipt()
    asker.send(sent)
    assert asker.receipt() == first
    assert Case.objects.count() == 1
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sent_many_times_at_the_same_moment_it_is_one_case(asker: Asker, tmp_path: Path) -> None:
    with shared_database(tmp_path):
        asker.to_check()
        sent = {"stage": "check", "go": "next", "token": asker.token} | asker.captcha
        many = [Asker(Client()) for _ in range(40)]
        results = at_once(*(lambda each=each: each.send(sent) for each in many))
        assert not [result for result in results if isinstance(result, Exception)]
        assert len({each.receipt() for each in many}) == 1
        assert (Case.objects.count(), Sender.objects.count(), OutboxMessage.objects.count()) == (1, 1, 1)


def test_when_the_portal_fails_at_the_last_moment_nothing_is_half_done(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker.to_check()
    sent = {"stage": "check", "go": "next", "token": asker.token} | asker.captcha
    with monkeypatch.context() as broken:
        broken.setattr("casework.procedure.intake.queue_letter", lambda *args: 1 / 0)
        asker.client.raise_request_exception = False
        assert "Traceback" not in asker.send(sent)
        assert asker.status == 500
    assert not Case.objects.exists()
    assert AskDraft.objects.count() == 1
    assert not CaptchaStore.objects.exists(), "a fault revives no captcha that was used"
    asker.send(sent)
    assert asker.receipt(), "what was solved is not asked again"


def test_after_a_day_a_draft_is_gone(asker: Asker) -> None:
    asker.to_check()
    AskDraft.objects.update(created_at=timezone.now() - LIFETIME)
    token = asker.token
    for fields in (DETAILS, {"stage": "answers", "go": "still"}, {"stage": "check", "go": "next"} | asker.captcha):
        asker.send(fields | {"token": token})
        assert asker.status == 410
        assert "Câu hỏi viết dở không còn" in asker.text
    assert not Case.objects.exists()
    asker.send(QUESTION | {"token": token})
    assert (asker.stage, asker.token == token) == ("details", False)


def test_after_a_day_the_codes_are_not_shown_again(asker: Asker) -> None:
    asker.to_check()
    sent = {"stage": "check", "go": "next", "token": asker.token} | asker.captcha
    asker.send(sent)
    Case.objects.update(submitted_at=timezone.now() - LIFETIME)
    asker.send(sent)
    assert asker.status == 410
