"""The engines that every test of the search runs on, and the archive that the tests of their contract ask."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast
from unittest.mock import patch

import pytest
from django.conf import settings

from search import finding
from search.engines import Document, Engine, SearchQuery, elasticsearch_queries, elasticsearch_server, get_engine

T = TypeVar("T")
READ_SECONDS = 3.0  # one in earnest; a search on a busy test machine may need longer than that

_there_is_none = pytest.mark.skipif(
    not settings.ELASTICSEARCH["url"], reason="ELASTICSEARCH_URL names no server to test with"
)


def needs_elasticsearch(test: T) -> T:
    """Mark a test that asks a real server."""
    return cast(T, _there_is_none(pytest.mark.elasticsearch(test)))


ENGINES = ["embedded", pytest.param("elasticsearch", marks=[pytest.mark.elasticsearch, _there_is_none])]


def make_engine(name: str, folder: Path) -> Engine:
    """Return an engine of that name with an index to be thrown away."""
    return get_engine(name, folder=folder)


@contextmanager
def patient() -> Iterator[None]:
    """Let Elasticsearch take its time: a busy test machine is not what these tests are about."""
    with (
        patch.object(elasticsearch_server, "READ_SECONDS", 20.0),
        patch.object(elasticsearch_queries, "SERVER_TIMEOUT", "19s"),
    ):
        yield


@contextmanager
def thrown_away(name: str, folder: Path) -> Iterator[Engine]:
    """Give an engine of that name and remove its index afterwards."""
    with patient():
        made = make_engine(name, folder)
        try:
            yield made
        finally:
            made.drop()


def document(identifier: int, title: str, text: str = "", version: int = 1, **known: Any) -> Document:
    year = known.pop("year", 2024)
    values = {"kind": "answer", "policy_field": "bao-hiem", "unit": "VP", **known}
    day = datetime.date(year, 1, 1) + datetime.timedelta(days=identifier % 300)
    return Document(id=identifier, version=version, year=year, published_on=day, title=title, text=text, **values)


ARCHIVE = [
    document(1, "Mức đóng bảo hiểm thất nghiệp", "Người lao động đóng 1% tiền lương.", policy_field="viec-lam"),
    document(
        2, "Hưởng bảo hiểm thất nghiệp khi nào", "Nộp hồ sơ tại trung tâm dịch vụ việc làm.", policy_field="viec-lam"
    ),
    document(3, "Đóng BHXH tự nguyện", "Theo khoản 3 Điều 12 Nghị định số 134/2015/NĐ-CP.", year=2023),
    document(4, "Chế độ thai sản", "Lao động nữ nghỉ sáu tháng theo Luật Bảo hiểm xã hội.", unit="BHXH"),
    document(5, "Dự thảo nghị định về tiền lương", "Sửa đổi Nghị định 12/2019/NĐ-CP.", kind="draft", year=2025),
    document(6, "Người bán hàng", "Hộ kinh doanh bán hàng.", policy_field="khac"),
    document(7, "Bạn hàng của doanh nghiệp", "Bạn hàng, bạn hàng.", policy_field="khac"),
]


def found(engine: Engine, text: str, **options: Any) -> list[int]:
    return [hit.id for hit in engine.search(SearchQuery(text=text, **options)).hits]


def titles(words: str) -> list[str]:
    """Return the titles that the search page shows for these words."""
    return [card["title"] for card in finding.find(SearchQuery(text=words)).cards]
