"""What people who mean harm type: every road takes it as text, quickly, and hands none of it back as markup."""

import datetime
import json
import math
import random
import time
import uuid
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from qa.models import AnswerPage
from search import indexing
from search.engines import Document, Engine, SearchQuery, get_engine
from tests.search.engines import ENGINES, patient, thrown_away
from tests.search.hostile import SEED, heavy, hostile_queries

TEXTS = hostile_queries()
HEAVY = TEXTS[: len(list(heavy()))]
SENT = HEAVY[::3] + random.Random(SEED).sample(TEXTS[len(HEAVY) :], 590)
AS_FILTERS = HEAVY + TEXTS[len(HEAVY) :: 3]
YEARS = (None, 0, -1, 2024, 10**5, 2**31, 2**63, -(2**63) - 1, 10**40)
LIMITS = (10, 1, 0, -1, 10**9, 2**63)
OFFSETS = (0, 3, -5, 9_999, 10**12, 2**64)
SLOWEST = 3.0  # seconds of the processor, so that a busy machine is no fault; a pattern that runs away takes minutes

ARCHIVE = [
    Document(number, 1, "answer", "viec-lam", "VP", 2024, datetime.date(2024, 1, number), title, text)
    for number, (title, text) in enumerate(
        [
            ("Mức đóng bảo hiểm thất nghiệp", "Người lao động đóng 1% tiền lương theo khoản 3 Điều 12."),
            ("Trợ cấp thai sản", "Theo Nghị định số 12/2019/NĐ-CP, lao động nữ nghỉ sáu tháng."),
            ("Hộ nghèo và thân nhân liệt sĩ", "Ủy ban nhân dân xã nhận hồ sơ BHXH."),
            ('<script>alert(1)</script> & "title:*" \' OR 1=1', "kind:* AND words OR id admin search_entry sample"),
            ("ệ", "x"),
        ],
        start=1,
    )
]
IDS = {document.id for document in ARCHIVE}


def test_there_are_enough_of_them_and_the_same_each_time() -> None:
    assert len(TEXTS) == len(set(TEXTS)) >= 4_600
    assert hostile_queries() == TEXTS


# The engines.


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine of every kind there is, holding the archive."""
    with thrown_away(request.param, tmp_path_factory.mktemp("index")) as made:
        made.rebuild(ARCHIVE)
        yield made


def quick(texts: list[str]) -> Iterator[str]:
    """Yield the texts, and fail with the first one that took too long."""
    for text in texts:
        started = time.process_time()
        yield text
        took = time.process_time() - started
        assert took < SLOWEST, f"{took:.1f} s for {text[:80]!a}"


def test_searching_finds_documents_and_nothing_else(engine: Engine) -> None:
    for place, text in enumerate(quick(TEXTS)):
        results = engine.search(SearchQuery(text=text, with_facets=True))
        found = [hit.id for hit in results.hits]
        assert len(found) == len(set(found)) == results.total, ascii(text[:80])
        assert IDS.issuperset(found)
        assert all(math.isfinite(hit.score) for hit in results.hits)
        assert results.facets["kind"] in ({}, {"answer": results.total}), ascii(text[:80])
        if place % 8 == 0:
            limit, offset = LIMITS[place // 8 % len(LIMITS)], OFFSETS[place // 40 % len(OFFSETS)]
            page = engine.search(SearchQuery(text=text, limit=limit, offset=offset))
            expected = found[max(offset, 0) :][: max(limit, 0)]
            assert [hit.id for hit in page.hits] == expected, (ascii(text[:80]), limit, offset)


def test_a_hostile_filter_lets_nothing_through(engine: Engine) -> None:
    for place, text in enumerate(quick(AS_FILTERS)):
        name = ("kind", "policy_field", "unit")[place % 3]
        year = YEARS[place % len(YEARS)]
        query: dict[str, Any] = {name: text, "year": year, "with_facets": place % 9 == 0}
        results = engine.search(SearchQuery(text=("", text, "bảo hiểm")[place // 3 % 3], **query))
        assert (results.hits, results.total) == ([], 0), (ascii(text[:80]), name)


def test_suggestions_are_documents(engine: Engine) -> None:
    for text in quick(TEXTS):
        found = engine.suggest(text)
        assert len(found) == len(set(found))
        assert IDS.issuperset(found), ascii(text[:80])


def test_like_questions_are_documents(engine: Engine) -> None:
    for place, text in enumerate(quick(TEXTS)):
        found = [hit.id for hit in engine.similar(text, exclude=place % 6)]
        assert len(found) == len(set(found))
        assert (IDS - {place % 6}).issuperset(found), ascii(text[:80])


def test_hostile_documents_are_taken_and_found_again(engine: Engine, tmp_path: Path) -> None:
    hostile = [
        Document(number, 1, text[:30], text[:30], text[:30], 2024, datetime.date(2024, 1, 1), text[:500], text[:20_000])
        for number, text in enumerate(SENT, start=1)
    ]
    with thrown_away(engine.name, tmp_path) as other:
        assert other.rebuild(hostile) == len(hostile)
        assert other.versions() == {document.id: 1 for document in hostile}
        assert other.search(SearchQuery(text="", with_facets=True)).total == len(hostile)


# The roads of the web.


@pytest.fixture(params=ENGINES)
def portal(
    request: pytest.FixtureRequest, settings: SettingsWrapper, write_answer: Callable[..., AnswerPage]
) -> Iterator[Client]:
    """A stranger before a portal with a few answers, one of them with markup for a title."""
    settings.SEARCH_ENGINE = request.param
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"index": f"doi-thoai-hostile-{uuid.uuid4().hex}"}
    write_answer()
    write_answer(title='<script>alert(1)</script> & "title:*" \' OR 1=1', question="{{ 7|add:7 }} <b>bảo hiểm")
    write_answer(title="Mức đóng BHXH theo Nghị định 12/2019/NĐ-CP", short_answer="admin id kind sample x")
    with patient():
        try:
            indexing.rebuild(request.param)
            yield Client()
        finally:
            get_engine(request.param).drop()


class Outline(HTMLParser):
    """What a browser would make of a page: its tags with their attributes, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: set[tuple[str, str]] = set()
        self.links: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts |= {(tag, ""), *((tag, name) for name, _ in attrs)}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src", "action")}


def escaped(text: str) -> str:
    """Return the text as a part of an address, whatever it holds."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def test_the_search_page_hands_no_markup_back(portal: Client) -> None:
    tame: set[tuple[str, str]] = set()
    told = ("?q=trowj+caaps", "?q=thất+ngiệp", "?q=xe+đạp+điện+của+bà+ngoại+tôi+bị+hỏng+thì+được+gì")
    usual = ("", "?q=bảo+hiểm", "?q=xyzzy", "?q=&loai=answer", "?q=title+1&don-vi=VL&trang=2", "?q=&loai=no")
    for address in usual + told:
        tame |= Outline(portal.get(f"/tim-kiem/{address}").content.decode()).parts
    for place, text in enumerate(quick(SENT)):
        others = "&".join(f"{name}={escaped(text[:90])}" for name in ("loai", "linh-vuc", "don-vi", "nam", "trang"))
        response = portal.get(f"/tim-kiem/?q={escaped(text)}" + (f"&{others}" if place % 3 == 0 else ""))
        assert response.status_code in (200, 400), ascii(text[:80])
        page = response.content.decode()
        assert "đang tạm nghỉ" not in page, f"the engine gave way to {text[:80]!a}"
        if response.status_code == 400:
            assert text[:12] not in page or "<" not in text
            continue
        outline = Outline(page)
        assert outline.parts <= tame, ascii(text[:80])
        assert all(link[:1] in "/?#" and link[:2] != "//" for link in outline.links), ascii(text[:80])
        asked = text.strip()[:500]
        assert len(asked) < 12 or asked not in page or not set("<>\"'&").intersection(asked), ascii(text[:80])


def items(response: HttpResponseBase) -> list[dict[str, object]]:
    """Return what was found; it is data, and no browser may take it for a page."""
    assert response["Content-Type"].startswith("application/json")
    assert response["X-Content-Type-Options"] == "nosniff"
    data: Any = json.loads(response.getvalue())
    return list(data if isinstance(data, list) else data["items"])


@pytest.mark.parametrize("road", ["/tim-kiem/goi-y/", "/api/v1/suggestions", "/api/v1/search"])
def test_what_programs_ask_is_answered_with_data(portal: Client, road: str) -> None:
    for place, text in enumerate(quick(SENT)):
        address = f"{road}?q={escaped(text)}"
        if road.endswith("/search") and place % 2:
            name = ("kind", "policy_field", "unit", "year", "limit", "offset")[place // 2 % 6]
            address += f"&{name}={escaped(text)}"
        response = portal.get(address)
        assert response.status_code in (200, 400, 422), ascii(text[:80])
        if response.status_code == 200:
            assert len(items(response)) <= 3


def test_a_question_being_typed_is_answered_with_data(portal: Client) -> None:
    for place, text in enumerate(quick(SENT)):
        whole = json.dumps({"text": text})
        raw = text.encode("utf-8", "surrogatepass")
        body = (whole, raw, json.dumps({"text": [text]}), whole[: len(whole) // 2])[place % 4 if place % 2 else 0]
        response = portal.post("/hoi/goi-y/", body, content_type="application/json")
        assert response.status_code in (200, 400), ascii(text[:80])
        assert len(items(response)) <= 3


@pytest.mark.parametrize(
    "bytes_sent", ["%C0%AF", "%E1%BA", "%ED%A0%80", "%FF%FE", "%", "%zz%u1EBF", "%00", "+" * 9_000]
)
def test_bytes_that_are_no_text_are_no_fault_of_the_portal(portal: Client, bytes_sent: str) -> None:
    for road in ("/tim-kiem/", "/tim-kiem/goi-y/", "/api/v1/search", "/api/v1/suggestions"):
        for address in (f"?q={bytes_sent}", f"?q=luong{bytes_sent}&loai={bytes_sent}", f"?{bytes_sent}=luong"):
            assert portal.get(road + address).status_code in (200, 400, 422)
