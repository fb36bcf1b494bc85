"""What the stories of readers share: a page's words, a comment that is shown, a version that follows."""

from html import unescape

from django.test import Client

from consultation.models import Comment, ConsultationPage
from consultation.states import CommentState
from ministry.models import User
from tests.consultation.steps import approve, bring_in, comment_on, fresh


def words(client: Client, address: str) -> str:
    """Return what a page says, with single spaces."""
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(unescape(response.content.decode()).split())


def shown(page: ConsultationPage, key: str, content: str, supports: int = 0) -> Comment:
    """Put a comment of chị Hoa on a provision of the newest text, public."""
    comment = comment_on(page, key, content)
    comment.state, comment.supports_count = CommentState.SHOWN, supports
    comment.save()
    return comment


def revise(consultation: ConsultationPage, text: str, label: str, by: User, *approvers: User) -> ConsultationPage:
    """Publish a next version of the text, with the page that brings it, and return the page."""
    document = bring_in(consultation, text, label, consultation.current_document)
    page = fresh(consultation).get_latest_revision_as_object()
    page.document = document
    page.save_revision(user=by)
    approve(page, by, *approvers)
    return fresh(consultation)
