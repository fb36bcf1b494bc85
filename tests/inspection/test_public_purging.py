"""What a cache in front drops when a conclusion or one of its requirements changes."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper

from base import front_cache
from base.models import OutboxMessage
from tests.inspection.conftest import Publish
from tests.inspection.steps import take_down

LISTS = {
    "/ket-luan-thanh-tra/",
    "/ket-luan-thanh-tra/atom.xml",
    "/ket-luan-thanh-tra/so-lieu/",
    "/ket-luan-thanh-tra/so-lieu.csv",
    "/ket-luan-thanh-tra/du-lieu.csv",
    "/ket-luan-thanh-tra/du-lieu.json",
    "/api/v1/inspections",
}


@pytest.fixture(autouse=True)
def cache_in_front(settings: SettingsWrapper) -> None:
    settings.WAGTAILFRONTENDCACHE = {
        "front": {"BACKEND": "base.front_cache.RefreshByHttp", "LOCATION": "http://[::1]:9"}
    }


def told() -> set[str]:
    """Return the paths that wait to be told, and forget them."""
    messages = OutboxMessage.objects.filter(topic=front_cache.TOPIC)
    paths = {path for message in messages for path in message.payload["paths"]}
    messages.delete()
    return paths


def test_a_conclusion_that_is_published_or_withdrawn(publish_conclusion: Publish) -> None:
    page = publish_conclusion()
    own = {page.address, f"/api/v1/inspections/{page.number}", "/"}
    assert told() >= LISTS | own
    take_down(page)
    assert told() >= LISTS | own


def test_a_change_that_no_entry_tells(publish_conclusion: Publish) -> None:
    page = publish_conclusion()
    told()
    page.decision_number = "99/QĐ-TTr"
    page.save_revision().publish()
    assert told() >= LISTS | {page.address, f"/api/v1/inspections/{page.number}"}


def test_a_requirement_that_comes_changes_and_goes(publish_conclusion: Publish, owed: dict[str, Any]) -> None:
    page = publish_conclusion()
    told()
    changed = LISTS | {page.address, f"/api/v1/inspections/{page.number}"}
    requirement = page.requirements.create(**owed)
    assert told() == changed
    requirement.amount_done += 1
    requirement.save()
    assert told() == changed
    requirement.delete()
    assert told() == changed


def test_a_requirement_of_a_draft_tells_nobody(publish_conclusion: Publish, owed: dict[str, Any]) -> None:
    page = publish_conclusion(live=False)
    told()
    page.requirements.create(**owed)
    assert told() == set()
