"""A consultation and its comments as the public may have them, for pages, the API and files: nothing else leaves.

What is personal is in `Contributor`, which nothing here reads.
"""

from typing import Any

from django.conf import settings
from django.utils import timezone

from consultation.deadlines import closes_on
from consultation.models.comments import Comment
from consultation.models.consultation_page import ConsultationPage
from consultation.models.consultation_parts import DocumentRole
from consultation.models.receptions import Reception


def consultation_summary(page: ConsultationPage, counts: dict[str, int]) -> dict[str, Any]:
    """Return what a list shows of a consultation, for programs."""
    return {
        "number": page.number,
        "url": settings.PORTAL_BASE_URL + page.address,
        "title": page.title,
        "stage": page.stage,
        "document_kind": page.document_kind,
        "progress": page.progress().value,
        "unit_name": page.unit.name,
        "field_name": page.field.name,
        "summary": page.summary,
        "starts_on": page.starts_on,
        "closes_on": closes_on(page),
        "concluded_on": page.concluded_on,
        "comments": counts["comments"],
        "public_comments": counts["public"],
        "participants": counts["participants"],
    }


def comment_record(comment: Comment) -> dict[str, Any]:
    """Return a public comment; its contribution, its reception and its group's are at hand (`opinions.rows`)."""
    contribution = comment.contribution
    return {
        "id": comment.pk,
        "document": comment.document.ordinal if comment.document else None,
        "provision": comment.key,
        "question": comment.question_text,
        "content": comment.content,
        "shown_as": contribution.shown_as,
        "contributor_type": contribution.contributor_type,
        "channel": contribution.channel,
        "submitted_on": timezone.localdate(comment.submitted_at),
        "edited_on": timezone.localdate(comment.edited_at) if comment.edited_at else None,
        "late": contribution.late,
        "supports": comment.supports_count,
        "reception": reception_record(published_reception(comment)),
    }


def reception_record(reception: Reception | None) -> dict[str, Any] | None:
    if reception is None:
        return None
    return {
        "kind": reception.kind,
        "kind_label": reception.get_kind_display(),
        "explanation": reception.explanation,
        "as_group": reception.group.title if reception.group else "",
    }


def published_reception(comment: Comment) -> Reception | None:
    """Return what the ministry has answered to the comment, or to its group, once that is public."""
    answers = (getattr(comment, "reception", None), getattr(comment.group, "reception", None))
    return next((found for found in answers if found is not None and found.published_at is not None), None)


def files_of(page: ConsultationPage) -> list[dict[str, Any]]:
    """Return the dossier, in the order of its slots."""
    order = {role: place for place, (role, _) in enumerate(DocumentRole.choices)}
    rows = sorted(page.dossier.select_related("document"), key=lambda row: order[row.role])
    return [
        {
            "role": row.role,
            "role_label": row.get_role_display(),
            "title": row.document.title,
            "url": settings.PORTAL_BASE_URL + row.document.url,
            "type": row.document.file_extension.upper(),
            "size": row.document.get_file_size(),  # bytes
        }
        for row in rows
    ]
