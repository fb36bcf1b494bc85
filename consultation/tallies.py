"""How many comments and participants: by consultation, by provision. What was taken back counts nowhere."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from consultation import states
from consultation.models.comments import ChoiceAnswer, Comment, CommentPlace, Contribution
from consultation.models.documents import DraftDocument
from consultation.naming import lineage


def participants() -> "QuerySet[Contribution]":
    """Return the contributions that say something still: a comment that was not taken back, or a choice."""
    comments = Comment.objects.counted().filter(contribution=OuterRef("pk"))
    return Contribution.objects.filter(
        Exists(comments) | Exists(ChoiceAnswer.objects.filter(contribution=OuterRef("pk")))
    )


def of_consultations(keys: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return how many comments came in for each consultation, how many of them are public, and from how many people."""
    wanted = list(keys)
    found: dict[int, dict[str, int]] = {key: {"comments": 0, "public": 0, "participants": 0} for key in wanted}
    counted = Comment.objects.counted().filter(consultation__in=wanted).values("consultation")
    public = Count("pk", filter=Q(state__in=states.PUBLIC))
    for row in counted.annotate(comments=Count("pk"), public=public).order_by():
        found[row["consultation"]] |= {"comments": row["comments"], "public": row["public"]}
    people = participants().filter(consultation__in=wanted).values_list("consultation")
    for key, count in people.annotate(Count("pk")).order_by():
        found[key]["participants"] = count
    return found


def by_provision(document: DraftDocument) -> dict[str, int]:
    """Return how many public comments stand at each address or below it, each once; "" is the whole alone."""
    places = CommentPlace.objects.filter(document=document, comment__state__in=states.PUBLIC)
    held: dict[str, set[int]] = defaultdict(set)
    for key, comment in places.filter(comment__question_key=None).values_list("key", "comment"):
        for each in lineage(key) or [key]:
            held[each].add(comment)
    return {key: len(comments) for key, comments in held.items()}
