"""Chị Hoa comments on one clause, anh Tùng on many articles at once for his association; neither loses a word."""

import datetime

from django.test import Client
from django.utils import timezone

from base.models import OutboxMessage
from consultation.models import (
    ChoiceAnswer,
    Comment,
    ConsultationPage,
    ConsultationQuestion,
    Contribution,
    ContributionDraft,
)
from consultation.procedure import LETTER
from consultation.states import CommentState
from tests.consultation.taking.contributor import HOA, TUNG, WORDS, Writer


def test_hoa_comments_on_one_clause(writer: Writer) -> None:
    page = writer.look("dieu-2/khoan-1")
    assert "Khoản 1 Điều 2" in page
    assert "Người lao động đóng bằng 1% tiền lương tháng." in page, "the provision's own words stand beside the box"
    writer.say(**{writer.box("dieu-2/khoan-1"): WORDS})
    assert writer.stage == "who"
    writer.say_who()
    assert writer.stage == "check"
    assert WORDS in writer.text
    assert "Một người dân, Thanh Hóa" in writer.text
    writer.submit()
    number, secret = writer.receipt()
    made = Contribution.objects.get()
    assert number == made.number == f"GY-{timezone.localdate().year}-000001"
    assert f"Mã QR của mã số {number}" in writer.page
    assert secret not in writer.page.split("<svg")[1].split("</svg>")[0]
    comment = made.comments.get()
    assert (comment.key, comment.content, comment.state) == ("dieu-2/khoan-1", WORDS, CommentState.WAITING)
    assert comment.places.get().key == "dieu-2/khoan-1"
    assert (made.shown_as, made.late, made.channel) == ("Một người dân, Thanh Hóa", False, "portal")
    assert (made.contributor.name, made.contributor.email) == (HOA["name"], HOA["email"])
    assert made.contributor.consent_text is not None
    assert not ContributionDraft.objects.exists()
    assert OutboxMessage.objects.filter(topic=LETTER).count() == 1


def test_tung_comments_on_many_provisions_with_signatories(writer: Writer) -> None:
    writer.look("dieu-1")
    first, second = writer.box("dieu-1"), writer.box("dieu-3")
    writer.add("dieu-3", **{first: "Cần nói rõ đối tượng."})
    assert writer.typed(first) == "Cần nói rõ đối tượng."
    assert f'name="{second}"' in writer.page
    writer.add("dieu-2/khoan-2", **{first: "Cần nói rõ đối tượng.", second: "Cho nộp qua mạng."})
    writer.say(**{first: "Cần nói rõ đối tượng.", second: "Cho nộp qua mạng.", "whole": "Dự thảo dễ hiểu."})
    writer.send(TUNG | {"stage": "who", "go": "next"})
    assert "Hiệp hội Dệt may Thanh Hóa" in writer.text
    writer.submit()
    made = Contribution.objects.get()
    assert [(each.key, each.content) for each in made.comments.order_by("pk")] == [
        ("dieu-1", "Cần nói rõ đối tượng."),
        ("dieu-3", "Cho nộp qua mạng."),
        ("", "Dự thảo dễ hiểu."),
    ], "the box that was left empty says nothing"
    assert made.shown_as == "Hiệp hội Dệt may Thanh Hóa"
    assert made.contributor.signatories == "Lê Văn Bảy\nPhạm Thị Sáu"
    assert made.contributor.representative_title == "Tổng thư ký"


def test_the_drafters_questions_are_answered(writer: Writer, consultation: ConsultationPage) -> None:
    chosen = ConsultationQuestion.objects.create(page=consultation, text="Mức nào hợp lý?", choices="1%\n0,5%")
    free = ConsultationQuestion.objects.create(page=consultation, text="Khó khăn khi nộp hồ sơ?")
    page = writer.look()
    assert "Mức nào hợp lý?" in page
    writer.say(**{f"question_{chosen.key.hex}": "0,5%", f"question_{free.key.hex}": "Trung tâm ở xa quá."})
    writer.say_who()
    writer.submit()
    answer = ChoiceAnswer.objects.get()
    assert (answer.question_key, answer.question_text, answer.choice) == (chosen.key, "Mức nào hợp lý?", "0,5%")
    comment = Comment.objects.get()
    assert (comment.question_key, comment.question_text) == (free.key, "Khó khăn khi nộp hồ sơ?")
    assert comment.content == "Trung tâm ở xa quá."


def test_a_choice_alone_is_enough_and_an_invented_one_is_none(writer: Writer, consultation: ConsultationPage) -> None:
    question = ConsultationQuestion.objects.create(page=consultation, text="Mức nào?", choices="1%\n0,5%")
    writer.look()
    writer.say(**{f"question_{question.key.hex}": "100%"})
    assert "Xin chọn một mục trong danh sách." in writer.text
    writer.say(**{f"question_{question.key.hex}": "1%"})
    assert writer.stage == "who"


def test_what_was_typed_can_be_changed_before_it_is_sent(writer: Writer) -> None:
    writer.reach_check()
    writer.send({"stage": "check", "go": "edit-what"})
    assert writer.typed(writer.box("dieu-2/khoan-1")) == WORDS
    writer.say(**{writer.box("dieu-2/khoan-1"): "Nên là 0,5%."})
    assert writer.typed("name") == HOA["name"], "who she is is not asked again"
    writer.send({"stage": "who", "go": "back"} | HOA)
    assert writer.typed(writer.box("dieu-2/khoan-1")) == "Nên là 0,5%."
    writer.say(**{writer.box("dieu-2/khoan-1"): "Nên là 0,5%."})
    writer.say_who()
    writer.submit()
    assert Comment.objects.get().content == "Nên là 0,5%."


def test_whoever_wants_it_is_shown_by_name(writer: Writer) -> None:
    assert writer.contribute(show_name="on").shown_as == "Nguyễn Thị Hoa, Thanh Hóa"


def test_an_organisation_without_a_name_is_asked_for_it(writer: Writer) -> None:
    writer.look("dieu-1")
    writer.say(**{writer.box("dieu-1"): WORDS})
    writer.say_who(contributor_type="state_agency", org_name="")
    assert writer.stage == "who"
    assert "Xin ghi tên doanh nghiệp, tổ chức hoặc cơ quan." in writer.text


def test_where_comments_are_shown_at_once(writer: Writer, consultation: ConsultationPage) -> None:
    ConsultationPage.objects.filter(pk=consultation.pk).update(moderation="post")
    assert writer.contribute().comments.get().state == CommentState.UNSEEN
    assert "Góp ý đã hiện trên trang dự thảo." in writer.text


def test_before_the_first_day_the_form_says_when(writer: Writer, consultation: ConsultationPage) -> None:
    soon = timezone.localdate() + datetime.timedelta(days=3)
    ConsultationPage.objects.filter(pk=consultation.pk).update(starts_on=soon)
    assert f"từ ngày {soon:%d/%m/%Y}" in " ".join(writer.look("dieu-1").replace("<strong>", "").split())
    writer.send({"stage": "what", "whole": WORDS, "go": "next"})
    assert writer.status == 409
    assert WORDS in writer.text, "nobody loses what was typed"
    assert not Contribution.objects.exists()


def test_the_first_page_is_the_same_for_everybody(writer: Writer, stranger: Client) -> None:
    response = stranger.get(writer.url)
    assert response["Cache-Control"].startswith("public, max-age=60")
    assert not response.cookies
    assert not ContributionDraft.objects.exists()
    moved = stranger.get(writer.url.replace("du-thao-thong-tu", "ten-cu"), {"dieu": "dieu-1"})
    assert (moved.status_code, moved["Location"]) == (301, f"{writer.url}?dieu=dieu-1")
