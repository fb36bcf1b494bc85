"""However often it is sent, whatever fails or happens meanwhile, it is one contribution, and nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from captcha.models import CaptchaStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from base import worker
from consultation.contributing import drafts
from consultation.models import (
    Comment,
    ConsultationPage,
    Contribution,
    ContributionDraft,
    ContributionFile,
    Contributor,
)
from ministry.models import User
from tests.at_once import at_once, shared_database
from tests.casework.files.opening import content_of
from tests.consultation.steps import SECOND_TEXT, approve, bring_in, fresh
from tests.consultation.taking.contributor import HOA, OWN, WORDS, Writer
from tests.uploads import samples

SENT = {"stage": "check", "go": "next"}


def test_the_same_form_sent_twice_shows_the_same_receipt(writer: Writer) -> None:
    writer.reach_check()
    sent = SENT | {"token": writer.token} | writer.captcha
    writer.send(sent)
    first = writer.receipt()
    writer.send(sent)
    assert writer.receipt() == first
    assert Contribution.objects.count() == 1
    Contribution.objects.update(submitted_at=timezone.now() - drafts.LIFETIME)
    writer.send(sent)
    assert writer.status == 410, "after a day the codes are not shown again"


@pytest.mark.django_db(transaction=True)
def test_sent_forty_times_at_the_same_moment_it_is_one(writer: Writer, tmp_path: Path) -> None:
    with shared_database(tmp_path):
        writer.reach_check()
        sent = SENT | {"token": writer.token} | writer.captcha
        many = [Writer(Client(), writer.consultation) for _ in range(40)]
        results = at_once(*(lambda each=each: each.send(sent) for each in many))
        assert not [result for result in results if isinstance(result, Exception)]
        assert len({each.receipt() for each in many}) == 1
        assert (Contribution.objects.count(), Contributor.objects.count(), Comment.objects.count()) == (1, 1, 1)


def test_when_the_portal_fails_at_the_last_moment_nothing_is_half_done(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.reach_check()
    sent = SENT | {"token": writer.token} | writer.captcha
    with monkeypatch.context() as broken:
        broken.setattr("consultation.procedure.submitting.queue_letter", lambda *args: 1 / 0)
        writer.client.raise_request_exception = False
        writer.send(sent)
        assert writer.status == 500
    assert not Contribution.objects.exists()
    assert not CaptchaStore.objects.exists(), "a fault revives no captcha that was used"
    writer.send(sent)
    assert writer.receipt(), "what was solved is not asked again"


def test_the_picture_is_kept_when_something_else_is_wrong(writer: Writer) -> None:
    writer.reach_check()
    writer.submit(website="http://spam.test")
    assert writer.stage == "check"
    assert "không phải nhập lại" in writer.text
    writer.send(SENT)
    assert writer.receipt()


def test_a_picture_lets_one_contribution_through(writer: Writer) -> None:
    writer.reach_check()
    solved = writer.captcha
    writer.send(SENT | solved)
    writer.receipt()
    writer.page = ""
    writer.reach_check("dieu-3")
    writer.send(SENT | solved)
    assert writer.stage == "check"
    assert Contribution.objects.count() == 1


def test_a_draft_and_its_files_live_a_day(writer: Writer) -> None:
    writer.look("dieu-1")
    writer.say(**{writer.box("dieu-1"): WORDS})
    writer.send(HOA | {"stage": "who", "go": "add-files", "files": SimpleUploadedFile("thu.pdf", samples.pdf())})
    file = ContributionFile.objects.get()
    assert file.path.exists()
    ContributionDraft.objects.update(touched_at=timezone.now() - drafts.LIFETIME)
    for stage in ("who", "check"):
        writer.send({"stage": stage, "go": "next", "token": str(ContributionDraft.objects.get().token)})
        assert writer.status == 410
        assert "Góp ý viết dở không còn" in writer.text
    assert drafts.sweep() == 1
    assert not ContributionFile.objects.exists()
    assert "forgotten contributions" in worker._chores


def test_files_go_with_the_contribution_and_back_to_her_alone(writer: Writer) -> None:
    writer.look("dieu-1")
    writer.say(**{writer.box("dieu-1"): WORDS})
    who = HOA | {"stage": "who", "go": "next"}
    writer.send(who | {"files": [SimpleUploadedFile("thu.pdf", samples.pdf()), SimpleUploadedFile("a.pdf", b"MZ\x90")]})
    assert writer.stage == "who", "the page stays while a file was refused"
    assert "Có tệp chưa gửi được" in writer.text
    writer.send(who)
    assert "thu.pdf" in writer.text
    writer.submit()
    codes = writer.codes()
    file = ContributionFile.objects.get()
    assert (file.contribution, file.draft) == (Contribution.objects.get(), None)
    given = writer.client.post(f"{OWN}tep/", codes | {"file": str(file.pk)})
    assert given["Content-Disposition"].startswith("attachment")
    assert content_of(given).startswith(b"%PDF")
    for wrong in ({"file": "9999"}, {"file": "x"}, {"secret": "AAAA-AAAA-AAAA"}):
        page = writer.client.post(f"{OWN}tep/", codes | {"file": str(file.pk)} | wrong)
        assert "Không tìm thấy góp ý" in page.content.decode()


def test_what_comes_late_is_kept_and_marked(writer: Writer, end: Callable[[], None]) -> None:
    end()
    assert "Đã hết hạn góp ý từ ngày" in writer.look("dieu-2/khoan-1")
    made = writer.contribute()
    assert made.late
    assert "đến muộn" in writer.text


def test_when_the_outcome_is_out_meanwhile_nothing_typed_is_lost(
    writer: Writer, consultation: ConsultationPage, end: Callable[[], None]
) -> None:
    writer.reach_check()
    ConsultationPage.objects.filter(pk=consultation.pk).update(concluded_on=timezone.localdate())
    writer.submit()
    assert writer.status == 409
    assert WORDS in writer.text
    assert "đã công bố kết quả nên không nhận thêm góp ý" in writer.text
    assert not Contribution.objects.exists()
    assert "đã công bố kết quả" in writer.look()


def test_written_on_version_one_while_version_two_is_published(
    writer: Writer, consultation: ConsultationPage, hoai: User, phuc: User, minh: User
) -> None:
    """It stays on the text it was written on, and is found under its provision in the newest one."""
    first = consultation.current_document
    writer.look("dieu-3")
    box = writer.box("dieu-3")
    carried = writer.chosen
    second = bring_in(consultation, SECOND_TEXT, "Dự thảo 2", first)
    page = consultation.get_latest_revision_as_object()
    page.document = second
    page.save_revision(user=hoai)
    approve(page, hoai, phuc, minh)
    assert fresh(consultation).current_document == second
    writer.send(carried | {"go": "next", box: "Cho nộp qua bưu điện."})
    writer.say_who()
    writer.submit()
    comment = Comment.objects.get()
    assert (comment.document, comment.key) == (first, "dieu-3")
    assert {(place.document, place.key, place.is_main) for place in comment.places.all()} == {
        (first, "dieu-3", True),
        (second, "dieu-4", True),
    }
