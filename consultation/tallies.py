"""How many comments and participants: by consultation, by provision. What was taken back counts nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from consultation import states
from consultation.models.comments import ChoiceAnswer, Comment, CommentPlace, Contribution
from consultation.models.consultation_page import ConsultationPage
from consultation.models.documents import DraftDocument
from consultation.structure.addresses import with_those_around


def participants() -> "QuerySet[Contribution]":
    """Return the contributions that say something still: a comment that was not taken back, or a choice."""
    comments = Comment.objects.counted().filter(contribution=OuterRef("pk"))
    return Contribution.objects.filter(
        Exists(comments) | Exists(ChoiceAnswer.objects.filter(contribution=OuterRef("pk")))
    )


def of_consultations(keys: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return how many comments came in for each consultation, how many are public, from how many people; one query."""
    pages = ConsultationPage.objects.filter(pk__in=list(keys)).annotate(
        comments_in=_count(Comment.objects.counted()),
        comments_shown=_count(Comment.objects.public()),
        people=_count(participants()),
    )
    rows = pages.values_list("pk", "comments_in", "comments_shown", "people").order_by()
    return {key: {"comments": came, "public": shown, "participants": people} for key, came, shown, people in rows}


def _count(rows: "QuerySet[Any]") -> Coalesce:
    """Return the number of rows of the consultation of the outer query."""
    of_one = rows.filter(consultation=OuterRef("pk")).order_by().values("consultation")
    return Coalesce(Subquery(of_one.annotate(count=Count("pk")).values("count")), 0)


def by_provision(document: DraftDocument) -> dict[str, int]:
    """Return how many public comments stand at each address or below it, each once; "" is the whole alone."""
    places = CommentPlace.objects.filter(document=document, comment__state__in=states.PUBLIC)
    held: dict[str, set[int]] = defaultdict(set)
    for key, comment in places.filter(comment__question_key=None).values_list("key", "comment"):
        for each in with_those_around(key) or [key]:
            held[each].add(comment)
    return {key: len(comments) for key, comments in held.items()}
