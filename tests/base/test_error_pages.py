"""When something is wrong, a page says what to do and whom to call; when the portal is in trouble it asks nobody."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from base import maintenance
from qa.models import AnswerPage


@pytest.fixture(autouse=True)
def own_data_folder(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.PORTAL_HOTLINE = "1900 0000"


@pytest.mark.django_db
def test_a_missing_page_offers_the_search_and_the_hot_line(stranger: Client) -> None:
    answer = stranger.get("/khong-co-trang-nay/")
    shown = answer.content.decode()
    assert answer.status_code == 404
    assert 'action="/tim-kiem/"' in shown
    assert shown.count("tel:19000000") == 3  # beside the name, in the text, at the foot
    assert 'href="#noi-dung"' in shown


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_without_database_and_cache(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(AnswerPage, "public", broken)
    monkeypatch.setattr("base.context.Kept.get", broken)
    stranger.raise_request_exception = False
    answer = stranger.get("/hoi-dap/7-cau-hoi/")
    shown = answer.content.decode()
    assert answer.status_code == 500
    assert "Lỗi ở phía chúng tôi" in shown
    assert "tel:19000000" in shown
    assert "the database is away" not in shown


def test_in_maintenance_everything_says_so_without_database(client: Client) -> None:
    """No database is allowed in this test."""
    maintenance.begin("22 giờ 30")
    for address in ("/", "/hoi/", "/admin/", "/api/v1/search?q=a", "/hoi-dap/7/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "300")
        assert answer["Cache-Control"] == "no-store"
        assert "dự kiến 22 giờ 30" in answer.content.decode()
    assert client.post("/hoi/", {"title": "Hỏi"}).status_code == 503
    maintenance.end()
    maintenance.end()  # twice is no fault
    assert maintenance.until() is None


@pytest.mark.django_db
def test_after_maintenance_the_portal_answers_again(stranger: Client) -> None:
    call_command("maintenance", "on")
    assert stranger.get("/").status_code == 503
    call_command("maintenance", "off")
    assert stranger.get("/").status_code == 200


def test_who_watches_over_the_servers_is_answered_even_then() -> None:
    maintenance.begin()
    passed: list[str] = []

    def behind(request: HttpRequest) -> object:
        passed.append(request.path)
        return object()

    request = HttpRequest()
    request.path = "/healthz"
    maintenance.Maintenance(behind)(request)  # type: ignore[arg-type]
    assert passed == ["/healthz"]


def test_the_end_of_maintenance_is_told_as_text(client: Client) -> None:
    maintenance.begin("<script>alert(1)</script>")
    assert "<script>" not in client.get("/").content.decode()


def test_the_page_for_the_proxy_is_written(tmp_path: Path) -> None:
    file = tmp_path / "503.html"
    call_command("maintenance", "page", str(file))
    assert "Cổng đang được bảo trì" in file.read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="Name the file"):
        call_command("maintenance", "page")
