"""What anybody reads on the page of a consultation: the deadline, the text, the way to each comment."""

import datetime
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from base.models import PortalDocument
from consultation.models import ConsultationPage, DocumentRole, DossierFile, Extension
from consultation.states import CommentState
from ministry.models import User
from tests.consultation.reading import words
from tests.consultation.steps import approve, comment_on, fresh

Publish = Callable[..., ConsultationPage]


def days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def test_the_deadline_stands_first_then_what_it_is_about(consultation: ConsultationPage, stranger: Client) -> None:
    page = words(stranger, consultation.address)
    assert "Còn 59 ngày" in page
    assert f'đến hết <time datetime="{consultation.ends_on}">{consultation.ends_on:%d/%m/%Y}' in page
    assert f'href="{consultation.address}gop-y/"' in page
    assert consultation.summary in page
    page = page.partition("<main")[2]
    assert page.index("Còn 59 ngày") < page.index(consultation.summary) < page.index("Toàn văn: Dự thảo 1")


def test_the_whole_text_with_its_anchors_and_a_way_to_comment_each_article(
    consultation: ConsultationPage, stranger: Client
) -> None:
    page = words(stranger, consultation.address)
    for anchor in ("dieu-1", "dieu-2-khoan-2-diem-b", "dieu-3"):
        assert f'id="{anchor}"' in page
    assert f'href="{consultation.address}gop-y/?dieu=dieu-2"' in page
    assert f'href="{consultation.address}gop-y/?dieu=dieu-2/khoan-1"' in page
    assert '<a href="#dieu-3">Điều 3. Hồ sơ hưởng trợ cấp</a>' in page


def test_comments_are_counted_beside_their_provision_once_they_are_public(
    consultation: ConsultationPage, stranger: Client
) -> None:
    for key in ("dieu-2/khoan-2/diem-a", "dieu-2", "dieu-2/khoan-1"):
        comment = comment_on(consultation, key)
        comment.state = CommentState.SHOWN
        comment.save()
    comment_on(consultation, "dieu-2", "Chưa ai xem.")
    page = words(stranger, consultation.address)
    address = f"{consultation.address}y-kien/"
    assert f'<a href="{address}?dieu=dieu-2&ban=1">3 ý kiến</a>' in page
    assert f'<a href="{address}?dieu=dieu-2/khoan-2&ban=1">1 ý kiến</a>' in page
    assert f"{address}?dieu=dieu-1&ban=1" not in page
    assert "<strong>4</strong> góp ý của <strong>4</strong> người" in page, "what waits came in as well"


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (0, 0, "Hôm nay là ngày cuối"),
        (-3, 7, "Còn 7 ngày"),
        (2, 40, "Bắt đầu sau 2 ngày"),
        (-40, -3, "Đã hết hạn 3 ngày, chờ kết quả"),
    ],
)
def test_where_it_is_in_its_life(
    starts: int, ends: int, said: str, consultation: ConsultationPage, stranger: Client
) -> None:
    ConsultationPage.objects.update(starts_on=days(starts), ends_on=days(ends), closes_on=days(ends))
    page = words(stranger, consultation.address)
    assert said in page
    is_open = starts <= 0 <= ends
    assert ("Góp ý điều này" in page) is is_open
    assert (f'href="{consultation.address}gop-y/"' in page) is is_open
    assert ("deadline-soon" in page) is (is_open and ends <= 7)


def test_an_extension_is_told_with_its_reason(consultation: ConsultationPage, stranger: Client) -> None:
    Extension.objects.create(
        consultation=consultation, from_on=days(59), to_on=days(70), reason="Nhiều nơi bị lũ, chưa họp được."
    )
    ConsultationPage.objects.update(closes_on=days(70))
    page = words(stranger, consultation.address)
    assert "Còn 70 ngày" in page
    assert "Nhiều nơi bị lũ, chưa họp được." in page


def test_a_question_can_be_answered_and_its_answers_read(
    publish_consultation: Publish, stranger: Client, hoai: User, phuc: User, minh: User
) -> None:
    page = publish_consultation()
    revised = page.get_latest_revision_as_object()
    revised.questions.create(text="Nên đóng bao nhiêu?", choices="1%\n2%")
    revised.save_revision(user=hoai)
    approve(revised, hoai, phuc, minh)
    shown = words(stranger, page.address)
    key = fresh(page).questions.get().key
    assert "Nên đóng bao nhiêu?" in shown
    assert f"{page.address}gop-y/#cau-hoi" in shown
    assert f"{page.address}y-kien/?cau-hoi={key}" in shown


def test_the_dossier_is_public_while_the_live_page_refers_to_it(
    write_consultation: Callable[..., ConsultationPage], stranger: Client, hoai: User, phuc: User, minh: User
) -> None:
    file = PortalDocument(title="Tờ trình Chính phủ", uploaded_by_user=hoai)
    file.file.save("to-trinh.pdf", ContentFile(b"%PDF-1.4 to trinh"))
    page = write_consultation()
    page.dossier.add(DossierFile(role=DocumentRole.SUBMISSION, document=file))
    page.save_revision(user=hoai)
    assert stranger.get(file.url).status_code == 404, "a draft's dossier is nobody's"
    approve(page, hoai, phuc, minh)
    shown = words(stranger, fresh(page).address)
    assert "Tờ trình" in shown
    assert file.title in shown
    given = stranger.get(file.url)
    assert b"".join(given) == b"%PDF-1.4 to trinh"
    given.close()


def test_a_draft_is_not_there(write_consultation: Callable[..., ConsultationPage], stranger: Client) -> None:
    page = write_consultation()
    for rest in ("", "y-kien/", "ban-1/", "so-sanh/", "so-lieu/", "lich.ics", "gop-y.csv", "gop-y.json"):
        assert stranger.get(f"{page.address}{rest}").status_code == 404, rest


def test_an_old_slug_leads_to_the_page_of_today(consultation: ConsultationPage, stranger: Client) -> None:
    for rest in ("", "y-kien/?dieu=dieu-2", "ban-1/", "so-lieu/", "lich.ics", "gop-y.csv"):
        response = stranger.get(f"/du-thao/{consultation.number}-ten-cu/{rest}")
        assert response.status_code == 301, rest
        assert response["Location"] == f"{consultation.address}{rest}"


def test_words_of_a_draft_are_no_html(publish_consultation: Publish, stranger: Client) -> None:
    text = "THÔNG TƯ\n\n## Điều 1. Tên <script>alert(1)</script>\n\nNội dung <!--gop-y dieu-9--> & <b>đậm</b>.\n"
    page = publish_consultation(text)
    html = stranger.get(page.address).content.decode()
    assert "<script>alert(1)" not in html
    assert "<b>đậm" not in html
    assert "&lt;!--gop-y dieu-9--&gt;" in html


def test_an_editor_previews_the_text_that_is_not_public_yet(
    write_consultation: Callable[..., ConsultationPage], hoai: User, as_officer: Callable[[User], Client]
) -> None:
    page = write_consultation()
    shown = as_officer(hoai).get(f"/admin/pages/{page.pk}/view_draft/")
    assert shown.status_code == 200
    assert "Điều 2. Mức đóng" in shown.content.decode()
