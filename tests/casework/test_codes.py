"""The number that people talk about, and the secret that opens a case."""

import hmac
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper

from casework import codes
from casework.models import Case

TOKEN = uuid.UUID("6f9619ff-8b86-d011-b42d-00c04fc964ff")


def test_numbers_follow_one_another_within_their_year(db: None) -> None:
    assert [codes.next_number(year) for year in (2026, 2026, 2027, 2026)] == [
        "2026-000001",
        "2026-000002",
        "2027-000001",
        "2026-000003",
    ]


def test_a_secret_is_twelve_letters_nobody_mistakes(settings: SettingsWrapper) -> None:
    for number in range(200):
        secret = codes.secret_for(uuid.UUID(int=number), 1)
        assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", secret)
        assert not set(secret) & set("01258BGILOSZ")


def test_the_secret_follows_from_key_token_and_version(settings: SettingsWrapper) -> None:
    settings.CASE_SECRET_KEY = "khóa một"
    secret = codes.secret_for(TOKEN, 1)
    assert codes.secret_for(TOKEN, 1) == secret
    others = [codes.secret_for(TOKEN, 2), codes.secret_for(uuid.uuid4(), 1)]
    settings.CASE_SECRET_KEY = "khóa hai"
    others.append(codes.secret_for(TOKEN, 1))
    assert len({secret, *others}) == 4


def test_the_database_does_not_know_the_secret(ask: Callable[..., Case]) -> None:
    case = ask()
    secret = codes.secret_for(case.token, case.secret_version)
    row = str(Case.objects.filter(pk=case.pk).values().get())
    assert secret not in row
    assert secret.replace("-", "") not in row


@pytest.mark.parametrize(
    "change",
    [
        str,
        str.lower,
        lambda text: text.replace("-", ""),
        lambda text: text.replace("-", " "),
        lambda text: f" {text}\n",
    ],
    ids=["as printed", "small letters", "no dashes", "spaces", "pasted with spaces"],
)
def test_a_secret_may_be_typed_loosely(change: Callable[[str], str]) -> None:
    assert codes.is_secret(change(codes.secret_for(TOKEN, 1)), TOKEN, 1)


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA-AAAA", "A" * 10_000, "’; DROP TABLE", "ÁÀẢÃẠ", "😀"])
def test_anything_else_opens_nothing(typed: str) -> None:
    assert not codes.is_secret(typed, TOKEN, 1)


def test_a_new_version_closes_the_old_secret() -> None:
    assert not codes.is_secret(codes.secret_for(TOKEN, 1), TOKEN, 2)


def test_the_comparison_takes_the_same_time_wherever_it_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one comparison is hmac's, over the whole text; `==` would stop at the first difference."""
    compared: list[tuple[Any, Any]] = []

    def compare(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return False

    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert not codes.is_secret("X", TOKEN, 1)
    assert compared == [(b"X", codes.secret_for(TOKEN, 1).replace("-", "").encode())]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2026-000123", "2026-000123"),
        (" 2026 000123 ", "2026-000123"),
        ("2026–000123", "2026-000123"),
        ("2026000123", "2026-000123"),
        ("2026-123", "2026-000123"),
        ("Mã số: 2026-000123", "2026-000123"),
        ("2026-1234567", "2026-1234567"),
        ("2026", ""),
        ("", ""),
        ("hai không hai sáu", ""),
        ("9" * 200, ""),
        ("２０２６－０００１２３", "2026-000123"),
    ],
)
def test_a_number_may_be_typed_loosely(typed: str, number: str) -> None:
    assert codes.normalise_number(typed) == number
