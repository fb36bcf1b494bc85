"""What a program reads: pages, search, suggestions, answers; nothing private in any of them."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from base.models import BasePage
from casework.models import Case
from qa.models import AnswerPage
from search import indexing


def test_search_suggestions_and_an_answer_as_json(write_answer: Callable[..., AnswerPage], stranger: Client) -> None:
    page = write_answer()
    indexing.drain()
    found = stranger.get("/api/v1/search", {"q": "tro cap that nghiep"}).json()
    assert found["total"] == 1
    assert found["items"][0]["url"] == page.address
    assert found["facets"]["year"] == {"2025": 1}
    assert stranger.get("/api/v1/suggestions", {"q": "nghi viec"}).json()[0]["title"] == page.title
    answer = stranger.get(f"/api/v1/answers/{page.number}").json()
    assert answer["short_answer"] == page.short_answer
    assert "<p>" in answer["html"]


def test_the_openapi_document_names_every_address(db: None, stranger: Client) -> None:
    document = stranger.get("/api/v1/openapi.json").json()
    inspections = {"/api/v1/inspections", "/api/v1/inspections/{number}"}
    consultations = {
        f"/api/v1/consultations{rest}"
        for rest in ("", "/{number}", "/{number}/versions/{ordinal}", "/{number}/comments", "/{number}/outcomes")
    }
    first = {"/api/v1/search", "/api/v1/suggestions", "/api/v1/answers/{number}"}
    assert set(document["paths"]) == first | inspections | consultations


def test_operations_keep_the_names_of_the_first_edition(db: None, stranger: Client) -> None:
    """Programs made from the schema call them by these, whatever module they move to."""
    paths = stranger.get("/api/v1/openapi.json").json()["paths"]
    named = {address: operations["get"]["operationId"] for address, operations in paths.items()}
    assert named["/api/v1/search"] == "portal_api_search"
    assert named["/api/v1/suggestions"] == "portal_api_suggestions"
    assert named["/api/v1/answers/{number}"] == "portal_api_answer"
    assert named["/api/v1/inspections"] == "inspections_list"
    assert named["/api/v1/inspections/{number}"] == "inspections_one"


def test_every_page_type_names_its_fields_for_the_api() -> None:
    types = [model for model in apps.get_models() if issubclass(model, BasePage)]
    assert types
    for model in types:
        assert "api_fields" in vars(model), f"{model.__name__} says nothing of the API"
        named = {field.name for field in model.api_fields}
        own = {field.name for field in model._meta.local_fields} - {"page_ptr"}
        private = {"publication_mode", "publication_reason", "import_key", "sender_display"}
        assert not named & private
        assert own - private <= named, f"{model.__name__}: {own - private - named}"


def test_wagtails_api_gives_an_answer_without_what_is_private(
    write_answer: Callable[..., AnswerPage], stranger: Client, case: Case
) -> None:
    page = write_answer(sender_display="Bà N.T.H., Thanh Hóa")
    detail = stranger.get(f"/api/v2/pages/{page.pk}/?fields=*").json()
    assert detail["short_answer"] == page.short_answer
    assert detail["legal_bases"] == []
    assert "publication_reason" not in detail
    assert "owner" not in detail["meta"]
    assert "N.T.H." not in str(detail), "an anonymised answer names nobody"


def test_a_program_goes_through_all_pages_by_key(write_answer: Callable[..., AnswerPage], stranger: Client) -> None:
    wanted = [write_answer(title=f"Câu {number}").pk for number in range(5)]
    found, after = [], 0
    while items := stranger.get(f"/api/v2/pages/?type=qa.AnswerPage&limit=2&after={after}").json()["items"]:
        found += [item["id"] for item in items]
        after = found[-1]
    assert found == wanted


@pytest.mark.parametrize("query", ["order=random", "search=a", "offset=1001", "offset=-1", "after=x", "after=-1"])
def test_what_would_read_the_whole_archive_is_refused(query: str, stranger: Client, db: None) -> None:
    assert stranger.get(f"/api/v2/pages/?{query}").status_code == 400


def test_hostile_numbers_and_words_are_answered_kindly(
    write_answer: Callable[..., AnswerPage], stranger: Client
) -> None:
    write_answer()
    indexing.drain()
    assert stranger.get("/api/v1/answers/99999999999999999999").status_code == 404
    assert stranger.get("/api/v1/answers/0").status_code == 404
    assert stranger.get("/api/v1/search", {"q": "\x00"}).status_code == 400
    assert (
        stranger.get("/api/v1/search", {"q": "a" * 5000, "year": "-5", "limit": "-1", "offset": "99999"}).status_code
        == 200
    )
    assert stranger.get("/api/v2/pages/?type=casework.Case").status_code == 400
