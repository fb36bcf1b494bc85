"""What the administrator says of the portal stands on every page and in every letter, at no price a page."""

import datetime
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper

from base import context, worker
from base.models import PortalSettings
from casework.models import Case
from home.models import ContentPage, HomePage
from ministry.models import User

ADDRESS = "/admin/settings/base/portalsettings/"


def say(**words: object) -> PortalSettings:
    portal = PortalSettings.load()
    for name, value in words.items():
        setattr(portal, name, value)
    portal.full_clean()
    portal.save()
    return portal


def content_page(slug: str = "quyen-rieng-tu") -> ContentPage:
    page = HomePage.objects.get().add_child(
        instance=ContentPage(title="Quyền riêng tư", slug=slug, body=[("note", "Bộ giữ kín.")])
    )
    page.save_revision().publish()
    return page


@pytest.mark.django_db
def test_without_a_word_of_the_administrator_the_environment_speaks(
    stranger: Client, settings: SettingsWrapper
) -> None:
    settings.PORTAL_NAME = "Cổng thử"
    settings.PORTAL_HOTLINE = "+84 24.1234 5678"
    shown = stranger.get("/theo-doi/").content.decode()
    assert "Cổng thử" in shown
    assert 'href="tel:+842412345678"' in shown


@pytest.mark.django_db
def test_the_administrators_words_win(stranger: Client, settings: SettingsWrapper) -> None:
    settings.PORTAL_HOTLINE = "1900 9999"
    say(
        name="Bộ nghe dân",
        ministry="Bộ Nội vụ",
        hotline="1900 0000",
        contact_email="hoi@bo.test",
        opening_hours="8 giờ đến 17 giờ",
        address="Số 1 phố Mẫu",
        footer_text="Chịu trách nhiệm: <Trung tâm>",
        footer_links=[("link", {"title": "Chính phủ", "page": None, "url": "https://chinhphu.test/"})],
    )
    shown = stranger.get("/").content.decode()
    for words in ("Bộ nghe dân", "Bộ Nội vụ", "tel:19000000", "mailto:hoi@bo.test", "8 giờ đến 17 giờ", "Số 1 phố Mẫu"):
        assert words in shown
    assert "&lt;Trung tâm&gt;" in shown
    assert '<a href="https://chinhphu.test/">Chính phủ</a>' in shown
    assert "1900 9999" not in shown


@pytest.mark.django_db
def test_feeds_and_programs_use_the_same_names(stranger: Client) -> None:
    say(name="Bộ nghe dân", ministry="Bộ Nội vụ")
    feed = stranger.get("/hoi-dap/atom.xml").content.decode()
    assert "<title>Bộ nghe dân: Hỏi đáp</title>" in feed
    assert "Câu trả lời mới của Bộ Nội vụ" in feed
    assert stranger.get("/api/v1/openapi.json").json()["info"]["title"] == "Bộ nghe dân API"


@pytest.mark.django_db
def test_the_hot_line_can_be_called_wherever_it_is_named(stranger: Client, rules: None) -> None:
    say(hotline="1900 0000")
    called = '<a href="tel:19000000">1900 0000</a>'
    for address in ("/hoi/", "/theo-doi/"):
        page = stranger.get(address).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        assert called in main
    assert called in render_to_string("429.html", {"portal": context.portal_context(), "minutes": 5})


def test_letters_use_the_same_names(case: Case) -> None:
    say(name="Bộ nghe dân", ministry="Bộ Nội vụ", hotline="1900 0000")
    worker.drain_all()
    (letter,) = mail.outbox
    assert "Bộ Nội vụ" in letter.body
    assert "Tổng đài: 1900 0000" in letter.body
    assert "Bộ nghe dân" in letter.body


@pytest.mark.django_db
def test_pages_named_are_linked_as_long_as_they_are_public(stranger: Client) -> None:
    page = content_page()
    say(privacy_page=page, footer_links=[("link", {"title": "Đọc thêm", "page": page, "url": ""})])
    assert stranger.get("/").content.decode().count('href="/quyen-rieng-tu/"') == 2
    page.slug = "rieng-tu"
    page.save_revision().publish()
    assert stranger.get("/").content.decode().count('href="/rieng-tu/"') == 2
    page.unpublish()
    assert "rieng-tu" not in stranger.get("/").content.decode()
    page.delete()
    assert PortalSettings.objects.get().privacy_page is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours_from", "hours_to", "shown"),
    [(None, None, True), (-1, 1, True), (-1, None, True), (1, 2, False), (-2, -1, False)],
)
def test_a_notice_is_shown_in_its_time(
    hours_from: int | None, hours_to: int | None, shown: bool, stranger: Client
) -> None:
    now = timezone.now()
    start, end = (
        now + datetime.timedelta(hours=hours) if hours is not None else None for hours in (hours_from, hours_to)
    )
    portal = PortalSettings.load()
    portal.notice, portal.notice_from, portal.notice_to = "Tối nay bảo trì.", start, end
    portal.save()
    assert ("Tối nay bảo trì." in stranger.get("/").content.decode()) is shown


@pytest.mark.django_db
def test_they_cost_no_query() -> None:
    say(name="Bộ nghe dân", privacy_page=content_page())
    context.portal_context()
    with CaptureQueriesContext(connection) as captured:
        assert context.portal_context()["name"] == "Bộ nghe dân"
    assert len(captured) == 0


@pytest.mark.django_db(transaction=True)
def test_what_was_read_before_a_change_does_not_outlive_it() -> None:
    """Another process reads the old name while the new one is not committed yet, and keeps it too late."""
    old = context.portal_context()["name"]
    say(name="Tên mới")
    cache.add("base.portal", {"name": old}, 300)
    assert context.portal_context()["name"] == "Tên mới"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"hotline": "gọi cho tôi"}, "hotline"),
        ({"contact_email": "khong-phai-thu"}, "contact_email"),
        ({"notice_from": timezone.now(), "notice_to": timezone.now() - datetime.timedelta(days=1)}, "notice_to"),
        ({"notice": "Bảo trì", "notice_to": timezone.now() - datetime.timedelta(days=1)}, "notice_to"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(words: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        say(**words)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "may"), [("quan_tri", True), ("minh", True), ("nam", False), ("lan", False)])
def test_who_may_change_them(
    name: str, may: bool, request: pytest.FixtureRequest, as_officer: Callable[[User], Client]
) -> None:
    PortalSettings.load()
    client = as_officer(request.getfixturevalue(name))
    assert ('name="hotline"' in client.get(ADDRESS, follow=True).content.decode()) is may
    page = client.get(f"{ADDRESS}{PortalSettings.objects.get().pk}/")
    assert (page.status_code == 200) is may


def test_the_editor_sets_the_hot_line(minh: User, as_officer: Callable[[User], Client], stranger: Client) -> None:
    portal = PortalSettings.load()
    empty_lists = {f"{name}-count": "0" for name in ("offices", "footer_links")}
    given = {"hotline": "1900 0000", **empty_lists}
    saved = as_officer(minh).post(f"{ADDRESS}{portal.pk}/", given)
    assert saved.status_code == 302
    assert "tel:19000000" in stranger.get("/").content.decode()


@pytest.mark.django_db
def test_a_stranger_is_led_to_the_log_in(stranger: Client) -> None:
    answer = stranger.get(ADDRESS, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/admin/login/")
