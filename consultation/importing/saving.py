"""An import becomes a document, and goes back to being one: nothing that the public has read is ever touched."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from base.refusals import Refusal
from consultation import lineage, versions
from consultation.importing.corrections import reading
from consultation.models import ConsultationPage, DraftDocument, DraftImport, OutcomePage
from consultation.structure.nodes import Level
from ministry.models import User

NO_ARTICLE = "Không còn điều nào để lưu. Xin xem lại các dòng đã bỏ."
LINE_CHANGED = "Văn bản vừa được sửa ở một cửa sổ khác. Xin xem lại trước khi lưu."
PUBLISHED = "Bản này đã công bố nên giữ nguyên mãi mãi. Muốn sửa, xin nhập một bản mới."
CHOSEN = "Trang “{page}” đang chọn bản này để công bố. Xin chọn bản khác ở trang đó trước."
FOLLOWED = "Bản “{label}” được đối chiếu với bản này. Xin xóa bản đó trước."
COMMENTED = "Đã có góp ý gắn với bản này nên không xóa được."
CHANGES_TOO_FAST = "Bản công bố mới nhất vừa thay đổi. Xin bấm lưu lần nữa."


def save(draft: DraftImport, last: str, by: User | None) -> DraftDocument:
    """Return the document that an import makes, compared with the newest published one; twice is as once.

    `last` is the last correction that the drafter saw. Reading and comparing are done before the transaction is opened.

    Raises:
        Refusal: there is no article, or what is there is not what the drafter saw.
    """
    draft.refresh_from_db()
    if draft.document is not None:
        return draft.document
    now = reading(draft)
    if now.last != last:
        raise Refusal(LINE_CHANGED)
    tree = now.document()
    if not any(node.level is Level.ARTICLE for node in tree.walk()):
        raise Refusal(NO_ARTICLE)
    previous = versions.newest_published(draft.consultation_id)
    links = lineage.proposed(previous, tree) if previous else []
    with transaction.atomic():
        again = DraftImport.objects.select_for_update().get(pk=draft.pk)
        if again.document is not None:
            return again.document
        if again.corrections != draft.corrections:
            raise Refusal(LINE_CHANGED)
        if versions.newest_published(draft.consultation_id) != previous:
            raise Refusal(CHANGES_TOO_FAST)
        document = DraftDocument(
            consultation_id=draft.consultation_id, label=draft.label, previous=previous, made_by=by
        )
        versions.keep(document, tree, links)
        DraftImport.objects.filter(pk=draft.pk).update(document=document)
    return document


def why_not_deleted(document: DraftDocument) -> str:
    """Return why a document stays, in Vietnamese; "" when it may go."""
    if document.ordinal is not None:
        return PUBLISHED
    if document.comments.exists():
        return COMMENTED
    follower = document.followers.first()
    if follower is not None:
        return FOLLOWED.format(label=follower.label)
    page = next(iter(_pages_that_chose(document)), None)
    return CHOSEN.format(page=page.get_admin_display_title()) if page else ""


def delete(document: DraftDocument) -> None:
    """Take a document that nobody has read away; its import is there again, to be corrected. Raise Refusal."""
    with transaction.atomic():
        document = DraftDocument.objects.select_for_update().get(pk=document.pk)
        if said := why_not_deleted(document):
            raise Refusal(said)
        document.delete()


def _pages_that_chose(document: DraftDocument) -> Iterable[Any]:
    consultation = document.consultation
    pages: list[ConsultationPage | OutcomePage] = [
        consultation,
        *OutcomePage.objects.child_of(consultation).order_by("pk"),
    ]
    return (
        page
        for page in pages
        if page.document_id == document.pk or page.get_latest_revision_as_object().document_id == document.pk
    )


def open_imports(consultation: ConsultationPage) -> Any:
    """Return the imports of a consultation that are not saved yet, the newest first; without their lines."""
    return consultation.imports.filter(document=None).select_related("made_by").defer("lines", "corrections")
