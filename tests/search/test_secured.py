"""A server with TLS, passwords and keys; collected only where ELASTICSEARCH_PASSWORD is set."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch
from pytest_django.fixtures import Settings as SettingsWrapper

from search.engines import Engine, EngineUnavailable, SearchQuery, get_engine
from tests.search.engines import ARCHIVE, document, found, thrown_away

pytestmark = pytest.mark.elasticsearch

# What docs/operating.md asks for, and no more.
RIGHTS: dict[str, Any] = {
    "cluster": ["manage_index_templates", "monitor"],
    "indices": [{"names": ["doi-thoai*"], "privileges": ["manage", "read", "write"]}],
}


@pytest.fixture
def with_key(settings: SettingsWrapper, tmp_path: Path) -> Iterator[Engine]:
    """The portal with a key of its own that may do only what it needs."""
    known = settings.ELASTICSEARCH
    client = Elasticsearch(known["url"], basic_auth=(known["user"], known["password"]), ca_certs=known["ca"])
    made = client.security.create_api_key(name="portal", role_descriptors={"portal": RIGHTS})
    settings.ELASTICSEARCH = known | {"api_key": made["encoded"], "user": "", "password": ""}
    try:
        with thrown_away("elasticsearch", tmp_path) as engine:
            yield engine
    finally:
        client.security.invalidate_api_key(ids=[made["id"]])
        client.close()


def test_a_key_with_the_documented_rights_is_enough(with_key: Engine) -> None:
    assert with_key.rebuild(ARCHIVE) == len(ARCHIVE)
    with_key.apply([document(8, "Lương hưu")], {1: 2})
    assert found(with_key, "lương hưu")[0] == 8
    assert 1 not in with_key.versions()
    assert with_key.frequencies(["luong_huu"]) == {"luong_huu": 1}
    assert with_key.suggest("luong h") == [8]


@pytest.mark.parametrize(
    "change",
    [
        {"password": "mat-khau-sai-bi-mat"},
        {"api_key": "a2hvYS1zYWk6Ymktc2VjcmV0LWtleQ=="},
        {"ca": ""},
    ],
    ids=["wrong password", "wrong key", "unknown authority"],
)
def test_who_is_not_let_in_is_told_so_and_no_secret_is_logged(
    settings: SettingsWrapper, tmp_path: Path, caplog: pytest.LogCaptureFixture, change: dict[str, str]
) -> None:
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | change
    with caplog.at_level(logging.DEBUG), pytest.raises(EngineUnavailable) as told:
        get_engine("elasticsearch", folder=tmp_path).search(SearchQuery("lương hưu của bà Hoa"))
    written = caplog.text + str(told.value)
    for secret in (settings.ELASTICSEARCH["password"], settings.ELASTICSEARCH["api_key"], "lương hưu", "luong"):
        assert not secret or secret not in written
