"""The figures of a consultation: who took part and on what, and nobody who could be told from them."""

from django.test import Client
from django.utils import timezone

from consultation import figures
from consultation.models import ChoiceAnswer, Comment, ConsultationPage, Contribution, HideReason
from consultation.states import CommentState
from ministry.models import Province
from tests.consultation.reading import shown, words
from tests.consultation.steps import comment_on


def came(page: ConsultationPage, count: int, province: Province | None = None, **changes: object) -> None:
    for _ in range(count):
        comment = shown(page, "dieu-2", "Cao quá.")
        Contribution.objects.filter(pk=comment.contribution_id).update(province=province, **changes)


def test_a_province_of_fewer_than_five_is_not_named(
    consultation: ConsultationPage, province: Province, stranger: Client
) -> None:
    small = Province.objects.create(code="11", name="Điện Biên", kind="tỉnh", valid_from=province.valid_from)
    came(consultation, 5, province)
    came(consultation, 4, small)
    came(consultation, 2)
    assert figures.provinces(consultation) == [("Thanh Hóa", 5), (figures.OTHERS, 6)]
    page = words(stranger, f"{consultation.address}so-lieu/")
    assert "Thanh Hóa" in page
    assert "Điện Biên" not in page


def test_who_how_late_and_how_many(consultation: ConsultationPage, stranger: Client) -> None:
    came(consultation, 2)
    came(consultation, 1, contributor_type="enterprise", channel="post", late=True)
    shown(consultation, "dieu-3", "Hay.", supports=7)
    comment_on(consultation, "dieu-2", "Chưa ai xem.")
    withdrawn = comment_on(consultation, "dieu-2", "Xin rút.")
    Comment.objects.filter(pk=withdrawn.pk).update(state=CommentState.WITHDRAWN)
    chooser = Contribution.objects.create(
        consultation=consultation, number="GY-chon", contributor_type="individual", shown_as="Một người"
    )
    ChoiceAnswer.objects.create(contribution=chooser, question_key=chooser.token, question_text="?", choice="1%")
    response = stranger.get(f"{consultation.address}so-lieu/")
    context = response.context
    assert context["participants"] == "6", "who took all back takes part no more, who only chose does"
    assert (context["sums"]["whole"], context["sums"]["public"]) == ("5", "4")
    assert (context["sums"]["late"], context["sums"]["waiting"], context["sums"]["supports"]) == ("1", "1", "7")
    sections = {section["id"]: dict(section["rows"]) for section in context["sections"]}
    assert sections["loai"]["Doanh nghiệp"] == 1
    assert sections["kenh"] == {"Cổng thông tin": 5, "Văn bản gửi đến": 1}
    assert {row["name"]: row["count"] for row in context["heat"]["rows"]} == {"Điều 2": 3, "Điều 3": 1}
    assert "Xin rút." not in response.content.decode()


def test_the_ledger_counts_why_comments_are_not_shown(consultation: ConsultationPage, stranger: Client) -> None:
    for reason in (HideReason.OFF_TOPIC, HideReason.OFF_TOPIC, HideReason.PERSONAL_DATA):
        comment = comment_on(consultation, "dieu-2", "Kín.")
        Comment.objects.filter(pk=comment.pk).update(state=CommentState.HIDDEN, hide_reason=reason)
    assert dict(figures.refusals(consultation)) == {
        HideReason.PERSONAL_DATA.label: 1,
        HideReason.OFF_TOPIC.label: 2,
    }
    page = words(stranger, f"{consultation.address}so-lieu/")
    assert HideReason.OFF_TOPIC.label in page
    assert "Kín." not in page


def test_without_comments_it_says_so(consultation: ConsultationPage, stranger: Client) -> None:
    assert "Chưa có góp ý nào" in words(stranger, f"{consultation.address}so-lieu/")
    assert timezone.localdate() <= (consultation.closes_on or consultation.ends_on)
