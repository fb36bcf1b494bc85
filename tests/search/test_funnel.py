"""Bà Lan and Minh read which answers were not enough, and how many people asked no more; who else may read it."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ministry.models import User
from qa.models import AnswerPage
from search import reports, usage
from search.models import Ending, Entry, MonthOfAnswer, MonthOfUse, Place, SearchLog
from tests.search.use import FUNNEL, NOT_ENOUGH, NOT_FOUND, asked, read, searched, settle, sheet

TITLES = {
    NOT_FOUND: "Tìm không thấy",
    NOT_ENOUGH: "Câu trả lời chưa đủ",
    FUNNEL: "Hiệu quả giải đáp trước khi hỏi",
}
Write = Callable[..., AnswerPage]
Officer = Callable[[User], Client]


@pytest.fixture
def entry(write_answer: Write) -> Entry:
    write_answer()
    return Entry.objects.get()


def test_ba_lan_sees_which_answer_was_not_enough(entry: Entry, lan: User, as_officer: Officer) -> None:
    asked(entry, "still", opened=True)
    asked(entry, "still")
    asked(entry, "solved", opened=True)
    asked(entry)
    page = read(as_officer(lan), NOT_ENOUGH)
    assert entry.title in page
    assert "50%" in page
    assert sheet(as_officer(lan), f"{NOT_ENOUGH}?xuat=xlsx")[1] == (
        *(entry.title, "Bảo hiểm thất nghiệp", 4, 2, 1, 2, 1),
        entry.url,
    )


def test_old_and_new_figures_are_one(entry: Entry, write_answer: Write) -> None:
    """What is counted by months and what is of today come together, the answer of most people first."""
    other = write_answer(title="Mức trợ cấp thất nghiệp là bao nhiêu?")
    second = Entry.objects.get(source_id=other.pk)
    for _ in range(2):
        asked(entry, "still", opened=True)
        asked(second, "still")
    settle()
    asked(second, "still")
    found = [(use.entry, use.counts["still"], use.counts["opened_still"]) for use in reports.not_enough(None)]
    assert found == [(second.pk, 3, 0), (entry.pk, 2, 2)]


def test_an_answer_that_was_enough_is_not_in_the_list(entry: Entry) -> None:
    asked(entry, "solved")
    assert reports.not_enough(None) == []
    settle()
    assert reports.not_enough(None) == []


def test_a_withdrawn_answer_is_named_by_its_number(entry: Entry, lan: User, as_officer: Officer) -> None:
    asked(entry, "still")
    AnswerPage.objects.get().unpublish()
    asked(Entry(pk=987654), "still")
    page = read(as_officer(lan), NOT_ENOUGH)
    assert f"Nội dung đã gỡ (số {entry.pk})" in page
    assert "Nội dung đã gỡ (số 987654)" in page
    settle()
    assert "Nội dung đã gỡ (số 987654)" in read(as_officer(lan), NOT_ENOUGH)


def test_the_funnel_by_field_and_month(entry: Entry, lan: User, as_officer: Officer) -> None:
    asked(entry, "still", opened=True)
    settle()
    asked(entry, "solved", opened=True)
    asked(entry)
    asked(entry, "solved", field="")
    asked(entry, "still", field="khong-co-that")
    MonthOfUse.objects.create(month=datetime.date(2020, 1, 1), place=Place.ASK, policy_field="da-bo", shown=1, still=1)
    searched("trợ cấp lưu trú")
    figures = reports.funnel(None)
    by_field: dict[str, list[int]] = {}
    for row in figures.by_field:
        counts = by_field.setdefault(row.field_name, [0] * 4)
        for place, name in enumerate(("shown", "opened", "solved", "still")):
            counts[place] += row.counts[name]
    assert by_field == {
        "Bảo hiểm thất nghiệp": [3, 2, 1, 1],
        "Không chọn lĩnh vực": [2, 0, 1, 1],
        "Lĩnh vực khác": [1, 0, 0, 1],
    }
    assert sum(row.counts["without_result"] for row in figures.search_page) == 1
    page = read(as_officer(lan), FUNNEL)
    assert "<svg" in page
    assert "chart-solved" in page
    assert f"{timezone.localdate():%m/%Y}" in page
    header, *rows = sheet(as_officer(lan), f"{FUNNEL}?xuat=xlsx")
    assert header[:3] == ("Lĩnh vực", "Tháng", "Đã hiện câu trả lời")
    assert sum(row[2] for row in rows) == 6


def test_the_last_word_counts(entry: Entry) -> None:
    """Somebody still wants to ask, goes back, reads once more, and is helped."""
    token = asked(entry, "still")
    usage.ended(token, Ending.SOLVED)
    [row] = reports.funnel(None).by_month
    assert (row.counts["solved"], row.counts["still"], row.left) == (1, 0, 0)


def test_nothing_shown_has_no_ending(db: None) -> None:
    token = usage.record(Place.ASK, "Gì?", found=0, shown=[], engine="", took_ms=0)
    usage.ended(token, Ending.STILL)
    assert SearchLog.objects.get().outcome == ""


def test_months_are_chosen(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    for month in range(1, 13):
        day = datetime.date(2025, month, 1)
        MonthOfUse.objects.create(month=day, place=Place.ASK, shown=month, solved=1, still=1)
        MonthOfAnswer.objects.create(month=day, place=Place.ASK, entry=entry, shown=month, still=1)
    assert len(reports.funnel(datetime.date(2025, 11, 1)).by_month) == 2
    assert reports.not_enough(datetime.date(2025, 11, 1))[0].counts["still"] == 2
    from search.admin.report_views import _since

    monkeypatch.setattr(timezone, "localdate", lambda *given: datetime.date(2026, 2, 15))
    assert (_since("1"), _since("3"), _since("12"), _since("")) == (
        datetime.date(2026, 2, 1),
        datetime.date(2025, 12, 1),
        datetime.date(2025, 3, 1),
        None,
    )


@pytest.mark.parametrize("url", TITLES)
def test_empty_reports_are_readable(url: str, minh: User, as_officer: Officer) -> None:
    page = read(as_officer(minh), url)
    assert TITLES[url] in page
    assert '<svg class="chart' not in page
    assert "use-empty" in page
    assert len(sheet(as_officer(minh), f"{url}?xuat=xlsx")) == 1


PEOPLE = {
    "minh": True,
    "lan": True,
    "thuy": True,
    "leader_of_the_ministry": True,
    "quan_tri": True,
    "nam": False,
    "son": False,
    "hanh": False,
}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_reads_the_reports(who: str, as_officer: Officer, request: pytest.FixtureRequest) -> None:
    desk = as_officer(request.getfixturevalue(who))
    for url in (*TITLES, *(f"{url}?xuat=xlsx" for url in TITLES)):
        response = desk.get(url)
        assert (response.status_code == 200) is PEOPLE[who], url
        if not PEOPLE[who]:
            assert response.status_code in (302, 403)
    menu = desk.get("/admin/").content.decode()
    for url in TITLES:
        assert (url in menu) is PEOPLE[who]


def test_a_stranger_is_led_to_the_log_in(stranger: Client, db: None) -> None:
    for url in TITLES:
        response = stranger.get(url)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("url", TITLES)
def test_a_report_costs_the_same_for_many_rows(url: str, entry: Entry, minh: User, as_officer: Officer) -> None:
    desk = as_officer(minh)
    asked(entry, "still")
    for _ in range(2):
        searched("trợ cấp lưu trú")
    read(desk, url)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(desk, url)
        return len(captured)

    before = cost()
    for number in range(20):
        for _ in range(2):
            searched(f"trợ cấp lưu trú {number}")
        other = Entry.objects.create(source="test.thing", source_id=number, kind="thing", title=f"Câu {number}")
        asked(other, "still", field=f"linh-vuc-{number}")
    assert cost() == before
