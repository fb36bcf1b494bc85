"""The pages that make answers public: which answers stand in them, what stands in the way, the table as a draft."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from base.refusals import Refusal
from consultation import concluding, table_files
from consultation.admin.receptions_common import around, consultation_for, numbers
from consultation.models import ConsultationPage, OutcomeKind, OutcomePage, Reception
from consultation.procedure.put_into import put_into, take_out
from consultation.table import Table

MOST_SHOWN = 200


@require_safe
def pages(request: HttpRequest, above: int) -> HttpResponse:
    """Show the pages of answers of a consultation, and how many answers no page has yet."""
    consultation = consultation_for(request, above)
    found = consultation.outcomes().annotate(count=Count("receptions"))
    context = around(request, consultation, "pages") | {
        "pages": list(found),
        "left": concluding.left(consultation).filter(page=None).count(),
        "unanswered": concluding.unanswered(consultation).count(),
    }
    return TemplateResponse(request, "consultation/admin/reception_pages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, above: int, ordinal: int) -> HttpResponse:
    """Show what stands in one page; put answers in, or take them out."""
    consultation = consultation_for(request, above)
    outcome = _page(consultation, ordinal)
    if request.method == "POST":
        ids = numbers(request.POST.getlist("r"))
        chosen = Reception.objects.filter(pk__in=ids)
        if request.POST.get("viec") == "tat-ca":
            chosen = concluding.left(consultation).filter(page=None)
        try:
            if request.POST.get("viec") == "ra":
                messages.success(request, f"Đã đưa {take_out(outcome, request.user, chosen)} câu trả lời ra.")
            else:
                messages.success(request, f"Đã đưa {put_into(outcome, request.user, chosen)} câu trả lời vào trang.")
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)
    obstacles = [] if outcome.live else concluding.obstacles(outcome, outcome.kind, outcome.document)
    waiting = _shown(concluding.left(consultation).filter(page=None))
    context = around(request, consultation, "pages") | {
        "page": outcome,
        "is_outcome": outcome.kind == OutcomeKind.OUTCOME,
        "inside": _shown(outcome.receptions.all()),
        "inside_count": outcome.receptions.count(),
        "waiting": waiting,
        "waiting_count": concluding.left(consultation).filter(page=None).count(),
        "obstacles": obstacles,
        "may_change": not outcome.workflow_in_progress and outcome.first_published_at is None,
    }
    return TemplateResponse(request, "consultation/admin/reception_page.html", context)


@require_safe
def table_docx(request: HttpRequest, above: int, ordinal: int) -> HttpResponse:
    """Give the table as it stands now, unanswered comments among its rows, as a paper."""
    return _file(request, above, ordinal, table_files.docx)


@require_safe
def table_xlsx(request: HttpRequest, above: int, ordinal: int) -> HttpResponse:
    """Give the table as it stands now for a spreadsheet."""
    return _file(request, above, ordinal, table_files.xlsx)


def _file(request: HttpRequest, above: int, ordinal: int, make: Callable[[Table], HttpResponse]) -> HttpResponse:
    outcome = _page(consultation_for(request, above), ordinal)
    return make(Table(outcome, draft=not outcome.live))


def _page(consultation: ConsultationPage, ordinal: int) -> OutcomePage:
    found = consultation.outcomes().filter(ordinal=ordinal).first()
    if found is None:
        raise Http404
    return found


def _shown(receptions: "QuerySet[Reception]") -> list[Reception]:
    return list(receptions.select_related("comment", "group").order_by("-answered_at", "-pk")[:MOST_SHOWN])
