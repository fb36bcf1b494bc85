"""Public comments as lists: of one provision, of the whole, of a question, or all; paged by key."""

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from base.paging import key_page
from consultation.comparing.keys import WHOLE
from consultation.models.comments import Comment, CommentPlace
from consultation.models.consultation_page import ConsultationPage
from consultation.models.documents import KEY_LENGTH, DraftDocument
from consultation.naming import WHOLE_PARAMETER, names, within
from consultation.records import published_reception
from consultation.structure.addresses import with_those_around

PAGE_SIZE = 20
PROVISION, VERSION, QUESTION, ORDER = "dieu", "ban", "cau-hoi", "xep"
MOST_SUPPORTED = "ung-ho"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader asks for: the address of a provision (None: all), a question, and the order."""

    key: str | None
    question: uuid.UUID | None
    most_supported: bool

    @classmethod
    def read(cls, query: QueryDict) -> "Choice":
        given = query.get(PROVISION, "")[:KEY_LENGTH]
        key = WHOLE if given == WHOLE_PARAMETER else given or None
        try:
            question = uuid.UUID(query.get(QUESTION, "")) if query.get(QUESTION) else None
        except ValueError:
            question = None
        return cls(key, question, query.get(ORDER) == MOST_SUPPORTED)

    @property
    def parameters(self) -> dict[str, str]:
        found = {}
        if self.key is not None:
            found[PROVISION] = self.key or WHOLE_PARAMETER
        if self.question:
            found[QUESTION] = str(self.question)
        if self.most_supported:
            found[ORDER] = MOST_SUPPORTED
        return found


def rows(consultation: ConsultationPage) -> "QuerySet[Comment]":
    """Return the public comments with all that is shown of them, in one query."""
    public = Comment.objects.public().filter(consultation=consultation)
    return public.select_related("contribution", "document", "reception", "group__reception")


def chosen(consultation: ConsultationPage, document: DraftDocument | None, choice: Choice) -> "QuerySet[Comment]":
    """Return the public comments that were asked for, as they stand in a version."""
    found = rows(consultation)
    if choice.question:
        return found.filter(question_key=choice.question)
    if choice.key is None or document is None:
        return found
    here = Q(key=choice.key)
    if choice.key:
        here |= Q(key__startswith=f"{choice.key}/")
    places = CommentPlace.objects.filter(here, document=document, comment=OuterRef("pk"))
    return found.filter(Exists(places), question_key=None)


def listed(
    consultation: ConsultationPage, document: DraftDocument | None, choice: Choice, query: QueryDict
) -> dict[str, Any]:
    """Return a page of the list with the addresses of the pages beside it."""
    column = "supports_count" if choice.most_supported else "id"
    found = key_page(chosen(consultation, document, choice), column, query, PAGE_SIZE, numbers=True)
    return {
        "comments": shown(found.rows, document, choice.key or ""),
        "next_url": _beside(document, choice, found.older),
        "previous_url": _beside(document, choice, found.newer),
        "is_first": found.is_first,
    }


def shown(comments: list[Comment], document: DraftDocument | None, key: str = "") -> list[dict[str, Any]]:
    """Return what a page shows of comments: where they stand in the version, and what became of them; two queries.

    Of several places that within `key` is told, else the main one.
    """
    at: dict[int, CommentPlace] = {}
    if document is not None:
        places = CommentPlace.objects.filter(document=document, comment__in=comments)
        for place in sorted(places, key=lambda place: (key in with_those_around(place.key), place.is_main)):
            at[place.comment_id] = place
    called = names(document, {place.key for place in at.values()})
    return [_shown(comment, at.get(comment.pk), called) for comment in comments]


def _shown(comment: Comment, place: CommentPlace | None, called: dict[str, str]) -> dict[str, Any]:
    contribution = comment.contribution
    return {
        "pk": comment.pk,
        "content": comment.content,
        "shown_as": contribution.shown_as,
        "contributor_type": contribution.get_contributor_type_display(),
        "submitted_at": comment.submitted_at,
        "edited_at": comment.edited_at,
        "late": contribution.late,
        "channel": contribution.get_channel_display(),
        "supports_count": comment.supports_count,
        "question": comment.question_text,
        "place": within(called.get(place.key, "")) if place and not comment.question_key else "",
        "place_key": place.key if place else "",
        "mark": place.mark if place else "",
        "reception": published_reception(comment),
    }


def _beside(document: DraftDocument | None, choice: Choice, key: dict[str, str]) -> str:
    if not key:
        return ""
    version = {VERSION: str(document.ordinal)} if document is not None else {}
    return f"?{urlencode(choice.parameters | version | key)}"
