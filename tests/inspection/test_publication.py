"""The queue of publication, the other forms with their proofs, and the letter to the head."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from base import worker
from base.models import OutboxMessage
from inspection import letters, queue, withdrawals
from inspection.models import ClockLetter, InspectionConclusionPage, OtherPublication, PublicationProof, PublicationRule
from ministry.models import Post, Role, Unit, User
from tests.inspection.conftest import Clock as SetClock
from tests.inspection.steps import Officer, Publish, Write, content_of, person_of
from tests.uploads import samples

Date = datetime.date
Note = Callable[..., Any]


@pytest.fixture(autouse=True)
def tenth_of_june(clock: SetClock, publication_rule: None) -> None:
    clock(Date(2026, 6, 10))


@pytest.fixture
def note(khanh: User, as_officer: Officer) -> Note:
    """Return a way for khánh to note another form of publication on the screen."""

    def post(page: InspectionConclusionPage, **changes: Any) -> Any:
        given = {"form": "meeting", "place": "Hội trường công ty", "from_on": "05/06/2026", "times": "1"}
        url = reverse("inspection_admin:publication", args=[page.pk])
        return as_officer(khanh).post(url, given | changes)

    return post


def parts(user: User) -> dict[str, list[str]]:
    return {each.name: [row.page.doc_number for row in each.rows] for each in queue.sections(user) if each.rows}


def test_the_queue_sorts_by_urgency(
    write: Write, publish: Publish, khanh: User, thu: User, minh: User, as_officer: Officer, clock: SetClock
) -> None:
    write(doc_number="1/KL", issued_on=Date(2026, 5, 20))
    write(doc_number="2/KL", issued_on=Date(2026, 5, 29))
    write(doc_number="3/KL", issued_on=Date(2026, 6, 1))
    write(doc_number="4/KL", issued_on=Date(2026, 6, 9))
    publish(write(doc_number="5/KL", issued_on=Date(2026, 6, 2)))
    expected = {
        "overdue": ["1/KL", "2/KL"],
        "due_soon": ["3/KL"],
        "due": ["4/KL"],
        "short": ["5/KL"],
        "other": ["5/KL"],
    }
    for person in (khanh, thu, minh):
        assert parts(person) == expected
    shown = as_officer(khanh).get(reverse("inspection_admin:queue")).content.decode()
    assert "Quá hạn 9 ngày" in shown
    assert "Đã hiện 0 ngày, giữ đến hết 25/06/2026" in shown
    assert "Công khai kết luận thanh tra" in as_officer(khanh).get("/admin/").content.decode()
    clock(Date(2026, 6, 26))
    assert "short" not in parts(khanh)


def test_the_queue_asks_a_fixed_number_of_queries(
    write: Write, publish: Publish, khanh: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        write(doc_number=f"{number}/KL")
        publish(write(doc_number=f"{number}/KL-b"))
    with django_assert_max_num_queries(16):
        assert len(queue.sections(khanh)[3].rows) == 4


def test_what_was_taken_down_early_stays_in_the_queue(draft: Any, publish: Publish, khanh: User, minh: User) -> None:
    withdrawals.withdraw(publish(draft), minh, reason="Sai.", ground="QĐ 1")
    assert parts(khanh) == {"short": ["45/KL-TTr"]}


@pytest.mark.parametrize(
    ("who", "enters"),
    [
        ("khanh", True),
        ("thu", True),
        ("minh", True),
        ("lan", False),
        ("nam", False),
        ("hanh", False),
        ("quan_tri", False),
    ],
)
def test_who_enters(who: str, enters: bool, draft: Any, as_officer: Officer, request: pytest.FixtureRequest) -> None:
    enters = who in ("khanh", "thu", "minh")
    screen = as_officer(person_of(who, request))
    for url in (reverse("inspection_admin:queue"), reverse("inspection_admin:publication", args=[draft.pk])):
        response = screen.get(url)
        assert (response.status_code == 200) is enters
        assert enters or draft.title not in response.content.decode()
    assert ("Công khai kết luận" in screen.get("/admin/").content.decode()) is enters


def test_an_inspector_elsewhere_meets_none_of_it(draft: Any, children_unit: Unit, as_officer: Officer) -> None:
    other = User.objects.create_user("dung", "dung@bo.test")
    Post.objects.create(user=other, unit=children_unit, role=Role.INSPECTOR)
    assert parts(other) == {}
    assert as_officer(other).get(reverse("inspection_admin:publication", args=[draft.pk])).status_code == 404


def test_a_meeting_with_its_minutes_suffices(draft: Any, publish: Publish, khanh: User, note: Note) -> None:
    page = publish(draft)
    assert note(page, proof=SimpleUploadedFile("bien-ban.pdf", samples.pdf())).status_code == 302
    other = OtherPublication.objects.get()
    assert (other.suffices_from, other.noted_by) == (Date(2026, 6, 5), khanh)
    assert "other" not in parts(khanh)
    assert other.proofs.get().path.is_file()
    assert not other.proofs.get().preview_path.exists()


# form, what was noted, from which day it suffices, what is told on 10 June
FORMS = [
    ("meeting", {}, None, "Chưa có bằng chứng"),
    ("print_press", {"times": "1", "url": "https://bao.vn/1"}, None, "Cần ít nhất 2 số báo, mới có 1."),
    ("print_press", {"times": "2", "url": "https://bao.vn/1", "to_on": "06/06/2026"}, Date(2026, 6, 6), "Đạt."),
    ("broadcast", {"times": "1", "url": "https://vtv.vn/1"}, None, "Cần ít nhất 2 lần phát, mới có 1."),
    ("broadcast", {"times": "3", "url": "https://vtv.vn/1"}, Date(2026, 6, 2), "Đạt."),
    ("online_press", {"url": "https://bao.vn/1"}, Date(2026, 6, 17), "Chưa đủ 15 ngày: đủ vào ngày 17/06/2026"),
    ("posting", {"url": "https://a.vn/anh", "to_on": "09/06/2026"}, None, "Cần ít nhất 15 ngày liên tục, mới có 7."),
    ("posting", {"url": "https://a.vn/anh", "to_on": "17/06/2026"}, Date(2026, 6, 17), "Chưa đủ 15 ngày"),
]


@pytest.mark.parametrize(("form", "noted", "suffices_from", "told"), FORMS)
def test_which_form_suffices_and_why_not(
    form: str,
    noted: dict[str, str],
    suffices_from: Date | None,
    told: str,
    draft: Any,
    khanh: User,
    note: Note,
    as_officer: Officer,
) -> None:
    assert note(draft, form=form, from_on="02/06/2026", **noted).status_code == 302
    assert OtherPublication.objects.get().suffices_from == suffices_from
    shown = as_officer(khanh).get(reverse("inspection_admin:publication", args=[draft.pk])).content.decode()
    assert told in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"from_on": "31/05/2026"}, "Kết luận ký ngày 01/06/2026"),
        ({"from_on": "11/06/2026"}, "Ngày này chưa tới"),
        ({"to_on": "01/06/2026"}, "Ngày kết thúc trước ngày bắt đầu"),
        ({"place": " "}, "Cần ghi nơi công bố"),
        ({"times": "0"}, "1"),
        ({"url": "javascript:alert(1)"}, "URL"),
        ({"proof": SimpleUploadedFile("a.exe", samples.EXE)}, "Chỉ nhận tệp PDF"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(changes: dict[str, Any], said: str, draft: Any, note: Note) -> None:
    response = note(draft, **changes)
    assert response.status_code == 200
    shown = response.content.decode()
    assert said in shown
    assert "Hội trường" in shown or "place" in changes
    assert not OtherPublication.objects.exists()
    assert not PublicationProof.objects.exists()


def test_another_rule_counts_what_was_noted_again(draft: Any, note: Note) -> None:
    note(draft, form="print_press", times="2", url="https://bao.vn/1")
    PublicationRule.objects.create(
        publish_within=10, shown_for=15, other_times=3, legal_basis="Mới", valid_from=Date(2026, 1, 1)
    )
    assert OtherPublication.objects.get().suffices_from is None


@pytest.mark.parametrize("who", ["khanh", "thu", "minh", "lan", "quan_tri", "root", "stranger"])
def test_a_proof_is_for_those_who_inspect(
    who: str, draft: Any, note: Note, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    note(draft, proof=SimpleUploadedFile("bien-ban.pdf", samples.pdf()))
    url = reverse("inspection_admin:proof", args=[draft.pk, PublicationProof.objects.get().pk])
    screen = Client() if who == "stranger" else as_officer(person_of(who, request))
    response: Any = screen.get(url)
    if who in ("khanh", "thu"):
        assert content_of(response) == samples.pdf()
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    else:
        assert response.status_code in (302, 404)


@pytest.mark.parametrize("who", ["minh", "root"])
def test_who_sees_but_does_not_inspect_notes_nothing(
    who: str, draft: Any, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    url = reverse("inspection_admin:publication", args=[draft.pk])
    given = {"form": "meeting", "place": "Ở đâu", "from_on": "05/06/2026", "times": "1"}
    assert as_officer(person_of(who, request)).post(url, given).status_code == 404
    assert not OtherPublication.objects.exists()


def test_the_head_gets_one_letter_a_day_while_something_is_overdue(
    write: Write, publish: Publish, thu: User, lan: User, clock: SetClock, mailoutbox: list[Any]
) -> None:
    late = write(doc_number="7/KL", issued_on=Date(2026, 5, 20))
    assert letters.remind_heads() == 1
    assert letters.remind_heads() == 0
    # The clock of the tests stands months before the outbox's own: it is asked for its message by name.
    letters.send_overdue_letter(OutboxMessage.objects.get(topic=letters.OVERDUE))
    [letter] = mailoutbox
    assert letter.to == [thu.email]
    assert letter.subject == "1 kết luận thanh tra quá hạn công khai"
    assert "7/KL" in letter.body
    assert "Hạn 01/06/2026. Quá hạn 9 ngày." in letter.body
    clock(Date(2026, 6, 11))
    assert letters.remind_heads() == 1
    publish(late)
    letters.send_overdue_letter(OutboxMessage.objects.filter(topic=letters.OVERDUE).latest("pk"))
    assert len([each for each in mailoutbox if "quá hạn" in each.subject]) == 1, "published meanwhile: nothing to tell"
    clock(Date(2026, 6, 12))
    assert letters.remind_heads() == 0
    assert ClockLetter.objects.count() == 2


def test_the_worker_does_it() -> None:
    assert "overdue conclusions" in worker._chores
