"""The first pages of a portal: made once, linked at the foot of every page, and the ministry's own from then on."""

import pytest
from django.core.management import call_command
from django.test import Client

from base.models import PortalSettings
from home.first_content import make_first_content
from home.models import ContentPage, HomePage, NewsPage

ADDRESSES = ("/huong-dan-gui-cau-hoi/", "/quyen-rieng-tu/", "/ho-tro-tiep-can/", "/lien-he/")


@pytest.mark.django_db
def test_every_first_page_is_read_and_linked(stranger: Client, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("first_content")
    assert "5 pages made" in capsys.readouterr().out
    front = stranger.get("/").content.decode()
    for address in ADDRESSES:
        assert f'href="{address}"' in front
        assert stranger.get(address).status_code == 200
    assert "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15" in stranger.get("/quyen-rieng-tu/").content.decode()
    assert "Mời ông/bà gửi câu hỏi" in front


@pytest.mark.django_db
def test_what_the_ministry_changed_stays() -> None:
    make_first_content()
    ContentPage.objects.get(slug="quyen-rieng-tu").delete()
    NewsPage.objects.get().delete()
    guide = ContentPage.objects.get(slug="huong-dan-gui-cau-hoi")
    guide.title = "Cách hỏi Bộ"
    guide.save_revision().publish()
    assert make_first_content() == 0
    assert not ContentPage.objects.filter(slug="quyen-rieng-tu").exists()
    assert not NewsPage.objects.exists()
    assert PortalSettings.objects.get().guide_page.title == "Cách hỏi Bộ"


@pytest.mark.django_db
def test_a_page_that_the_ministry_had_before_is_not_doubled() -> None:
    own = HomePage.objects.get().add_child(
        instance=ContentPage(title="Bảo vệ dữ liệu", slug="bao-ve-du-lieu", body=[("note", "Bộ giữ kín.")])
    )
    portal = PortalSettings.load()
    portal.privacy_page = own
    portal.save()
    assert make_first_content() == 4
    assert not ContentPage.objects.filter(slug="quyen-rieng-tu").exists()
    assert PortalSettings.objects.get().privacy_page_id == own.pk
