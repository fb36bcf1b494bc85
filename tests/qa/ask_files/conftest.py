"""Chị Hoa with files in her hand."""

import pytest
from django.test import Client

from ministry.models import PolicyField, Province
from tests.qa.ask.asker import QUESTION, Asker


@pytest.fixture
def asker(stranger: Client, rules: None, insurance: PolicyField, province: Province) -> Asker:
    """Chị Hoa before the stage of details."""
    hoa = Asker(stranger)
    hoa.send(QUESTION)
    assert hoa.stage == "details"
    return hoa
