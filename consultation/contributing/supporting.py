"""Supporting what somebody else said: the comment once more, the picture, and the count."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from base import limits, visitors
from base.last_look import CheckForm
from base.public_posts import public_post
from consultation import procedure
from consultation.citing import cite
from consultation.models import Comment
from consultation.procedure.supporting import NOT_OPEN
from consultation.states import Progress

UNKNOWN = "Hệ thống chưa nhận được lượt ủng hộ từ mạng ông/bà đang dùng. Xin thử bằng mạng khác."


@public_post
@require_POST
def support(request: HttpRequest) -> HttpResponse:
    """Show the comment with the picture, then count the visitor once."""
    sends = request.POST.get("stage") == "check"
    if wait := limits.seconds_to_wait(request, "asking" if sends else "writing"):
        return limits.too_many(request, wait)
    comment = _comment(request.POST.get("comment", ""))
    if comment.consultation.progress() != Progress.OPEN:
        return _show(request, comment, said=NOT_OPEN)
    if not sends:
        return _show(request, comment, CheckForm())
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _show(request, comment, form)
    visitor = visitor_of(request, comment)
    if visitor is None:
        return _show(request, comment, said=UNKNOWN)
    try:
        is_first = procedure.support(comment, visitor=visitor)
    except procedure.Refusal as refusal:
        return _show(request, comment, said=str(refusal))
    comment.refresh_from_db(fields=["supports_count"])
    return _show(request, comment, is_done=True, is_first=is_first)


def visitor_of(request: HttpRequest, comment: Comment) -> str | None:
    """Return a digest of the visitor that is another one in every consultation: nobody is followed through them."""
    keys = visitors.keys_of(request, f"support {comment.consultation_id}")
    return keys[0] if keys else None


def _comment(pk: str) -> Comment:
    """Return a comment that a stranger may read. Raise Http404 for any other."""
    found = None
    if pk.isascii() and pk.isdigit() and len(pk) < 19:
        shown = Comment.objects.public().filter(consultation__live=True)
        found = shown.select_related("consultation", "contribution").filter(pk=int(pk)).first()
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, comment: Comment, form: CheckForm | None = None, **said: Any) -> HttpResponse:
    about = comment.question_text or cite([(comment.document_id, comment.key)]).get(
        (comment.document_id or 0, comment.key), ""
    )
    context = said | {"comment": comment, "consultation": comment.consultation, "about": about, "form": form}
    return render(request, "consultation/support_page.html", context)
