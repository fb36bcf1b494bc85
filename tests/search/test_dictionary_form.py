"""Minh keeps the dictionary in the admin: a line that would do harm is refused, and so are those who may not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ministry.models import User
from search.models import Term

pytestmark = [pytest.mark.usefixtures("own_vocabulary")]

Sit = Callable[[User], Client]
LIST = "/admin/tu-dien-tim-kiem/"


def form(**changes: Any) -> dict[str, Any]:
    given = {
        "kind": "abbreviation",
        "short": "QBHTN",
        "long": "quỹ bảo hiểm thất nghiệp",
        "others": "",
        "context": "",
        "active": "on",
        "note": "",
    }
    return given | changes


def test_minh_adds_a_line(as_officer: Sit, minh: User) -> None:
    response = as_officer(minh).post(f"{LIST}new/", form(), follow=True)
    assert "có hiệu lực ngay" in response.content.decode()
    assert Term.objects.get().long == "quỹ bảo hiểm thất nghiệp"


def test_the_list_is_searched_and_filtered(as_officer: Sit, minh: User) -> None:
    Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    Term.objects.create(short="ABCD", long="một hai ba bốn", active=False)
    page = as_officer(minh).get(LIST, {"q": "QBHTN"}).content.decode()
    assert "QBHTN" in page
    assert "ABCD" not in page
    assert "ABCD" in as_officer(minh).get(LIST, {"active": "false"}).content.decode()


def test_minh_sees_what_the_software_knows_by_itself(as_officer: Sit, minh: User) -> None:
    assert f"{LIST}co-san/" in as_officer(minh).get(LIST).content.decode()
    page = as_officer(minh).get(f"{LIST}co-san/", {"q": "cong ty"}).content.decode()
    assert "<td>cty</td><td>công ty</td><td>c ty</td>" in page
    assert "<td>không</td>" not in page
    Term.objects.create(kind="spelling", short="cty", long="công ty", active=False)
    assert "đã tắt" in as_officer(minh).get(f"{LIST}co-san/", {"q": "cty"}).content.decode()
    assert "Không có dòng nào" in as_officer(minh).get(f"{LIST}co-san/", {"q": "<xyzzy>"}).content.decode()


def test_an_expert_does_not_see_it(as_officer: Sit, nam: User) -> None:
    assert as_officer(nam).get(f"{LIST}co-san/").status_code in (302, 403)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"short": "?!"}, "Cần ít nhất một chữ cái hoặc chữ số."),
        ({"long": ""}, "Hãy ghi nghĩa đầy đủ."),
        ({"long": "Q.B.H.T.N", "short": "q b h t n"}, "Nghĩa trùng với cách viết"),
        ({"short": "lao"}, "trùng với một từ thông thường"),
        ({"others": "bao"}, "trùng với một từ thông thường"),
        ({"short": "TS", "long": "thai sản"}, "có nhiều nghĩa"),
        ({"kind": "courtesy", "short": "ạ", "long": ""}, "Lời xã giao cần từ hai chữ trở lên"),
    ],
)
def test_a_line_that_would_do_harm_is_refused(
    as_officer: Sit, minh: User, changes: dict[str, str], message: str
) -> None:
    response = as_officer(minh).post(f"{LIST}new/", form(**changes))
    assert message in response.content.decode()
    assert not Term.objects.exists()


def test_an_everyday_word_is_taken_with_the_words_it_stands_near(as_officer: Sit, minh: User) -> None:
    as_officer(minh).post(f"{LIST}new/", form(short="TE", long="trẻ em", context="mầm non"))
    assert Term.objects.get().short == "TE"


def test_a_writing_taken_out_of_a_line_is_taken_out_of_the_index(as_officer: Sit, minh: User) -> None:
    term = Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp", others="QTNN")
    Term.objects.update(indexed_at=timezone.now())
    as_officer(minh).post(f"{LIST}edit/{term.pk}/", form())
    assert Term.objects.waiting().filter(short="QTNN", active=False).exists()


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("minh", True),
        ("quan_tri", True),
        ("hanh", False),
        ("nam", False),
        ("lan", False),
        ("son", False),
        ("thuy", False),
    ],
)
def test_editors_and_administrators_keep_the_dictionary(
    db: None, request: pytest.FixtureRequest, as_officer: Sit, who: str, may: bool
) -> None:
    term = Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    client = as_officer(request.getfixturevalue(who))
    opened = [client.get(LIST), client.get(f"{LIST}new/"), client.get(f"{LIST}edit/{term.pk}/")]
    assert [response.status_code == 200 for response in opened] == [may] * 3
    client.post(f"{LIST}edit/{term.pk}/", form(note="đổi"))
    assert Term.objects.filter(note="đổi").exists() == may
    assert (LIST in client.get("/admin/").content.decode()) == may


@pytest.mark.parametrize("who", ["minh", "quan_tri"])
def test_nobody_deletes_a_line(db: None, request: pytest.FixtureRequest, as_officer: Sit, who: str) -> None:
    term = Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    as_officer(request.getfixturevalue(who)).post(f"{LIST}delete/{term.pk}/")
    assert Term.objects.filter(pk=term.pk).exists()


def test_a_stranger_meets_the_login(db: None, client: Client) -> None:
    assert client.get(LIST).status_code == 302


def test_a_report_leads_to_a_form_that_is_begun(as_officer: Sit, minh: User) -> None:
    shown = as_officer(minh).get(f"{LIST}new/", {"short": "QBHTN"}).content.decode()
    assert 'value="QBHTN"' in shown
