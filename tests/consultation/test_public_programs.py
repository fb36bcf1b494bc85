"""What programs read of drafts: feeds, calendars, the API, files; and that the search finds them."""

import csv
import datetime
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from base.icalendar import LINE, WholeDay, calendar, escaped, fold
from consultation.models import Comment, ConsultationPage, OutcomePage, Reception, ReceptionKind
from ministry.models import User
from search import indexing
from search.models import Entry
from tests.consultation.reading import revise, shown
from tests.consultation.steps import SECOND_TEXT, approve, bring_in, comment_on, fresh


def unfolded(text: str) -> list[str]:
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")


def test_feeds_of_all_and_of_a_field(consultation: ConsultationPage, stranger: Client) -> None:
    for address in ("/du-thao/atom.xml", "/du-thao/linh-vuc/bao-hiem-that-nghiep/atom.xml"):
        feed = stranger.get(address).content.decode()
        assert consultation.title in feed
        assert consultation.address in feed
        assert f"đến hết {consultation.ends_on:%d/%m/%Y}" in feed
    assert stranger.get("/du-thao/linh-vuc/khong-co/atom.xml").status_code == 404


def test_opening_and_closing_days_as_a_calendar(consultation: ConsultationPage, stranger: Client) -> None:
    ConsultationPage.objects.update(title="Thông tư; về đóng, hưởng")
    for address in ("/du-thao/lich.ics", f"{consultation.address}lich.ics"):
        response = stranger.get(address)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert all(len(line.encode()) <= LINE for line in response.content.decode().split("\r\n"))
        lines = unfolded(response.content.decode())
        assert lines[0] == "BEGIN:VCALENDAR"
        assert lines[-2:] == ["END:VCALENDAR", ""]
        assert f"DTSTART;VALUE=DATE:{consultation.starts_on:%Y%m%d}" in lines
        assert f"DTSTART;VALUE=DATE:{consultation.ends_on:%Y%m%d}" in lines
        assert "SUMMARY:Ngày cuối góp ý: Thông tư\\; về đóng\\, hưởng" in lines
        uids = [line for line in lines if line.startswith("UID:")]
        assert len(uids) == len(set(uids)) == 2


@given(st.text(max_size=300))
def test_any_text_stands_in_a_calendar(text: str) -> None:
    at = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC)
    text = text.encode("utf-8", "ignore").decode()
    made = calendar("Lịch", "Cổng", [WholeDay("a@b", at.date(), text, text, "https://a.test/", at)])
    assert all(len(line.encode()) <= LINE for line in made.split("\r\n"))
    lines = unfolded(made)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert f"SUMMARY:{escaped(text)}" in lines
    assert "".join(fold(text.replace("\n", ""))).replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_the_api_tells_of_a_consultation(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User, stranger: Client
) -> None:
    for number in range(3):
        shown(consultation, "dieu-2/khoan-1", f"Ý {number}.")
    comment_on(consultation, "dieu-2", "Chưa ai xem.")
    answered = Comment.objects.earliest("pk")
    second = bring_in(consultation, SECOND_TEXT, "Dự thảo 2", consultation.current_document)
    batch = OutcomePage(title="Trả lời đợt 1", kind="batch", document=second, owner=hoai, live=False)
    consultation.add_child(instance=batch)
    batch.save_revision(user=hoai)
    Reception.objects.create(
        consultation=consultation, comment=answered, kind=ReceptionKind.ACCEPTED, explanation="Đã sửa.", page=batch
    )
    approve(batch, hoai, phuc, minh)

    def read(rest: str = "") -> Any:
        response = stranger.get(f"/api/v1/consultations{rest}")
        assert response.status_code == 200, rest
        return response.json()

    number = consultation.number or 0
    for query in ("", "?progress=open", "?progress=open&field=bao-hiem-that-nghiep"):
        (item,) = read(query)["items"]
        assert (item["number"], item["comments"], item["public_comments"]) == (number, 4, 3)
    assert read("?progress=concluded")["items"] == []
    one = read(f"/{number}")
    assert [version["ordinal"] for version in one["versions"]] == [1, 2]
    first, newest = read(f"/{number}/versions/1"), read(f"/{number}/versions/2")
    old = {each["key"]: each for each in first["provisions"]}
    new = {each["key"]: each for each in newest["provisions"]}
    assert old["dieu-3"]["provision"] == new["dieu-4"]["provision"], "the same article under another number"
    assert old["dieu-2/khoan-2/diem-a"]["parent_key"] == "dieu-2/khoan-2"
    seen: list[str] = []
    rest = f"/{number}/comments?limit=2"
    while rest:
        found = read(rest)
        seen += [each["content"] for each in found["items"]]
        rest = found["next"].partition("/api/v1/consultations")[2]
    assert seen == ["Ý 2.", "Ý 1.", "Ý 0."]
    (outcome,) = read(f"/{number}/outcomes")
    assert (outcome["version"], outcome["answers"][0]["explanation"]) == (2, "Đã sửa.")
    assert read(f"/{number}/comments")["items"][-1]["reception"]["kind"] == "accepted"


@pytest.mark.parametrize("rest", ["/99", "/0", "/99999999999999", "/99/comments", "/99/outcomes", "/99/versions/1"])
def test_what_is_not_there(rest: str, db: None, stranger: Client) -> None:
    assert stranger.get(f"/api/v1/consultations{rest}").status_code == 404


def test_hostile_questions_are_answered_kindly(consultation: ConsultationPage, stranger: Client) -> None:
    assert stranger.get("/api/v1/consultations?progress=gi").status_code == 422
    for rest in ("?after=x&limit=-5", "?field=%27%3B--", f"/{consultation.number}/comments?after=9.9&limit=999999"):
        assert stranger.get(f"/api/v1/consultations{rest}").status_code == 200, rest
    assert stranger.get(f"/api/v1/consultations/{consultation.number}/versions/9").status_code == 404


def test_public_comments_as_files(consultation: ConsultationPage, stranger: Client) -> None:
    shown(consultation, "dieu-2/khoan-2/diem-a", '=HYPERLINK("http://mua.test")')
    shown(consultation, "", "Cả thông tư, “dễ hiểu”;\nhai dòng.")
    comment_on(consultation, "dieu-2", "Chưa ai xem.")
    table = b"".join(stranger.get(f"{consultation.address}gop-y.csv")).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(table))
    assert [row[header.index("Điều khoản")] for row in rows] == ["Điểm a khoản 2 Điều 2", "Toàn văn dự thảo"]
    assert rows[0][header.index("Nội dung")].startswith("'=HYPERLINK")
    assert rows[1][header.index("Nội dung")] == "Cả thông tư, “dễ hiểu”;\nhai dòng."
    assert len(header) == len(rows[0])
    told = json.loads(b"".join(stranger.get(f"{consultation.address}gop-y.json")))
    assert (told["number"], len(told["items"])) == (consultation.number, 2)
    assert told["items"][0]["provision"] == "dieu-2/khoan-2/diem-a"
    assert b"".join(stranger.head(f"{consultation.address}gop-y.json")) == b""


def test_a_draft_is_found_by_the_words_of_an_article_and_its_newest_text(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User, stranger: Client
) -> None:
    entry = Entry.objects.get(source="consultation.consultationpage")
    assert "trung tâm dịch vụ việc làm nơi cư trú" in entry.text
    assert "Điều 3. Hồ sơ hưởng trợ cấp" in entry.headings
    revise(consultation, SECOND_TEXT, "Dự thảo 2", hoai, phuc, minh)
    entry.refresh_from_db()
    assert "Cổng dịch vụ công quốc gia" in entry.text
    indexing.drain()
    found = stranger.get("/tim-kiem/?q=cong+dich+vu+cong&loai=draft").content.decode()
    assert consultation.address in found
    assert "Dự thảo" in found


def test_an_outcome_is_found_by_its_answers(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User, stranger: Client
) -> None:
    comment = shown(consultation, "dieu-2", "Cao quá.")
    day = timezone.localdate() - datetime.timedelta(days=1)
    ConsultationPage.objects.update(ends_on=day, closes_on=day)
    outcome = OutcomePage(title="Tiếp thu, giải trình", owner=hoai, live=False)
    fresh(consultation).add_child(instance=outcome)
    outcome.save_revision(user=hoai)
    Reception.objects.create(
        consultation=consultation, comment=comment, kind=ReceptionKind.EXPLAINED, explanation="Mức một phần trăm giữ."
    )
    approve(outcome, hoai, phuc, minh)
    entry = Entry.objects.get(source="consultation.outcomepage")
    assert "Mức một phần trăm giữ." in entry.text
    assert entry.url == fresh(outcome).address
    page = stranger.get(entry.url)
    assert page.status_code == 200
    assert "Mức một phần trăm giữ." in page.content.decode()
    assert fresh(outcome).title in stranger.get(consultation.address).content.decode()
    assert stranger.get(f"/du-thao/{consultation.number}-ten-cu/ket-qua/1/")["Location"] == entry.url
    assert stranger.get(f"{consultation.address}ket-qua/9/").status_code == 404


def test_nothing_of_a_draft_is_told(write_consultation: Callable[..., ConsultationPage], stranger: Client) -> None:
    page = write_consultation()
    assert not Entry.objects.filter(source="consultation.consultationpage").exists()
    assert page.title not in stranger.get("/du-thao/atom.xml").content.decode()
    assert "VEVENT" not in stranger.get("/du-thao/lich.ics").content.decode()
    assert stranger.get(f"/api/v1/consultations/{page.number}").status_code == 404
