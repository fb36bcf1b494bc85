"""What anybody reads of comments: those of a provision, with what became of them; and nothing of who wrote them."""

import datetime
import uuid

from django.test import Client
from django.utils import timezone

from consultation.models import (
    ChoiceAnswer,
    Comment,
    CommentGroup,
    CommentPlace,
    ConsultationPage,
    ConsultationQuestion,
    Contribution,
    Reception,
    ReceptionKind,
)
from ministry.models import User
from tests.consultation.reading import revise, shown, words
from tests.consultation.steps import SECOND_TEXT, comment_on, fresh


def test_those_of_an_article_with_what_is_below_it(consultation: ConsultationPage, stranger: Client) -> None:
    shown(consultation, "dieu-2", "Về cả điều.")
    shown(consultation, "dieu-2/khoan-2/diem-a", "Về một điểm.")
    shown(consultation, "dieu-3", "Về điều khác.")
    comment_on(consultation, "dieu-2", "Chưa ai xem.")
    page = words(stranger, f"{consultation.address}y-kien/?dieu=dieu-2&ban=1")
    assert "Ý kiến về Điều 2" in page
    assert "Về cả điều." in page
    assert "Về một điểm." in page
    assert "Về điểm a khoản 2 Điều 2" in page
    assert "Về điều khác." not in page
    assert "Chưa ai xem." not in page
    assert f'href="{consultation.address}gop-y/?dieu=dieu-2"' in page


def test_all_and_those_on_the_whole(consultation: ConsultationPage, stranger: Client) -> None:
    shown(consultation, "", "Dễ hiểu.")
    shown(consultation, "dieu-3", "Nộp qua bưu điện?")
    every = words(stranger, f"{consultation.address}y-kien/")
    assert "Dễ hiểu." in every
    assert "Nộp qua bưu điện?" in every
    whole = words(stranger, f"{consultation.address}y-kien/?dieu=toan-van")
    assert "Dễ hiểu." in whole
    assert "Nộp qua bưu điện?" not in whole


def test_newest_or_most_supported_first_a_page_at_a_time(consultation: ConsultationPage, stranger: Client) -> None:
    for number in range(25):
        shown(consultation, "dieu-2", f"Ý thứ {number}.", supports=(number * 7) % 25)
    address = f"{consultation.address}y-kien/?dieu=dieu-2"
    for order in ("", "&xep=ung-ho"):
        seen: list[str] = []
        url = address + order
        for _ in range(2):
            response = stranger.get(url)
            seen += [each["content"] for each in response.context["comments"]]
            url = f"{consultation.address}y-kien/{response.context['next_url']}"
        assert len(seen) == len(set(seen)) == 25, order
        wanted = Comment.objects.order_by("-supports_count" if order else "-pk", "-pk")
        assert seen == [comment.content for comment in wanted]
        back = stranger.get(f"{consultation.address}y-kien/{response.context['previous_url']}")
        assert [each["content"] for each in back.context["comments"]] == seen[:20]


def test_what_is_told_of_a_comment(consultation: ConsultationPage, stranger: Client) -> None:
    comment = shown(consultation, "dieu-2", "Cao quá.", supports=3)
    Contribution.objects.filter(pk=comment.contribution_id).update(
        late=True, channel="post", provenance="Công văn 12 của bà Nguyễn Thị Hoa"
    )
    Comment.objects.filter(pk=comment.pk).update(edited_at=timezone.now())
    page = words(stranger, f"{consultation.address}y-kien/?dieu=dieu-2")
    for said in ("Một người dân", "Cá nhân", "gửi sau khi hết hạn", "Văn bản gửi đến", "3 người ủng hộ", "sửa ngày"):
        assert said in page, said
    assert "Công văn 12" not in page


def test_an_answer_is_read_once_it_is_public_alone_or_as_a_group(
    consultation: ConsultationPage, hoai: User, stranger: Client
) -> None:
    alone, one, other = (shown(consultation, "dieu-2", f"Ý {number}") for number in range(3))
    group = CommentGroup.objects.create(consultation=consultation, title="Mức đóng")
    Comment.objects.filter(pk__in=[one.pk, other.pk]).update(group=group)
    common = {"consultation": consultation, "answered_by": hoai}
    Reception.objects.create(comment=alone, kind=ReceptionKind.ACCEPTED, explanation="Đã sửa riêng.", **common)
    Reception.objects.create(group=group, kind=ReceptionKind.EXPLAINED, explanation="Luật đã định.", **common)
    address = f"{consultation.address}y-kien/?dieu=dieu-2"
    before = words(stranger, address)
    assert "Đã sửa riêng." not in before
    assert "Luật đã định." not in before
    Reception.objects.update(published_at=timezone.now())
    after = words(stranger, address)
    assert after.count("Đã sửa riêng.") == 1
    assert after.count("Luật đã định.") == 2
    assert "Bộ trả lời: Tiếp thu" in after


def test_in_a_later_version_under_the_heir_with_a_mark_where_it_is_gone(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User, stranger: Client
) -> None:
    moved = shown(consultation, "dieu-3", "Nộp qua bưu điện được không?")
    page = revise(consultation, SECOND_TEXT, "Dự thảo 2", hoai, phuc, minh)
    CommentPlace.objects.filter(comment=moved, document=page.current_document).update(mark="Khoản này không còn")
    now = words(stranger, f"{consultation.address}y-kien/?dieu=dieu-4")
    assert "Nộp qua bưu điện" in now
    assert "Khoản này không còn" in now
    old = words(stranger, f"{consultation.address}y-kien/?dieu=dieu-3&ban=1")
    assert "Nộp qua bưu điện" in old
    assert "không phải bản mới nhất" in old


def test_of_several_places_the_one_that_was_asked_for_is_told(consultation: ConsultationPage, stranger: Client) -> None:
    comment = shown(consultation, "dieu-2", "Cho cả hai nơi.")
    CommentPlace.objects.create(comment=comment, document_id=comment.document_id or 0, key="dieu-3", is_main=False)
    assert "Về Điều 3" in words(stranger, f"{consultation.address}y-kien/?dieu=dieu-3")
    assert "Về Điều 2" in words(stranger, f"{consultation.address}y-kien/?dieu=dieu-2")
    every = words(stranger, f"{consultation.address}y-kien/")
    assert "Về Điều 2" in every
    assert every.count("<p>Cho cả hai nơi.</p>") == 1


def test_answers_to_a_question_and_its_choices(consultation: ConsultationPage, stranger: Client) -> None:
    question = ConsultationQuestion.objects.create(page=consultation, text="Đóng bao nhiêu?", choices="1%\n2%")
    answer = shown(consultation, "", "Tùy nghề.")
    Comment.objects.filter(pk=answer.pk).update(question_key=question.key, question_text=question.text)
    for number in range(4):
        contribution = Contribution.objects.create(
            consultation=consultation, number=f"GY-{number}", contributor_type="individual", shown_as="Một người"
        )
        ChoiceAnswer.objects.create(
            contribution=contribution,
            question_key=question.key,
            question_text=question.text,
            choice="1%" if number else "2%",
        )
    page = words(stranger, f"{consultation.address}y-kien/?cau-hoi={question.key}")
    assert "4 lượt chọn" in page
    assert (
        '<td>1%</td><td class="num" data-heading="Số lượt">3</td><td class="num" data-heading="Tỷ lệ">75%</td>' in page
    )
    assert "Tùy nghề." in page
    assert "Tùy nghề." not in words(stranger, f"{consultation.address}y-kien/?dieu=toan-van")


def test_addresses_that_name_nothing(consultation: ConsultationPage, stranger: Client) -> None:
    shown(consultation, "dieu-2", "Cao quá.")
    address = f"{consultation.address}y-kien/"
    for query in (
        "dieu=dieu-99",
        "ban=7",
        "ban=x",
        f"cau-hoi={uuid.uuid4()}",
        "dieu=dieu-2&ban=2",
        "dieu=" + "a" * 999,
    ):
        assert stranger.get(f"{address}?{query}").status_code == 404, query
    for query in (
        "sau=x",
        "sau=1.2.3",
        "sau=99999999999999.1",
        "truoc=-1.-1",
        "xep=gi",
        "cau-hoi=khong",
        f"sau={'9' * 30}.1",
    ):
        assert stranger.get(f"{address}?{query}").status_code == 200, query


def test_nothing_of_a_contributor_is_public_anywhere(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User, stranger: Client
) -> None:
    comment = shown(consultation, "dieu-2", "Cao quá.")
    person = comment.contribution.contributor
    person.phone, person.ward, person.address_detail = "0912345678", "Xã Vân Du", "Thôn Đoài"
    person.org_name, person.tax_code, person.signatories = "HTX Sông Chu", "2800123456", "Lê Văn Ký"
    person.save()
    Contribution.objects.update(provenance="Công văn 12 của bà Hoa", province=None)
    day = timezone.localdate() - datetime.timedelta(days=1)
    ConsultationPage.objects.update(closes_on=day, ends_on=day)
    private = (
        "Thị Hoa",
        "hoa@thu.test",
        "0912345678",
        "Vân Du",
        "Thôn Đoài",
        "Sông Chu",
        "2800123456",
        "Văn Ký",
        "bà Hoa",
    )
    page = fresh(consultation)
    token = comment.contribution.token
    rest = ("", "y-kien/", "y-kien/?dieu=dieu-2", "ban-1/", "so-lieu/", "lich.ics", "gop-y.csv", "gop-y.json")
    programs = (
        "",
        f"/{page.number}",
        f"/{page.number}/versions/1",
        f"/{page.number}/comments",
        f"/{page.number}/outcomes",
    )
    addresses = [
        *("/", "/du-thao/", "/du-thao/atom.xml", "/du-thao/lich.ics", "/tim-kiem/?q=cao+qua", "/sitemap/0.xml"),
        *(f"{page.address}{each}" for each in rest),
        *(f"/api/v1/consultations{each}" for each in programs),
        *("/api/v2/pages/?type=consultation.ConsultationPage&fields=*", f"/api/v2/pages/{page.pk}/?fields=*"),
    ]
    for address in addresses:
        response = stranger.get(address)
        assert response.status_code == 200, address
        text = (b"".join(response) if response.streaming else response.content).decode()
        for word in (*private, str(token), comment.contribution.number):
            assert word not in text, f"{address}: {word}"
