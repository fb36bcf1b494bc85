"""Minh keeps the dictionary: what he adds counts with the next question, and in the index within minutes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ministry.models import User
from qa.models import AnswerPage
from search import dictionary, indexing, vocabulary
from search.analysis import analyse_document, analyse_query
from search.models import Entry, IndexChange, Term
from search.vocabulary import ABBREVIATION, Line, using

Sit = Callable[[User], Client]
Write = Callable[..., AnswerPage]
LIST = "/admin/tu-dien-tim-kiem/"


@pytest.fixture(autouse=True)
def own_vocabulary() -> Iterator[None]:
    """Give each test the shipped lists, and take away what it added."""
    yield
    vocabulary.use([])
    dictionary._known = (0, None)


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


def drain() -> None:
    while indexing.drain():
        pass


# What a line does


def test_a_new_abbreviation_counts_at_once_and_is_found_in_old_answers(write_answer: Write) -> None:
    page = write_answer(title="Mức hưởng từ QBHTN là bao nhiêu?")
    write_answer(title="Chuyện khác", question="Khác.", short_answer="Khác.", body=[])
    drain()
    Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    dictionary.refresh()
    assert analyse_query("QBHTN").words == analyse_query("quỹ bảo hiểm thất nghiệp").words
    assert dictionary.requeue_documents()
    assert [change.entry.source_id for change in IndexChange.objects.all()] == [page.pk]
    assert not Term.objects.waiting().exists()
    assert dictionary.requeue_documents() == 0


def test_the_vocabulary_is_read_once_while_nothing_changes(db: None, django_assert_num_queries: Any) -> None:
    Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    with django_assert_num_queries(2):
        dictionary.refresh()
    with django_assert_num_queries(1):
        dictionary.refresh()


def test_a_line_switched_off_leaves_as_it_came(db: None) -> None:
    term = Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    dictionary.refresh()
    term.active = False
    term.save()
    dictionary.refresh()
    assert analyse_query("QBHTN").words == ["qbhtn"]


def test_a_shipped_line_is_switched_off_by_a_line_of_the_same_writing(db: None) -> None:
    Term.objects.create(short="TTS", long="thực tập sinh", active=False)
    dictionary.refresh()
    assert analyse_query("TTS").words == ["tts"]


def test_a_shipped_line_gives_way_to_another_meaning(db: None) -> None:
    Term.objects.create(short="EPS", long="lãi trên cổ phiếu")
    dictionary.refresh()
    assert "co" in analyse_query("EPS").words
    assert "han" not in analyse_query("EPS").words


def test_a_courtesy_changes_no_document(write_answer: Write) -> None:
    write_answer()
    drain()
    Term.objects.create(kind="courtesy", short="nhờ cổng giải đáp")
    dictionary.refresh()
    asked = "Nhờ cổng giải đáp mức đóng bảo hiểm thất nghiệp năm nay của tôi"
    assert "cong" not in analyse_query(asked).words
    assert dictionary.requeue_documents()
    assert not IndexChange.objects.exists()


def test_a_change_while_the_archive_is_walked_waits_on(write_answer: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write_answer()
    term = Term.objects.create(short="TTDV", long="trung tâm dịch vụ")
    queue = dictionary.queue_afresh

    def interrupted(entries: list[Entry], engines: list[str]) -> None:
        queue(entries, engines)
        Term.objects.filter(pk=term.pk).update(changed_at=timezone.now())

    monkeypatch.setattr(dictionary, "queue_afresh", interrupted)
    dictionary.requeue_documents()
    assert Term.objects.waiting().exists()


def test_killed_in_the_middle_it_begins_again(write_answer: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        write_answer(title=f"Chuyện {number} về QBHTN")
    drain()
    Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    monkeypatch.setattr(dictionary, "BATCH", 1)
    monkeypatch.setattr(dictionary, "PATIENCE", 0.0)
    assert dictionary.requeue_documents() == 1
    assert IndexChange.objects.count() == 1
    assert Term.objects.waiting().exists()
    monkeypatch.setattr(dictionary, "_walked", (frozenset(), 0))  # a new process knows nothing
    while dictionary.requeue_documents():
        pass
    assert IndexChange.objects.count() == 3
    assert not Term.objects.waiting().exists()


def test_a_row_that_is_worked_on_is_not_taken_for_the_new_one(write_answer: Write) -> None:
    write_answer(title="Chuyện về QBHTN")
    before = IndexChange.objects.get()
    Term.objects.create(short="QBHTN", long="quỹ bảo hiểm thất nghiệp")
    dictionary.requeue_documents()
    assert IndexChange.objects.get().pk != before.pk


# Meanings by context


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("chế độ TB và liệt sĩ", "thuong binh"),
        ("TB số 12 về kết luận", "thong bao"),
        ("nghỉ TS hưởng BHXH", "thai san"),
        ("TS thừa kế", "tai san"),
        ("HT và tuất", "huu tri"),
        ("kinh phí CĐ", "cong doan"),
        ("trường CĐ, đại học", "cao dang"),
        ("TT 12/2020", "thong tu"),
        ("TT dịch vụ việc làm", "trung tam"),
        ("thẻ CC gắn chip", "can cuoc"),
        ("người KT nặng", "khuyet tat"),
        ("công ty CP", "co phan"),
        ("BHXH BB và TN", "bat buoc"),
    ],
)
def test_an_ambiguous_abbreviation_means_what_stands_near(text: str, words: str) -> None:
    assert words in " ".join(analyse_query(text).words)
    assert words in " ".join(analyse_document(text).words)


def test_alone_it_stays_and_still_finds_the_documents() -> None:
    assert analyse_query("TS").words == ["ts"]
    assert "ts" in analyse_document("nghỉ TS hưởng BHXH").words
    far = "TS " + "một hai ba " * 4 + "thai sản"
    assert analyse_query(far).words[0] == "ts"


def test_a_staff_line_with_context_stands_beside_the_shipped_one() -> None:
    with using(Line(ABBREVIATION, "NLĐ", "nhà lưu động", context=("công trường",))):
        assert analyse_query("NLĐ công trường").words[:3] == ["nha", "luu", "dong"]
        assert analyse_query("NLĐ nghỉ việc").words[:3] == ["nguoi", "lao", "dong"]


@pytest.mark.parametrize(
    ("name", "long"),
    [
        *((name, "Lao động - Thương binh và Xã hội") for name in (
            "Lao động – Thương binh và Xã hội", "Lao động, Thương binh & Xã hội", "LĐ-TB&XH", "LĐ-TB&amp;XH",
            "LĐ-TB-XH", "LĐTB&XH", "LĐTBXH", "LDTBXH", "LĐ – TB và XH", "ldtb xh", "Lao động - TBXH", "LĐ-TBXH",
        )),
        *((f"Bộ {name}", "BLĐTBXH") for name in ("LĐ-TB&XH", "LĐTBXH", "Lao động - Thương binh và Xã hội", "LĐTB-XH")),
        ("Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo"),
        ("BGD-ĐT", "Bộ Giáo dục và Đào tạo"),
        ("Sở GD-ĐT", "Sở Giáo dục và Đào tạo"),
        ("Bộ KH&CN", "Bộ Khoa học và Công nghệ"),
        ("Bộ TT&TT", "Bộ Thông tin và Truyền thông"),
        ("BKHĐT", "Bộ Kế hoạch và Đầu tư"),
        ("Bộ NN&PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("Bộ TN&MT", "Bộ Tài nguyên và Môi trường"),
        ("BNV", "Bộ Nội vụ"),
        ("VCCI", "Phòng Thương mại và Công nghiệp Việt Nam"),
    ],
)  # fmt: skip
def test_all_spellings_of_a_ministry_find_each_other(name: str, long: str) -> None:
    assert analyse_query(name).words == analyse_query(long).words
    assert analyse_document(name).bigrams == analyse_document(long).bigrams


# The form


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


# Who may


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
