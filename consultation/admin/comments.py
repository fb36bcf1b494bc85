"""The comments of one consultation, narrowed by state, provision and kind of contributor; and one comment alone."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from casework.models import SenderType
from consultation import permissions, states
from consultation.admin import sections
from consultation.admin.forms import HideForm
from consultation.admin.listing import consultation_for
from consultation.citing import WHOLE_NAME, cite
from consultation.models import Channel, Comment, CommentPlace, ConsultationPage
from consultation.models.comments import CommentQuerySet
from consultation.states import CommentState, CommentVerb

PAGE_SIZE = 50
QUEUE = "cho-xem"
FILTERS = ("trang-thai", "dieu", "chu-the", "den-bang")


@require_safe
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the desk of one consultation; who waits longest stands first."""
    consultation = consultation_for(request, pk, permissions.may_see_comments)
    return show(request, consultation)


def show(request: HttpRequest, consultation: ConsultationPage, form: HideForm | None = None) -> HttpResponse:
    """Show the desk; `form` is that of hiding many at once when it was refused, with the marks that were made."""
    query = request.GET
    queue = query.get("trang-thai", QUEUE)
    found = _filtered(consultation, query)
    oldest_first = queue == QUEUE
    after = query.get("sau", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        found = found.filter(pk__gt=int(after)) if oldest_first else found.filter(pk__lt=int(after))
    marked = request.POST.getlist("comment") if form else []
    rows = list(found.select_related("contribution").order_by("pk" if oldest_first else "-pk")[: PAGE_SIZE + 1])
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    places = _places(consultation)
    names = cite([*((row.document_id, row.key) for row in rows), *places])
    kept = {name: query[name] for name in FILTERS if query.get(name)}
    context = {
        "consultation": consultation,
        "links": sections.offered(request.user, consultation),
        "route": "consultation_desk:comments",
        "rows": [{"comment": row, "about": about(row, names), "is_marked": str(row.pk) in marked} for row in rows],
        "queues": _queues(consultation, queue),
        "queue": queue,
        "provisions": [(key, names[document, key]) for document, key in places],
        "kinds": SenderType.choices,
        "channels": Channel.choices,
        "chosen": kept,
        "chosen_provision": kept.get("dieu", ""),
        "chosen_kind": kept.get("chu-the", ""),
        "chosen_channel": kept.get("den-bang", ""),
        "next_url": f"?{urlencode(kept | {'sau': str(rows[-1].pk)})}" if more else "",
        "back": urlencode(kept),
        "may_moderate": permissions.may_moderate(request.user, consultation),
        "form": form or HideForm(),
    }
    return TemplateResponse(request, "consultation/admin/comments.html", context)


@require_safe
def one(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """Show one comment with who sent it, what else came with it, and its history."""
    consultation = consultation_for(request, pk, permissions.may_see_comments)
    return show_one(request, comment_of(consultation, comment))


def show_one(request: HttpRequest, comment: Comment, form: HideForm | None = None) -> HttpResponse:
    contribution, consultation = comment.contribution, comment.consultation
    others = list(contribution.comments.exclude(pk=comment.pk).order_by("pk")[:PAGE_SIZE])
    names = cite((row.document_id, row.key) for row in (comment, *others))
    may = permissions.may_moderate(request.user, consultation)
    context = {
        "comment": comment,
        "about": about(comment, names),
        "contribution": contribution,
        "contributor": contribution.contributor,
        "consultation": consultation,
        "links": sections.offered(request.user, consultation),
        "others": [{"comment": row, "about": about(row, names)} for row in others],
        "choices": contribution.choices.order_by("pk"),
        "files": contribution.files.all(),
        "events": comment.events.select_related("actor"),
        "may_show": may and comment.state in states.MOVES[CommentVerb.SHOW].sources,
        "may_hide": may and comment.state in states.MOVES[CommentVerb.HIDE].sources,
        "form": form or HideForm(),
    }
    return TemplateResponse(request, "consultation/admin/comment.html", context)


def comment_of(consultation: ConsultationPage, pk: int) -> Comment:
    """Return a comment of the consultation. Raise Http404 for another's."""
    found = Comment.objects.filter(consultation=consultation, pk=pk).select_related(
        "contribution__contributor__consent_text", "contribution__province", "contribution__keyed_in_by", "document"
    )
    comment = found.first()
    if comment is None:
        raise Http404
    comment.consultation = consultation
    return comment


def about(comment: Comment, names: dict[tuple[int, str], str]) -> str:
    """Return what a comment is about: the question it answers, or its provision."""
    return comment.question_text or names.get((comment.document_id or 0, comment.key), WHOLE_NAME)


def _filtered(consultation: ConsultationPage, query: QueryDict) -> CommentQuerySet:
    found = Comment.objects.filter(consultation=consultation)
    queue, key = query.get("trang-thai", QUEUE), query.get("dieu", "")
    if queue == QUEUE:
        found = found.to_look_at()
    elif queue in CommentState.values:
        found = found.filter(state=queue)
    if key:
        here = CommentPlace.objects.filter(
            Q(key=key) | Q(key__startswith=f"{key}/"), comment__consultation=consultation
        )
        found = found.filter(pk__in=here.values("comment"))
    if query.get("chu-the") in SenderType.values:
        found = found.filter(contribution__contributor_type=query["chu-the"])
    if query.get("den-bang") in Channel.values:
        found = found.filter(contribution__channel=query["den-bang"])
    return found


def _queues(consultation: ConsultationPage, chosen: str) -> list[dict[str, Any]]:
    """Return the states with how many comments are in each; one query."""
    rows = Comment.objects.filter(consultation=consultation).values_list("state").annotate(count=Count("pk"))
    counts = dict(rows.order_by())
    made = [(QUEUE, "Cần xem", sum(counts.get(state, 0) for state in states.TO_LOOK_AT))]
    made += [(state.value, state.label, counts.get(state.value, 0)) for state in CommentState]
    made.append(("tat-ca", "Tất cả", sum(counts.values())))
    return [{"name": name, "label": label, "count": count} for name, label, count in made]


def _places(consultation: ConsultationPage) -> list[tuple[int, str]]:
    """Return the articles that comments stand on in the newest text, in its order."""
    document = consultation.current_document
    if document is None:
        return []
    keys = CommentPlace.objects.filter(document=document).exclude(key="").values_list("key", flat=True).distinct()
    articles = {key for each in keys for key in [_article(each)]}
    order = dict(document.nodes.filter(key__in=articles).values_list("key", "order"))
    return [(document.pk, key) for key in sorted(articles & order.keys(), key=lambda key: order[key])]


def _article(key: str) -> str:
    """Return the address of the article that a provision stands in; its own when it is wider."""
    parts = key.split("/")
    end = next((place for place, part in enumerate(parts, 1) if part.startswith("dieu-")), len(parts))
    return "/".join(parts[:end])
