"""What an approved answer does to the cases of its page, and to a page that is not for the public."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from casework import procedure
from casework.models import CasePage
from casework.procedure import ApprovedText
from qa.models import AnswerPage


def approved_text(page: AnswerPage, revision: Revision) -> ApprovedText:
    """Return the text of a revision as a case freezes it."""
    return ApprovedText(
        page_id=page.pk,
        revision_id=revision.pk,
        title=page.title,
        short_answer=page.short_answer,
        html=str(page.body.render_as_block()),
        legal_bases=[basis.as_dict() for basis in page.legal_bases.all()],
        unit_id=page.unit_id,
        doc_number=page.doc_number,
        files=[{"id": row.document_id, "title": row.document.title} for row in page.answer_files.all()],
    )


def answer_cases(page: AnswerPage, revision: Revision, by: Any) -> int:
    """Answer each case linked to the page that is still in hand; return how many that were."""
    text = approved_text(page, revision)
    links = CasePage.objects.filter(page_id=page.pk).select_related("case").order_by("case_id")
    return sum(procedure.answer(link.case, text, by) is not None for link in links)


@transaction.atomic
def take_from_public(page: AnswerPage, approved: AnswerPage, revision: Revision, by: Any) -> None:
    """Take down a page whose approved revision is not for the public, and forget every planned go-live.

    The approved mode is written to the row itself, so that no later look at the page can take it for a public one.
    """
    page.revisions.update(approved_go_live_at=None)
    if page.live:
        page.unpublish(user=by)
    Page.objects.filter(pk=page.pk).update(go_live_at=None, expire_at=None, has_unpublished_changes=True)
    AnswerPage.objects.filter(pk=page.pk).update(
        publication_mode=approved.publication_mode, publication_reason=approved.publication_reason
    )
