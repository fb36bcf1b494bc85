"""Whose posts are counted together: the address that the server saw, and nothing that the visitor claims."""

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from base.visitors import address_of, keys_of

HOA = {"REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": "Firefox"}


def keys(**meta: str) -> tuple[str, str]:
    found = keys_of(RequestFactory().get("/", **HOA | meta), "asking")  # type: ignore[arg-type]
    assert found
    return found


def test_without_a_proxy_what_a_visitor_claims_is_not_heard(settings: Settings) -> None:
    settings.BEHIND_PROXY = False
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert str(address_of(request)) == "203.0.113.7"


@pytest.mark.parametrize(
    ("forwarded", "seen"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("1.1.1.1, 8.8.8.8, 198.51.100.1", "198.51.100.1"),
        ("198.51.100.1:44321", "198.51.100.1"),
        ("x, [2001:db8::1]:443", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("", "127.0.0.1"),
        ("198.51.100.1, rubbish", "127.0.0.1"),
        ("9" * 10_000, "127.0.0.1"),
    ],
)
def test_behind_a_proxy_the_last_hop_counts(forwarded: str, seen: str, settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert str(address_of(request)) == seen


@pytest.mark.parametrize("address", ["", "unix:", "not an address", "1.2.3"])
def test_a_visitor_without_an_address_has_no_keys(address: str) -> None:
    assert keys_of(RequestFactory().get("/", REMOTE_ADDR=address), "asking") is None


@pytest.mark.parametrize(
    ("changes", "same_visitor", "same_block"),
    [
        ({}, True, True),
        ({"REMOTE_ADDR": "203.0.113.8"}, False, True),
        ({"REMOTE_ADDR": "203.0.114.7"}, False, False),
        ({"HTTP_USER_AGENT": "Chrome"}, False, True),
        ({"HTTP_ACCEPT_LANGUAGE": "vi"}, False, True),
    ],
)
def test_a_visitor_is_an_address_and_a_browser(changes: dict[str, str], same_visitor: bool, same_block: bool) -> None:
    (visitor, block), (other_visitor, other_block) = keys(), keys(**changes)
    assert (visitor == other_visitor, block == other_block) == (same_visitor, same_block)


@pytest.mark.parametrize(
    ("other", "same_visitor", "same_block"),
    [("2001:db8:1:1::99", True, True), ("2001:db8:1:2::1", False, True), ("2001:db8:2:1::1", False, False)],
)
def test_a_household_has_a_64_and_a_block_is_a_48(other: str, same_visitor: bool, same_block: bool) -> None:
    (visitor, block), (other_visitor, other_block) = keys(REMOTE_ADDR="2001:db8:1:1::1"), keys(REMOTE_ADDR=other)
    assert (visitor == other_visitor, block == other_block) == (same_visitor, same_block)


def test_no_address_can_be_read_from_a_key(settings: Settings) -> None:
    first = keys()
    assert not any("203" in key and "113" in key for key in first)
    settings.SECRET_KEY = "another"
    assert keys() != first
