"""Minh moderates three hundred comments: he finds what waits, shows and hides many at once, and reads who sent one."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultation.admin.listing import waiting_for
from consultation.contributing import drafts
from consultation.models import Comment, ConsultationPage, ContributionDraft, ContributionFile
from consultation.procedure.submitting import hand_in_files
from consultation.states import CommentState
from ministry.models import User
from tests.casework.files.opening import content_of
from tests.consultation.steps import comment_on
from tests.uploads import samples

LIST = "/admin/lay-y-kien/"
PEOPLE = {"hoai": 200, "phuc": 200, "minh": 200, "son": 404, "hanh": 404}


def desk_of(consultation: ConsultationPage) -> str:
    return f"{LIST}{consultation.pk}/gop-y/"


@pytest.fixture
def office(as_officer: Callable[[User], Client], minh: User) -> Client:
    return as_officer(minh)


@pytest.mark.parametrize(("person", "status"), PEOPLE.items())
def test_who_comes_in(
    person: str,
    status: int,
    consultation: ConsultationPage,
    as_officer: Callable[[User], Client],
    request: pytest.FixtureRequest,
) -> None:
    comment = comment_on(consultation, "dieu-1")
    client = as_officer(request.getfixturevalue(person))
    desk = desk_of(consultation)
    for address in (desk, f"{desk}{comment.pk}/", f"{LIST}{consultation.pk}/nhap/"):
        response = client.get(address)
        # Whoever has no page of the admin at all is led to its door.
        assert response.status_code == status or (status == 404 and response.status_code == 302), address
    response = client.post(f"{desk}viec/", {"comment": [comment.pk], "go": "show"})
    comment.refresh_from_db()
    assert (comment.state == CommentState.SHOWN) is (status == 200)
    assert (response.status_code == 302) is (status == 200) or status == 404


def test_a_stranger_is_led_to_the_door(stranger: Client, consultation: ConsultationPage) -> None:
    for address in (LIST, desk_of(consultation), f"{LIST}{consultation.pk}/nhap/"):
        response = stranger.get(address)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/admin/login/")


def test_the_list_tells_what_waits_and_how_long_it_is_open(
    office: Client, consultation: ConsultationPage, minh: User, son: User
) -> None:
    comment_on(consultation, "dieu-1")
    assert (waiting_for(minh), waiting_for(son)) == (1, 0)
    page = office.get(LIST).content.decode()
    assert consultation.title in page
    assert "còn 59 ngày" in page
    assert "(1)" in page, "beside the menu"
    assert f'href="{LIST}{consultation.pk}/nhap/"' in page


def test_the_list_of_many_costs_what_that_of_one_costs(
    office: Client, consultation: ConsultationPage, write_consultation: Callable[..., ConsultationPage]
) -> None:
    office.get(LIST)
    with CaptureQueriesContext(connection) as one:
        office.get(LIST)
    for number in range(3):
        write_consultation(title=f"Dự thảo {number}")
    with CaptureQueriesContext(connection) as many:
        office.get(LIST)
    assert len(many) == len(one)


def test_fifty_comments_cost_few_queries_and_the_rest_is_a_page_away(
    office: Client, consultation: ConsultationPage
) -> None:
    first = comment_on(consultation, "dieu-1", "Ý thứ nhất")
    keys = ["dieu-1", "dieu-2", "dieu-2/khoan-1", "dieu-2/khoan-2/diem-a", "dieu-3", ""]
    Comment.objects.bulk_create(
        Comment(
            contribution=first.contribution,
            consultation=consultation,
            document=first.document,
            key=keys[number % len(keys)],
            content=f"Ý {number}.",
        )
        for number in range(59)
    )
    desk = desk_of(consultation)
    office.get(desk)
    with CaptureQueriesContext(connection) as queries:
        page = office.get(desk).content.decode()
    view = [each["sql"] for each in queries if "consultation_" in each["sql"]]
    assert len(view) <= 12, view
    assert page.count('name="comment"') == 50
    assert page.index("Ý thứ nhất") < page.index("Ý 0."), "who waits longest stands first"
    assert "Điểm a khoản 2 Điều 2" in page
    last = Comment.objects.order_by("pk")[49].pk
    assert f"sau={last}" in page
    assert office.get(desk, {"sau": str(last)}).content.decode().count('name="comment"') == 10
    for hostile in ("x", "²", "-1", "9" * 40):
        assert office.get(desk, {"sau": hostile, "trang-thai": hostile, "dieu": hostile}).status_code == 200


def test_he_narrows_it_by_state_provision_and_kind(office: Client, consultation: ConsultationPage) -> None:
    comment_on(consultation, "dieu-2/khoan-1", "Ý về khoản một.")
    comment_on(consultation, "dieu-3", "Ý về hồ sơ.")
    Comment.objects.filter(key="dieu-3").update(state=CommentState.SHOWN)
    desk = desk_of(consultation)

    def seen(**query: str) -> tuple[bool, bool]:
        page = office.get(desk, {name.replace("_", "-"): value for name, value in query.items()}).content.decode()
        return "Ý về khoản một." in page, "Ý về hồ sơ." in page

    assert seen() == (True, False), "what is decided does not wait"
    assert seen(trang_thai="tat-ca") == (True, True)
    assert seen(trang_thai="shown") == (False, True)
    assert seen(trang_thai="tat-ca", dieu="dieu-2") == (True, False), "with its clauses"
    assert seen(trang_thai="tat-ca", chu_the="organisation") == (False, False)
    assert seen(trang_thai="tat-ca", den_bang="portal") == (True, True)


def test_many_are_shown_and_many_hidden_at_once(office: Client, consultation: ConsultationPage) -> None:
    made = [comment_on(consultation, "dieu-1", f"Ý {number}.") for number in range(4)]
    desk = desk_of(consultation)
    sent = {"comment": [each.pk for each in made[:2]], "back": "dieu=dieu-1&next=http://xau.test"}
    response = office.post(f"{desk}viec/", sent | {"go": "show"})
    assert response["Location"] == f"{desk}?dieu=dieu-1"
    assert Comment.objects.public().count() == 2
    marked = {"comment": [each.pk for each in made[2:]], "go": "hide", "note": "Xin viết lại."}
    page = office.post(f"{desk}viec/", marked).content.decode()
    assert "Cần chọn lý do." in page
    assert "Xin viết lại." in page, "nothing typed is lost"
    assert page.count(" checked") == 2
    office.post(f"{desk}viec/", marked | {"reason": "off_topic"})
    assert Comment.objects.filter(state=CommentState.HIDDEN, hide_reason="off_topic").count() == 2
    assert "Chưa chọn góp ý nào." in office.post(f"{desk}viec/", {"go": "show"}, follow=True).content.decode()


def test_anothers_comments_are_not_touched(
    office: Client, consultation: ConsultationPage, publish_consultation: Callable[..., ConsultationPage]
) -> None:
    other = publish_consultation(title="Dự thảo khác")
    comment = comment_on(other, "dieu-1")
    office.post(f"{desk_of(consultation)}viec/", {"comment": [comment.pk], "go": "show"})
    assert office.get(f"{desk_of(consultation)}{comment.pk}/").status_code == 404
    comment.refresh_from_db()
    assert comment.state == CommentState.WAITING


def test_one_comment_with_who_sent_it(office: Client, consultation: ConsultationPage) -> None:
    comment = comment_on(consultation, "dieu-2/khoan-1")
    address = f"{desk_of(consultation)}{comment.pk}/"
    page = office.get(address).content.decode()
    for told in ("Nguyễn Thị Hoa", "hoa@thu.test", comment.content, "Khoản 1 Điều 2"):
        assert told in page
    assert "Cần chọn lý do." in office.post(f"{address}viec/", {"go": "hide"}).content.decode()
    office.post(f"{address}viec/", {"go": "hide", "reason": "duplicate", "note": "Đã gửi hôm qua."})
    page = office.get(address).content.decode()
    assert "Đã gửi hôm qua." in page
    assert "Lê Quang Minh" in page
    office.post(f"{address}viec/", {"go": "show"})
    comment.refresh_from_db()
    assert (comment.state, comment.hide_reason) == (CommentState.SHOWN, "")


def test_files_are_for_officers_of_the_consultation(
    office: Client, consultation: ConsultationPage, as_officer: Callable[[User], Client], son: User
) -> None:
    comment = comment_on(consultation, "dieu-1")
    draft = ContributionDraft.objects.create(consultation=consultation)
    assert drafts.files(draft).take([SimpleUploadedFile("thu.pdf", samples.pdf())]) == []
    hand_in_files(draft, comment.contribution)
    file = ContributionFile.objects.get()
    assert "thu.pdf" in office.get(f"{desk_of(consultation)}{comment.pk}/").content.decode()
    address = f"{LIST}tep/{comment.contribution.number}/{file.pk}/"
    given = office.get(address)
    assert given["Content-Disposition"].startswith("attachment")
    assert content_of(given).startswith(b"%PDF")
    assert "sandbox" in given["Content-Security-Policy"]
    assert office.get(f"{address}xem/").status_code == 404, "a document has no small picture"
    assert as_officer(son).get(address).status_code in (302, 404)
    assert office.get(f"{LIST}tep/GY-2026-999999/{file.pk}/").status_code == 404
