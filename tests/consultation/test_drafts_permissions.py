"""Who reaches the drafts' screens: people by screens. Whoever may not does not learn that there is anything."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consultation.models import ConsultationPage, DraftDocument, DraftImport
from ministry.models import Post, Role, Unit, User
from tests.consultation.drafting import Officer, address, address_of, bring_in_file, lines_of, save
from tests.consultation.steps import FIRST_TEXT, SECOND_TEXT

MAY = ("hoai", "phuc")
MAY_NOT = ("minh", "drafter_elsewhere", "former", "quan_tri", "lan", "root")


@pytest.fixture
def drafter_elsewhere(children_unit: Unit) -> User:
    user = User.objects.create_user("dung", "dung@bo.test")
    Post.objects.create(user=user, unit=children_unit, role=Role.DRAFTER)
    return user


@pytest.fixture
def former(legal_unit: Unit) -> User:
    user = User.objects.create_user("cuu", "cuu@bo.test")
    Post.objects.create(user=user, unit=legal_unit, role=Role.DRAFTER, valid_from="2018-01-01", valid_to="2020-12-31")
    return user


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root", "root@bo.test", "x")


@pytest.fixture
def second(consultation: ConsultationPage, hoai: User, as_officer: Officer) -> DraftDocument:
    return save(as_officer(hoai), bring_in_file(as_officer(hoai), consultation, SECOND_TEXT))


@pytest.fixture
def draft(consultation: ConsultationPage, hoai: User, as_officer: Officer) -> DraftImport:
    return bring_in_file(as_officer(hoai), consultation, FIRST_TEXT, "Bản đang đọc")


def screens(draft: DraftImport, document: DraftDocument) -> list[str]:
    page = draft.consultation_id
    return [
        reverse("drafts_admin:list", args=[page]),
        reverse("drafts_admin:bring_in", args=[page]),
        address(draft, "overview"),
        address(draft, "stretch", 0),
        address(draft, "line", 3),
        address(draft, "file"),
        address_of(document, "document"),
        address_of(document, "compared"),
        f"{address_of(document, 'relate')}?cu=dieu-3",
    ]


def posts(draft: DraftImport, document: DraftDocument) -> list[tuple[str, dict[str, Any]]]:
    now = lines_of(draft)
    return [
        (reverse("drafts_admin:bring_in", args=[draft.consultation_id]), {"label": "x"}),
        (address(draft, "line", 3), {"kind": "dropped", "words": "x", "digest": now.digest(3)}),
        (address(draft, "correct"), {"do": f"drop 3 {now.digest(3)}"}),
        (address(draft, "undo"), {"last": ""}),
        (address(draft, "start_over"), {"last": ""}),
        (address(draft, "save"), {"last": ""}),
        (address(draft, "discard"), {}),
        (address_of(document, "choose"), {"page": str(draft.consultation_id)}),
        (f"{address_of(document, 'relate')}?cu=dieu-3", {"old": "Điều 3", "new": "Điều 5"}),
        (address_of(document, "compare_anew"), {}),
        (address_of(document, "confirm"), {"digest": ""}),
        (address_of(document, "reopen"), {}),
        (address_of(document, "delete"), {}),
    ]


@pytest.mark.parametrize("who", MAY)
def test_drafters_and_the_head_of_the_unit_see_every_screen(
    who: str, draft: DraftImport, second: DraftDocument, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    desk = as_officer(request.getfixturevalue(who))
    for url in screens(draft, second):
        response: Any = desk.get(url)
        assert response.status_code == 200
        if response.streaming:
            assert b"".join(response.streaming_content), "read to its end, which closes the file"


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_reaches_any(
    who: str, draft: DraftImport, second: DraftDocument, as_officer: Officer, request: pytest.FixtureRequest
) -> None:
    desk = as_officer(request.getfixturevalue(who))
    # Whoever may enter the admin finds nothing; whoever may not is sent away at its door.
    assert {desk.get(url).status_code for url in screens(draft, second)} <= {404, 302}
    assert {desk.post(url, given).status_code for url, given in posts(draft, second)} <= {404, 302}
    _nothing_happened(draft, second)
    if desk.get(reverse("wagtailadmin_home")).status_code == 200:
        assert desk.get(screens(draft, second)[0]).status_code == 404


def test_a_stranger_is_asked_who_he_is(draft: DraftImport, second: DraftDocument, stranger: Client) -> None:
    for url in screens(draft, second):
        assert stranger.get(url).url.startswith(reverse("wagtailadmin_login"))  # type: ignore[attr-defined]
    for url, given in posts(draft, second):
        assert stranger.post(url, given).status_code == 302
    _nothing_happened(draft, second)
    assert stranger.get(f"/media/{draft.stored_as}", follow=True).status_code == 404


def test_another_consultations_import_is_not_there(
    draft: DraftImport,
    second: DraftDocument,
    write_consultation: Callable[..., ConsultationPage],
    hoai: User,
    as_officer: Officer,
) -> None:
    """The address names a consultation of hoai's own; what it asks for belongs to another."""
    desk, other = as_officer(hoai), write_consultation("", title="Dự thảo khác")
    mine, theirs = f"/lay-y-kien/{other.pk}/", f"/lay-y-kien/{draft.consultation_id}/"
    wrong = [url.replace(theirs, mine) for url in screens(draft, second)[2:]]
    assert {desk.get(url).status_code for url in wrong} == {404}
    for url, given in posts(draft, second)[1:]:
        assert desk.post(url.replace(theirs, mine), given).status_code == 404
    _nothing_happened(draft, second)


def test_a_text_does_not_go_into_another_consultations_page(
    second: DraftDocument, write_consultation: Callable[..., ConsultationPage], hoai: User, as_officer: Officer
) -> None:
    desk, other = as_officer(hoai), write_consultation("", title="Dự thảo khác")
    DraftDocument.objects.filter(pk=second.pk).update(lineage_confirmed_at="2026-01-01T00:00:00Z")
    desk.post(address_of(second, "choose"), {"page": other.pk})
    assert other.get_latest_revision_as_object().document is None


@pytest.mark.parametrize("name", ["save", "discard", "undo", "start_over", "correct"])
def test_what_changes_something_is_never_a_link(name: str, draft: DraftImport, hoai: User, as_officer: Officer) -> None:
    assert as_officer(hoai).get(address(draft, name)).status_code == 405


def _nothing_happened(draft: DraftImport, document: DraftDocument) -> None:
    again = DraftImport.objects.get(pk=draft.pk)
    assert (again.corrections, again.document) == ([], None)
    document = DraftDocument.objects.get(pk=document.pk)
    assert document.lineage_confirmed_at is None
    assert not any(link.reason.startswith("Người soạn thảo") for link in document.links.all())
    assert DraftImport.objects.count() == 2
