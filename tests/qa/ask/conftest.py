"""Chị Hoa before the form, and an archive that knows the answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ministry.models import PolicyField, Province
from search import indexing
from tests.qa.ask.asker import Asker


@pytest.fixture
def asker(stranger: Client, rules: None, insurance: PolicyField, province: Province) -> Asker:
    return Asker(stranger)


@pytest.fixture
def known_answer(asker: Asker, write_answer: Callable[..., Any]) -> Any:
    """The archive holds an answer to nearly the same question, and the search knows it."""
    page = write_answer()
    indexing.drain()
    return page
