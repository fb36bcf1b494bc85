"""Which page publishes a text: the consultation itself, or one of its pages of answers that is not published yet."""

from typing import Any

from django.db import transaction

from base.refusals import Refusal
from consultation import versions
from consultation.models import ConsultationPage, DraftDocument, OutcomePage

NOT_READY = "Cần xác nhận bảng đối chiếu với bản công bố mới nhất trước khi chọn bản này để công bố."
NO_SUCH_PAGE = "Không chọn được trang này. Có thể trang đang chờ duyệt nên bị khóa, hoặc đã công bố."

PublishingPage = ConsultationPage | OutcomePage


def places(document: DraftDocument, user: Any) -> list[PublishingPage]:
    """Return the pages into which the officer may put the text now."""
    consultation = document.consultation
    outcomes = OutcomePage.objects.child_of(consultation).filter(first_published_at=None).order_by("ordinal")
    return [page for page in [consultation, *outcomes] if _may_edit(page, user)]


def choose(document: DraftDocument, page_id: int, user: Any) -> PublishingPage:
    """Put a text into the draft of a page, so that its approval publishes it; return the page.

    Raises:
        Refusal: the text is not ready, or the officer may not change that page now.
    """
    with transaction.atomic():
        document = DraftDocument.objects.select_for_update().get(pk=document.pk)
        if document.ordinal is not None or not versions.may_be_published(document):
            raise Refusal(NOT_READY)
        page = next((page for page in places(document, user) if page.pk == page_id), None)
        if page is None:
            raise Refusal(NO_SUCH_PAGE)
        latest = page.get_latest_revision_as_object()
        latest.document = document
        latest.save_revision(user=user, log_action=True)
    return page


def _may_edit(page: PublishingPage, user: Any) -> bool:
    may = page.permissions_for_user(user)
    return bool(may.can_edit() and not may.page_locked())
