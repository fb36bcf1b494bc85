"""The letter that says what became of a comment: one to each contribution for each page of answers."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from base import outbox
from base.letters import send_letter
from base.models import OutboxMessage

if TYPE_CHECKING:
    from consultation.models import Comment, OutcomePage

OUTCOME = "consultation.outcome"
BATCH = 1_000
# A letter speaks of so many comments; it gives the number of the others.
NAMED = 20
EXCERPT = 160


@transaction.atomic
def tell_contributors(page: "OutcomePage") -> int:
    """Queue the letter of a page for everybody whom it answers and who left an address; return how many.

    In the transaction that publishes the page: either both are written or none. Who was told of the page is not told
    again.
    """
    from consultation import concluding
    from consultation.models import Contribution, OutcomeLetter

    answered = concluding.answered_in(page).values("contribution")
    told = OutcomeLetter.objects.filter(page=page).values("contribution")
    reachable = Contribution.objects.filter(pk__in=answered, contributor__email__gt="").exclude(pk__in=told)
    waiting = list(reachable.order_by("pk").values_list("pk", flat=True))
    now = timezone.now()
    OutcomeLetter.objects.bulk_create(
        (OutcomeLetter(contribution_id=pk, page=page, queued_at=now) for pk in waiting), batch_size=BATCH
    )
    OutboxMessage.objects.bulk_create(
        (OutboxMessage(topic=OUTCOME, payload={"contribution": pk, "page": page.pk}) for pk in waiting),
        batch_size=BATCH,
    )
    return len(waiting)


@outbox.handles(OUTCOME)
def send_outcome(message: OutboxMessage) -> None:
    """Send one letter, as things stand now; who has no address any more, or took everything back, gets none."""
    from consultation.models import Contribution, OutcomePage

    page = OutcomePage.public().filter(pk=message.payload["page"]).first()
    contributions = Contribution.objects.select_related("contributor")
    contribution = contributions.filter(pk=message.payload["contribution"], contributor__email__gt="").first()
    if page is None or contribution is None:
        return
    context = letter_context(page, contribution.pk)
    if context["answers"]:
        send_letter(
            message, contribution.contributor.email, "consultation_answered", context | {"number": contribution.number}
        )


def letter_context(page: "OutcomePage", contribution: int) -> dict[str, Any]:
    """Return what a contribution's letter tells: each of its comments answered in the page, and where to read all."""
    from consultation import concluding
    from consultation.models import OutcomeKind
    from consultation.provisions import Provisions

    consultation = page.consultation
    newest = consultation.current_document
    text = Provisions(newest.pk if newest else None)
    comments = (
        concluding.answered_in(page)
        .filter(contribution=contribution)
        .select_related("reception", "group__reception")
        .prefetch_related("places")
        .order_by("pk")
    )
    found = list(comments[: NAMED + 1])
    return {
        "consultation": consultation,
        "answers": [_answer(comment, newest, text) for comment in found[:NAMED]],
        "others": comments.count() - NAMED if len(found) > NAMED else 0,
        "is_outcome": page.kind == OutcomeKind.OUTCOME,
        "url": settings.PORTAL_BASE_URL + page.address,
    }


def _answer(comment: "Comment", newest: Any, text: Any) -> dict[str, Any]:
    reception = getattr(comment, "reception", None) or comment.group.reception  # type: ignore[union-attr]
    shown = (each for each in comment.places.all() if newest and each.document_id == newest.pk and each.is_main)
    place = next(shown, None)
    where = "toàn văn dự thảo"
    mark = ""
    if place is not None and place.key in text:
        where = text.cited(place.key)
    if place is not None:
        mark = place.mark
    if newest is not None:
        where = f"{where} của bản {newest.ordinal}"
    if comment.question_text:
        where = f"câu hỏi “{comment.question_text}”"
    words = " ".join(comment.content.split())
    return {
        # A comment that may not be shown is not sent around by the portal either.
        "excerpt": (words if len(words) <= EXCERPT else f"{words[:EXCERPT].rstrip()}…") if comment.is_public else "",
        "where": where,
        "mark": mark,
        "kind": reception.get_kind_display().lower(),
        "explanation": reception.explanation,
    }
