"""The news line: written by an officer, approved by an editor, shown on the front page and in a small list."""

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, TaskState

from home import news
from home.models import NewsIndexPage, NewsPage
from ministry.models import User
from search import finding, indexing
from search.engines import SearchQuery

TITLE = "Tổng đài nghỉ lễ từ 30/4 đến 3/5"


def notice(**given: object) -> NewsPage:
    page = NewsPage(title=TITLE, text="Câu hỏi gửi qua cổng vẫn được nhận.", **given)
    NewsIndexPage.objects.get().add_child(instance=page)
    return page


def published(**given: object) -> NewsPage:
    page = notice(**given)
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def approve(page: NewsPage, user: User) -> None:
    state = TaskState.objects.get(workflow_state__object_id=page.pk, status=TaskState.STATUS_IN_PROGRESS)
    state.task.specific.on_action(state, user, "approve")


def test_an_officer_writes_an_editor_approves_everybody_reads(
    nam: User, minh: User, as_officer: Callable[[User], Client], stranger: Client
) -> None:
    index = NewsIndexPage.objects.get()
    address = f"/admin/pages/add/home/newspage/{index.pk}/"
    given = {
        "title": TITLE,
        "slug": "nghi-le",
        "noticed_on": "20/04/2026",
        "text": "Câu hỏi gửi qua cổng vẫn được nhận.",
        "link_page": "",
        "link_url": "https://chinhphu.test/nghi-le",
        "link_title": "Lịch nghỉ",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-submit": "1",
    }
    assert as_officer(nam).post(address, given).status_code == 302
    page = NewsPage.objects.get()
    assert not page.live
    assert TITLE not in stranger.get("/").content.decode()
    approve(page, minh)
    front = stranger.get("/").content.decode()
    assert TITLE in front
    assert "20/04/2026" in front
    shown = stranger.get("/tin-moi/nghi-le/").content.decode()
    assert '<a href="https://chinhphu.test/nghi-le">Lịch nghỉ</a>' in shown
    assert TITLE in stranger.get("/tin-moi/").content.decode()
    indexing.drain()
    (card,) = finding.find(SearchQuery(text="tong dai nghi le")).cards
    assert (card["url"], card["kind_label"]) == ("/tin-moi/nghi-le/", "Tin")
    page.refresh_from_db()
    page.unpublish()
    assert TITLE not in stranger.get("/").content.decode()


def test_nobody_publishes_news_by_a_button(nam: User, minh: User, quan_tri: User, lan: User) -> None:
    page = notice(owner=nam)
    superuser = User.objects.create_superuser("goc", "goc@bo.test", "x")
    for user in (nam, lan, minh, quan_tri, superuser):
        assert not page.permissions_for_user(user).can_publish()
        assert not NewsIndexPage.objects.get().permissions_for_user(user).can_publish_subpage()


def test_an_officer_does_not_change_the_news_of_another_unit(nam: User, son: User) -> None:
    page = notice(owner=nam)
    assert page.permissions_for_user(nam).can_edit()
    assert not page.permissions_for_user(son).can_edit()


def test_who_wrote_it_does_not_approve_it(minh: User) -> None:
    page = notice(owner=minh)
    page.save_revision(user=minh)
    page.get_workflow().start(page, minh)
    task = page.current_workflow_task
    assert task is not None
    assert task.get_actions(page, minh) == []


@pytest.mark.django_db
def test_a_draft_is_nobodys_but_the_staffs(stranger: Client) -> None:
    page = notice(live=False)
    assert stranger.get(f"/tin-moi/{page.slug}/").status_code == 404
    assert TITLE not in stranger.get("/tin-moi/").content.decode()
    assert stranger.get(f"/api/v2/pages/{page.pk}/").status_code == 404


@pytest.mark.django_db
def test_it_comes_and_goes_at_its_planned_time(stranger: Client) -> None:
    now = timezone.now()
    page = notice(live=False)
    page.go_live_at, page.expire_at = now + datetime.timedelta(hours=1), now + datetime.timedelta(hours=2)
    page.save_revision().publish(skip_permission_checks=True)
    assert TITLE not in stranger.get("/").content.decode()
    _hours_pass(page, 1.5)
    call_command("publish_scheduled", verbosity=0)
    assert TITLE in stranger.get("/").content.decode()
    _hours_pass(page, 1)
    call_command("publish_scheduled", verbosity=0)
    assert TITLE not in stranger.get("/").content.decode()
    assert stranger.get(page.url).status_code == 404


def _hours_pass(page: NewsPage, hours: float) -> None:
    """Move the planned moments of the page into the past instead of waiting."""
    page.refresh_from_db()
    revision = page.latest_revision
    earlier = datetime.timedelta(hours=hours)
    if revision.approved_go_live_at:
        revision.approved_go_live_at -= earlier
        for name in ("go_live_at", "expire_at"):
            revision.content[name] = (datetime.datetime.fromisoformat(revision.content[name]) - earlier).isoformat()
        revision.save()
    NewsPage.objects.filter(pk=page.pk).update(
        go_live_at=page.go_live_at and page.go_live_at - earlier, expire_at=page.expire_at and page.expire_at - earlier
    )


@pytest.mark.django_db
def test_the_list_goes_on_where_it_stopped(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "PAGE_SIZE", 2)
    days = [datetime.date(2026, 1, day) for day in (1, 2, 2, 3, 4)]
    pages = [published(slug=f"tin-{number}", noticed_on=day) for number, day in enumerate(days)]
    seen: list[str] = []
    address = "/tin-moi/"
    while address:
        answer = stranger.get(address)
        assert answer.context is not None
        seen += [row.slug for row in answer.context["notices"]]
        address = answer.context["next_url"] and f"/tin-moi/{answer.context['next_url']}"
    assert seen == [page.slug for page in reversed(pages)]
    for nonsense in ("abc", "2026-13-45.1", "2026-01-02.x", "2026-01-02." + "9" * 40):
        assert stranger.get("/tin-moi/", {"truoc": nonsense}).status_code == 200


@pytest.mark.django_db
def test_neither_the_list_nor_the_front_page_asks_for_every_notice(stranger: Client) -> None:
    counts = []
    for number in (1, 30):
        for more in range(number):
            published(slug=f"tin-{number}-{more}")
        for address in ("/", "/tin-moi/"):
            stranger.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert stranger.get(address).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 8


@pytest.mark.django_db
def test_a_program_reads_what_people_read_and_no_title_of_a_draft(stranger: Client) -> None:
    index = Page.objects.get(pk=NewsIndexPage.objects.get().pk)
    page = published(link_page=index)
    address = f"/api/v2/pages/{page.pk}/"
    assert stranger.get(address).json()["link_page"] == {"url": "/tin-moi/", "title": "Tin mới"}
    Page.objects.filter(pk=index.pk).update(live=False)
    assert stranger.get(address).json()["link_page"] is None


@pytest.mark.django_db
def test_a_link_leads_to_one_place() -> None:
    page = published()
    assert page.link is None
    index = Page.objects.get(pk=NewsIndexPage.objects.get().pk)
    page.link_url, page.link_page = "https://chinhphu.test/", index
    with pytest.raises(ValidationError, match="không cả hai"):
        page.clean()
    page.link_url = ""
    assert page.link == {"url": "/tin-moi/", "title": "Tin mới"}
    index.live = False
    assert page.link is None
