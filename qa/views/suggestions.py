"""Answers that may already help: while somebody types a question, and once it is written."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from base import limits
from base.broken_text import is_broken
from base.public_posts import public_post
from qa.models import AskDraft
from search import finding, usage
from search.engines import EngineUnavailable
from search.models import Place

SHOWN_ANSWERS = 5
# A longer question tells a story, with somebody in it: of it the title alone is logged.
LONGEST_LOGGED = 300


@public_post
@require_POST
@limits.limited("suggesting", refusal=limits.no_items)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Return answers that may already help, with their first lines, for the text typed so far."""
    if request.content_type == "multipart/form-data":
        return JsonResponse({"items": []}, status=400)  # its body has been read at the door
    try:
        text = json.loads(request.body).get("text", "")
    except (ValueError, AttributeError, RecursionError):
        return JsonResponse({"items": []}, status=400)
    if not isinstance(text, str) or is_broken(text):
        return JsonResponse({"items": []}, status=400)
    cards = finding.similar(text[:2000], SHOWN_ANSWERS)
    return JsonResponse({"items": [{name: card[name] for name in ("title", "url", "lines")} for card in cards]})


def find_like(draft: AskDraft) -> list[dict[str, Any]]:
    """Return answers to a like question, and log once for each draft what was shown, however often it is changed."""
    question = draft.data["question"]
    text = f"{question['title']} {question['content']}"
    try:
        like = finding.find_similar(text[:2000], SHOWN_ANSWERS)
    except EngineUnavailable:
        return []
    if draft.data.get("log"):
        usage.shown_again(draft.data["log"], found=like.total, shown=like.shown)
    else:
        draft.data["log"] = usage.record(
            Place.ASK,
            text if len(text) <= LONGEST_LOGGED else question["title"],
            policy_field=question["policy_field"],
            found=like.total,
            shown=like.shown,
            engine=like.engine,
            took_ms=like.took_ms,
        )
    return like.cards
