"""The API under what schemathesis makes of its own description: no fault of ours, and each answer as described."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies
from schemathesis import BaseSchema, GenerationMode

from qa.models import AnswerPage
from search import indexing
from search.engines import EngineUnavailable

PLAIN = {"Accept-Encoding": "identity"}  # schemathesis reads bytes as they come
anything = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def described(kept_connection: None) -> BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture(autouse=True)
def answer(write_answer: Callable[..., AnswerPage]) -> AnswerPage:
    """An archive of one answer, which the search knows."""
    page = write_answer()
    indexing.drain()
    return page


@settings(anything, max_examples=120)
@given(data=strategies.data())
def test_every_operation_answers_as_it_is_described(described: BaseSchema, data: strategies.DataObject) -> None:
    """With what the description allows and with what it does not."""
    operations = [described[path]["GET"] for path in described]
    assert operations
    operation = data.draw(strategies.sampled_from(operations))
    kind = data.draw(strategies.sampled_from(list(GenerationMode)))
    data.draw(operation.as_strategy(generation_mode=kind)).call_and_validate(headers=PLAIN)


def test_what_is_found_is_as_described(described: BaseSchema, answer: AnswerPage) -> None:
    asked: dict[str, dict[str, Any]] = {
        "/api/v1/search": {"query": {"q": "tro cap that nghiep", "year": 2025}},
        "/api/v1/suggestions": {"query": {"q": "nghi viec"}},
        "/api/v1/answers/{number}": {"path_parameters": {"number": answer.number}},
    }
    for path, given_values in asked.items():
        response = described[path]["GET"].Case(**given_values).call_and_validate(headers=PLAIN)
        assert response.status_code == 200
        assert answer.title in str(response.json())


@pytest.mark.parametrize(
    ("path", "given_values", "status"),
    [
        ("/api/v1/search", {"query": {"q": "\x00"}}, 400),
        ("/api/v1/search", {"query": {"limit": "mười"}}, 422),
        ("/api/v1/answers/{number}", {"path_parameters": {"number": 99}}, 404),
    ],
)
def test_a_refusal_is_as_described(described: BaseSchema, path: str, given_values: dict[str, Any], status: int) -> None:
    response = described[path]["GET"].Case(**given_values).call_and_validate(headers=PLAIN)
    assert response.status_code == status


def test_a_search_that_is_away_is_as_described(described: BaseSchema, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(query: object) -> None:
        raise EngineUnavailable("gone")

    monkeypatch.setattr("search.finding.find", away)
    response = described["/api/v1/search"]["GET"].Case().call()
    assert response.status_code == 503
    described["/api/v1/search"]["GET"].validate_response(response)


# What Wagtail's own addresses read of a query, and a few that mean nothing to them.
NAMES = [
    *("type", "fields", "limit", "offset", "after", "id", "slug", "title", "child_of", "descendant_of", "ancestor_of"),
    *("translation_of", "locale", "site", "html_path", "order", "search", "show_in_menus", "first_published_at", "x"),
    *("number", "field", "unit", "answered_on", "outdated", "body", "legal_bases", "parent"),
]
VALUES = strategies.one_of(
    strategies.sampled_from(
        ["qa.AnswerPage", "home.NewsPage,qa.AnswerPage", "*", "-*,title", "_,parent(*)", "a(b(c(d"]
    ),
    strategies.sampled_from(["0", "-1", "1", "true", "null", "root", "9" * 30, "1e9", "NaN", "٣", "2025-02-30", "vi"]),
    strategies.text(max_size=20),
)


NO_VALUES = [
    *("answered_on=2025-02-30", "first_published_at=2025-01-31", "legal_bases=1", "field=x", f"field={'9' * 30}"),
    *("number=x", f"number={'9' * 30}"),
]


@pytest.mark.parametrize("query", NO_VALUES)
def test_a_value_that_no_field_can_have_is_refused(query: str, stranger: Client) -> None:
    assert stranger.get(f"/api/v2/pages/?type=qa.AnswerPage&{query}").status_code == 400


@pytest.mark.parametrize("number", ["x", "", "9" * 30])
def test_a_page_is_looked_for_by_a_number_only(number: str, stranger: Client) -> None:
    assert stranger.get(f"/api/v2/pages/find/?id={number}").status_code == 400


def test_pages_are_filtered_by_their_values(answer: AnswerPage, stranger: Client) -> None:
    query = f"answered_on={answer.answered_on}&field={answer.field_id}&number={answer.number}&outdated=false"
    found = stranger.get(f"/api/v2/pages/?type=qa.AnswerPage&{query}").json()["items"]
    assert [item["id"] for item in found] == [answer.pk]


@anything
@given(
    address=strategies.sampled_from(
        ["/api/v2/pages/?type=qa.AnswerPage&", "/api/v2/pages/find/?", "/api/v2/pages/{}/?"]
    ),
    query=strategies.lists(strategies.tuples(strategies.sampled_from(NAMES), VALUES), max_size=4),
)
def test_wagtails_addresses_take_anything(
    address: str, query: list[tuple[str, str]], answer: AnswerPage, stranger: Client
) -> None:
    stranger.raise_request_exception = False
    asked = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in query)
    assert stranger.get(f"/api/v2/pages/{address.format(answer.pk)}{asked}").status_code < 500
