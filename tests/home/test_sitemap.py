"""Search engines read every public address in parts that are found by key."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from home import sitemap
from qa.models import AnswerPage
from search.models import Entry


def addresses(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    root = ET.fromstring(response.content)
    return [str(element.text) for element in root.iter() if element.tag.endswith("loc")]


@pytest.fixture
def host(settings: SettingsWrapper) -> str:
    settings.PORTAL_BASE_URL = "https://doithoai.bo.test"
    return "https://doithoai.bo.test"


def test_robots_find_the_sitemap_and_stay_out_of_searches(host: str, stranger: Client) -> None:
    text = stranger.get("/robots.txt").content.decode()
    assert f"Sitemap: {host}/sitemap.xml" in text
    assert "Disallow: /tim-kiem/" in text
    assert "Disallow: /admin/" in text


def test_every_public_address_stands_in_one_part(
    host: str, write_answer: Callable[..., AnswerPage], stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "PART_SIZE", 2)
    pages = [write_answer(title=f"Câu {number}") for number in range(5)]
    write_answer(live=False, title="Chưa duyệt")
    pages[1].unpublish()
    parts = [part.removeprefix(host) for part in addresses(stranger, "/sitemap.xml")]
    assert parts[0] == "/sitemap/muc.xml"
    found = [address for part in parts[1:] for address in addresses(stranger, part)]
    assert sorted(found) == sorted(host + page.address for page in pages if page != pages[1])
    assert f"{host}/hoi-dap/linh-vuc/bao-hiem-that-nghiep/" in addresses(stranger, parts[0])
    assert f"{host}/ket-luan-thanh-tra/" in addresses(stranger, parts[0])


def test_a_part_tells_when_its_pages_changed(write_answer: Callable[..., AnswerPage], stranger: Client) -> None:
    page = write_answer()
    part = sitemap.part_of(Entry.objects.get(source_id=page.pk, source="qa.answerpage"))
    assert re.search(r"<lastmod>20\d\d-\d\d-\d\dT[^<]+</lastmod>", stranger.get(part).content.decode())


@pytest.mark.parametrize("part", ["999999", "99999999999999999999"])
def test_a_part_that_is_not_there_is_not_found(part: str, stranger: Client, db: None) -> None:
    assert stranger.get(f"/sitemap/{part}.xml").status_code == 404


def test_an_empty_portal_has_a_sitemap(stranger: Client, db: None) -> None:
    assert len(addresses(stranger, "/sitemap.xml")) == 1
