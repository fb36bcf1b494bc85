"""“Soạn câu trả lời”: the expert starts the public page from the case; the original question stays in the case."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from casework import actions, permissions
from casework.models import Case, CasePage
from casework.states import Verb
from qa.models import AnswerPage, PublicationMode, QAIndexPage, YearPage


def draft_page_of(case: Case) -> Page | None:
    """Return the page on which the case is being answered, if one was started."""
    link = case.page_links.select_related("page").order_by("-pk").first()
    return link.page if link else None


def year_page(year: int) -> YearPage:
    """Return the page under which the answers of a year live; made when the first one comes."""
    index = QAIndexPage.objects.get()
    found = YearPage.objects.child_of(index).filter(slug=str(year)).first()
    return found or index.add_child(instance=YearPage(title=f"Năm {year}", slug=str(year)))


@transaction.atomic
def compose(by: Any, case: Case) -> AnswerPage | Page:
    """Start the page of a case, or return the one that was started."""
    Case.objects.select_for_update().get(pk=case.pk)
    started = draft_page_of(case)
    if started is not None:
        return started
    today = timezone.localdate()
    page = AnswerPage(
        title=case.title,
        slug=f"tra-loi-{case.number}",  # the sender's own words never become an address
        question=case.content,
        short_answer="",
        field=case.policy_field,
        unit=case.unit,
        asked_on=timezone.localdate(case.submitted_at),
        answered_on=today,
        publication_mode=PublicationMode.ANONYMISED,
        owner=by,
        live=False,
    )
    page.full_clean(exclude=["short_answer", "body", "path", "depth"])
    year_page(today.year).add_child(instance=page)
    page.save_revision(user=by, clean=False, log_action=True)
    CasePage.objects.create(case=case, page=page)
    return page


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


actions.register(
    actions.CaseAction(
        name=Verb.COMPOSE,
        label=Verb.COMPOSE.label,
        is_offered=lambda user, case: permissions.may(user, Verb.COMPOSE, case),
        run=lambda user, case: edit_address(compose(user, case)),
    )
)
