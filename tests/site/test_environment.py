"""A secret may lie in a file instead of the environment, as systemd and containers hand it over."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from portal.environment import env


def test_a_secret_in_a_file_without_the_line_break_at_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "key"
    file.write_text("bí mật \n", encoding="utf-8")
    monkeypatch.setenv("A_KEY_FILE", str(file))
    assert env.str("A_KEY") == "bí mật "


def test_an_address_of_a_database_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "url"
    file.write_text("postgres://portal:p%40ss@db/portal\n")
    monkeypatch.setenv("A_DATABASE_FILE", str(file))
    known = env.db("A_DATABASE")
    assert (known["NAME"], known["PASSWORD"]) == ("portal", "p@ss")


def test_a_plain_variable_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_TEXT", "một\n")
    assert env.str("A_TEXT") == "một\n"
    assert env.str("NOT_SET", default="else") == "else"


def test_a_file_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISSING_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match="MISSING_FILE points to a file that cannot be read"):
        env.str("MISSING")
    assert "MISSING" not in os.environ
