"""Why comments are not public: the counts by reason, for everybody to read."""

from django.db.models import Count

from consultation.models import Comment, ConsultationPage, HideReason
from consultation.states import CommentState


def counts(consultation: ConsultationPage) -> list[tuple[str, int]]:
    """Return the reasons for which comments of a consultation are hidden now, with how many, most first; one query."""
    rows = (
        Comment.objects.filter(consultation=consultation, state=CommentState.HIDDEN)
        .values_list("hide_reason")
        .annotate(count=Count("pk"))
        .order_by("-count", "hide_reason")
    )
    return [(HideReason(reason).label, count) for reason, count in rows if reason in HideReason.values]
