"""What a stranger, another unit's officer, and the unit's own officers meet of an answer."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from base.models import PortalDocument
from casework.models import Case
from ministry.models import Unit, User
from qa.compose import compose
from qa.models import AnswerFile, AnswerPage, PublicationMode
from search import indexing

Write = Callable[..., AnswerPage]
Officer = Callable[[User], Client]
MARK = "Dấu-vết-riêng-tư"
WORDS = "thuyền thúng"


@pytest.fixture
def document(nam: User) -> PortalDocument:
    return PortalDocument.objects.create(
        title=MARK, file=ContentFile(b"%PDF-1.4 mat", name="mat.pdf"), uploaded_by_user=nam
    )


@pytest.fixture
def withheld(write_answer: Write, document: PortalDocument) -> AnswerPage:
    page = write_answer(
        title=f"{MARK} {WORDS} hỏi gì?",
        short_answer=MARK,
        publication_mode=PublicationMode.NOT_PUBLIC,
        publication_reason="Chuyện riêng.",
        live=False,
    )
    AnswerFile.objects.create(page=page, document=document)
    page.save()  # Wagtail's reference index follows the page's saves
    indexing.reconcile()
    indexing.drain()
    return page


def status(client: Client, url: str) -> int:
    response = client.get(url)
    if response.streaming:
        response.getvalue()  # a file is closed when it was read to its end
    return response.status_code


def test_an_answer_not_for_the_public_is_nowhere(
    withheld: AnswerPage, document: PortalDocument, stranger: Client
) -> None:
    pk, year = withheld.pk, withheld.answered_on.year
    for url in (
        withheld.address,
        f"/hoi-dap/{withheld.number}-x/",
        f"/hoi-dap/{year}/{withheld.slug}/",
        f"/api/v1/answers/{withheld.number}",
        f"/api/v2/pages/{pk}/",
        document.url,
    ):
        assert stranger.get(url).status_code == 404, url
    for url in (
        "/",
        "/hoi-dap/",
        f"/hoi-dap/?nam={year}",
        "/hoi-dap/linh-vuc/bao-hiem-that-nghiep/",
        "/hoi-dap/atom.xml",
        "/hoi-dap/linh-vuc/bao-hiem-that-nghiep/atom.xml",
        f"/tim-kiem/?q={WORDS}",
        f"/tim-kiem/goi-y/?q={WORDS}",
        f"/api/v1/search?q={WORDS}",
        f"/api/v1/suggestions?q={WORDS}",
        "/api/v2/pages/?limit=100",
        "/api/v2/pages/?type=qa.AnswerPage&fields=*",
    ):
        response = stranger.get(url)
        assert response.status_code == 200, url
        assert MARK not in response.content.decode(), url
    typed = stranger.post("/hoi/goi-y/", {"text": f"{WORDS} hỏi gì thế này"}, content_type="application/json")
    assert typed.json() == {"items": []}


def test_a_file_is_public_while_a_live_page_refers_to_it(
    write_answer: Write, document: PortalDocument, stranger: Client, minh: User
) -> None:
    assert status(stranger, document.url) == 404
    page = write_answer()
    page.answer_files.add(AnswerFile(document=document))
    page.save_revision().publish()
    assert status(stranger, document.url) == 200
    AnswerPage.objects.get(pk=page.pk).unpublish()
    assert status(stranger, document.url) == 404


def test_the_file_of_a_draft_is_seen_by_the_uploaders_colleagues_alone(
    document: PortalDocument, nam: User, lan: User, minh: User, son: User, as_officer: Officer
) -> None:
    seen = {officer.username: status(as_officer(officer), document.url) for officer in (nam, lan, minh, son)}
    assert seen == {"nam": 200, "lan": 200, "minh": 200, "son": 404}


@pytest.fixture
def draft(assigned: Case, nam: User) -> AnswerPage:
    page = AnswerPage.objects.get(pk=compose(nam, assigned).pk)
    page.title = f"{MARK} {WORDS} của đơn vị Việc làm"
    page.short_answer = page.question = MARK
    page.save_revision(user=nam)
    page.save(clean=False)
    return page


def screens(draft: AnswerPage) -> list[str]:
    year = draft.get_parent()
    return [
        reverse("wagtailadmin_explore", args=[year.pk]),
        reverse("wagtailadmin_explore", args=[year.get_parent().pk]),
        reverse("wagtailadmin_pages:search") + f"?q={WORDS}",
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:workflow_tasks"),
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_choose_page") + f"?q={WORDS}",
    ]


@pytest.mark.parametrize("who", ["son", "thuy", "hanh"])
def test_another_units_officer_meets_the_draft_nowhere(
    who: str, draft: AnswerPage, nam: User, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    screen = as_officer(request.getfixturevalue(who))
    draft.get_workflow().start(AnswerPage.objects.get(pk=draft.pk), nam)
    for url in screens(draft):
        response = screen.get(url, follow=True)
        assert MARK not in response.content.decode(), url
    for name in ("edit", "history", "delete", "copy", "unpublish", "view_draft", "move", "workflow_history"):
        url = reverse(f"wagtailadmin_pages:{name}", args=[draft.pk])
        response = screen.get(url)
        assert response.status_code in (302, 403, 404), name
        assert MARK not in response.content.decode(), name


@pytest.mark.parametrize("who", ["nam", "lan", "minh"])
def test_its_own_officers_meet_the_draft(
    who: str, draft: AnswerPage, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    screen = as_officer(request.getfixturevalue(who))
    assert MARK in screen.get(reverse("wagtailadmin_explore", args=[draft.get_parent().pk])).content.decode()
    assert screen.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).status_code == 200


def test_an_officer_may_not_write_in_another_units_name(
    draft: AnswerPage, children_unit: Unit, nam: User, as_officer: Officer, edit_form: Callable[..., dict[str, str]]
) -> None:
    data = edit_form(draft, unit=str(children_unit.pk))
    shown = as_officer(nam).post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data).content.decode()
    assert "Ông/bà chỉ soạn câu trả lời cho đơn vị của mình." in shown
    assert AnswerPage.objects.get(pk=draft.pk).unit_id == draft.unit_id


def test_the_post_that_ended_yesterday_opens_nothing(draft: AnswerPage, nam: User, as_officer: Officer) -> None:
    import datetime

    from django.utils import timezone

    nam.posts.update(valid_to=timezone.localdate() - datetime.timedelta(days=1))
    nam.__dict__.pop("_posts", None)
    response = as_officer(nam).get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert response.status_code in (302, 403)
