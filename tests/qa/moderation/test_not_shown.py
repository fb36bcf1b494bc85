"""Answers that are not for the public, not yet, or no longer."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from casework.models import Answer, Case
from ministry.models import User
from qa.models import AnswerPage, PublicationMode
from search.models import Entry
from tests.qa.moderation.acts import Officer, approve_all, revise


def test_a_scheduled_answer_is_told_to_its_sender_now_and_shown_on_its_day(
    assigned: Case, draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    revise(draft, nam, go_live_at=timezone.now() + datetime.timedelta(hours=1))
    approve_all(as_officer, draft, nam, lan, minh)
    page = AnswerPage.objects.get(pk=draft.pk)
    assert not page.live
    assert page.approved_schedule
    assert Answer.objects.filter(case=assigned).count() == 1
    assert stranger.get(page.address).status_code == 404
    planned = page.revisions.exclude(approved_go_live_at=None)
    planned.update(approved_go_live_at=timezone.now() - datetime.timedelta(minutes=1))
    Page.objects.filter(pk=page.pk).update(go_live_at=timezone.now() - datetime.timedelta(minutes=1))
    latest = page.latest_revision
    latest.content["go_live_at"] = None
    latest.save()
    call_command("publish_scheduled")
    assert AnswerPage.objects.get(pk=page.pk).live
    assert stranger.get(page.address).status_code == 200
    assert Answer.objects.filter(case=assigned).count() == 1


def test_an_answer_not_for_the_public_reaches_its_sender_alone(
    assigned: Case, draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    revise(draft, nam, publication_mode=PublicationMode.NOT_PUBLIC, publication_reason="Chuyện riêng.")
    approve_all(as_officer, draft, nam, lan, minh)
    page = AnswerPage.objects.get(pk=draft.pk)
    assert not page.live
    assert Answer.objects.filter(case=assigned).count() == 1
    assert stranger.get(page.address).status_code == 404
    assert not Entry.objects.public().exists()


def test_reapproved_as_not_for_the_public_a_live_page_is_taken_down(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    approve_all(as_officer, draft, nam, lan, minh)
    address = draft.address
    assert stranger.get(address).status_code == 200
    revise(draft, nam, publication_mode=PublicationMode.NOT_PUBLIC, publication_reason="Người hỏi yêu cầu.")
    assert stranger.get(address).status_code == 200, "a draft changes nothing for the public"
    approve_all(as_officer, draft, nam, lan, minh)
    assert stranger.get(address).status_code == 404
    assert not Entry.objects.public().exists()
    assert not AnswerPage.objects.get(pk=draft.pk).live


def test_reapproved_as_not_for_the_public_a_planned_go_live_is_forgotten(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    revise(draft, nam, go_live_at=timezone.now() + datetime.timedelta(hours=1))
    approve_all(as_officer, draft, nam, lan, minh)
    assert AnswerPage.objects.get(pk=draft.pk).approved_schedule
    revise(draft, nam, publication_mode=PublicationMode.NOT_PUBLIC, publication_reason="Người hỏi yêu cầu.")
    approve_all(as_officer, draft, nam, lan, minh)
    page = AnswerPage.objects.get(pk=draft.pk)
    assert not page.approved_schedule
    assert page.go_live_at is None
    call_command("publish_scheduled")
    assert not AnswerPage.objects.get(pk=draft.pk).live


def test_only_an_editor_takes_an_answer_down(
    draft: AnswerPage, nam: User, lan: User, minh: User, as_officer: Officer, stranger: Client
) -> None:
    approve_all(as_officer, draft, nam, lan, minh)
    url = reverse("wagtailadmin_pages:unpublish", args=[draft.pk])
    as_officer(lan).post(url)
    assert AnswerPage.objects.get(pk=draft.pk).live
    as_officer(minh).post(url)
    assert not AnswerPage.objects.get(pk=draft.pk).live
    assert stranger.get(draft.address).status_code == 404
    assert not Entry.objects.public().exists()


def test_publishing_what_is_not_for_the_public_is_refused_at_the_lowest_level(draft: AnswerPage, nam: User) -> None:
    revise(draft, nam, publication_mode=PublicationMode.NOT_PUBLIC, publication_reason="Chuyện riêng.")
    with pytest.raises(PermissionDenied):
        AnswerPage.objects.get(pk=draft.pk).latest_revision.publish(skip_permission_checks=True)
    page = AnswerPage.objects.get(pk=draft.pk)
    page.publication_mode, page.live = PublicationMode.NOT_PUBLIC, True
    with pytest.raises(PermissionDenied):
        page.save()
