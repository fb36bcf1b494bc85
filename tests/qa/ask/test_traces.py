"""Asking leaves no cookie, no row by looking, no kept page, and nothing of the sender in a URL or a log."""

import logging
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.qa.ask.asker import QUESTION, URL, Asker


def test_looking_at_the_form_writes_no_row_and_may_be_cached(asker: Asker, stranger: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = stranger.get(URL)
    assert not [query["sql"] for query in queries if re.match(r"\s*(INSERT|UPDATE|DELETE)", query["sql"])]
    assert response["Cache-Control"].startswith("public, max-age=60")
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    assert stranger.head(URL).status_code == 200
    assert stranger.put(URL).status_code == 405
    assert stranger.get("/hoi/goi-y/").status_code == 405


@pytest.mark.parametrize(
    "url", ["/", "/hoi/", "/theo-doi/", "/tim-kiem/", "/tim-kiem/?q=luong", "/hoi-dap/", "/khong-co/"]
)
def test_no_public_page_sets_a_cookie(url: str, asker: Asker, known_answer: Any, stranger: Client) -> None:
    for address in (url, known_answer.address):
        response = stranger.get(address)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_answers_to_a_post_are_never_cached(asker: Asker, stranger: Client) -> None:
    for fields in (QUESTION, {}):
        response = stranger.post(URL, fields)
        assert "no-store" in response["Cache-Control"]
        assert "public" not in response["Cache-Control"]


def test_nothing_of_the_sender_is_in_a_url_or_a_log(asker: Asker, caplog: pytest.LogCaptureFixture) -> None:
    pages = []
    with caplog.at_level(logging.DEBUG):
        asker.to_check()
        pages.append(asker.page)
        asker.submit(captcha_1="sai")
        pages.append(asker.page)
        asker.submit()
        pages.append(asker.page)
    addresses = " ".join(re.findall(r'(?:href|src|action)="([^"]*)"', " ".join(pages)))
    number, secret = asker.receipt()
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    for personal in ("Hoa", "0912345678", "0912 345 678", "hoa@", "Vân Du", "công ty may", secret, secret.lower()):
        assert personal not in addresses
        assert personal not in logged
    assert number not in addresses
    assert asker.token not in addresses or asker.token == ""
