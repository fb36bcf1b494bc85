"""The section “Hồ sơ” of the admin: queues, a case, and the verbs as buttons."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from base.alphabet import alphabetical
from casework import actions, deadlines, permissions, procedure, queues
from casework.forms import VERB_FORMS
from casework.models import Case
from casework.models.case import CaseQuerySet
from casework.receipts import receipt
from casework.states import Verb
from ministry.models import PolicyField, Unit

PAGE_SIZE = 30


def _officers_only(request: HttpRequest) -> None:
    if not permissions.may_enter(request.user):
        raise PermissionDenied


def case_for(request: HttpRequest, number: str) -> Case:
    """Return the case, or 404 for whoever may not see it: another unit's officer does not learn that it exists."""
    _officers_only(request)
    case = (
        Case.objects.seen_by(request.user)
        .select_related("sender__province", "sender__consent_text", "policy_field", "unit", "handler", "transferred_to")
        .filter(number=number)
        .first()
    )
    if case is None:
        raise Http404
    return case


@require_safe
def case_list(request: HttpRequest, queue: str = "") -> HttpResponse:
    _officers_only(request)
    mine = queues.queues_for(request.user)
    chosen = next((each for each in mine if each.name == queue), None) if queue else mine[0]
    if chosen is None:
        raise Http404
    cases = _filtered(chosen.cases(Case.objects.seen_by(request.user), request.user), request)
    rows = list(cases.select_related("policy_field", "unit", "handler", "sender__province")[: PAGE_SIZE + 1])
    kept = {name: request.GET[name] for name in ("q", "linh-vuc", "don-vi", "loai") if request.GET.get(name)}
    last = rows[PAGE_SIZE - 1] if len(rows) > PAGE_SIZE else None
    context = {
        "queues": mine,
        "counts": queues.counts(request.user),
        "queue": chosen,
        "cases": rows[:PAGE_SIZE],
        "next_url": f"?{urlencode(kept | {'sau': last.number})}" if last else "",
        "fields": alphabetical(PolicyField.objects.all()),
        "units": alphabetical(Unit.objects.all()),
        "chosen": request.GET,
        "chosen_field": request.GET.get("linh-vuc", ""),
        "chosen_unit": request.GET.get("don-vi", ""),
    }
    return TemplateResponse(request, "casework/admin/case_list.html", context)


def _filtered(cases: CaseQuerySet, request: HttpRequest) -> CaseQuerySet:
    get = request.GET.get
    if text := get("q", "").strip()[:200]:
        cases = cases.filter(Q(number__icontains=text) | Q(title__icontains=text))
    if field := get("linh-vuc"):
        cases = cases.filter(policy_field__slug=field)
    if unit := get("don-vi"):
        cases = cases.filter(unit__code=unit)
    if kind := get("loai"):
        cases = cases.filter(kind=kind)
    after = Case.objects.seen_by(request.user).filter(number=get("sau", "")).first() if get("sau") else None
    if after:
        older = Q(submitted_at__lt=after.submitted_at)
        cases = cases.filter(older | Q(submitted_at=after.submitted_at, pk__lt=after.pk))
    return cases.order_by("-submitted_at", "-pk")


@require_safe
def case_detail(request: HttpRequest, number: str) -> HttpResponse:
    return _show(request, case_for(request, number))


@require_http_methods(["GET", "HEAD", "POST"])
def case_verb(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Show the form of a verb, or use the verb."""
    case = case_for(request, number)
    if verb not in Verb.values or Verb(verb) not in VERB_FORMS:
        raise Http404
    wanted = Verb(verb)
    form_class = VERB_FORMS[wanted]
    if request.method != "POST":
        if permissions.may(request.user, wanted, case):
            return _show(request, case, wanted, form_class(case=case))
        messages.error(request, f"Hiện ông/bà không thể “{wanted.label}” hồ sơ {case.number}.")
        return redirect("casework:case", case.number)
    form = form_class(request.POST, case=case)
    if not form.is_valid():
        return _show(request, case, wanted, form)
    try:
        getattr(procedure, verb)(case, request.user, **form.arguments())
    except procedure.Refusal as refusal:
        messages.error(request, str(refusal))
        return _show(request, case, wanted, form)
    if wanted is Verb.CHANGE_SECRET and not case.sender.email:
        # No letter can bring it: the officer prints it and hands it over, and nobody of the ministry sees it again.
        return TemplateResponse(
            request, "casework/admin/receipt.html", receipt(case), headers={"Cache-Control": "no-store, private"}
        )
    messages.success(request, f"{wanted.label}: đã ghi vào hồ sơ {case.number}.")
    if wanted in procedure.TOLD_BY_LETTER and not case.sender.email:
        messages.warning(request, "Người gửi không để lại thư điện tử nên không có thư báo. Xin gọi điện báo tin.")
    still_mine = Case.objects.seen_by(request.user).filter(pk=case.pk).exists()
    return redirect("casework:case", case.number) if still_mine else redirect("casework:desk")


@require_POST
def case_action(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Run an action that another app offers on a case."""
    case = case_for(request, number)
    action = actions.get(name)
    if action is None or not action.is_offered(request.user, case):
        raise PermissionDenied
    return redirect(action.run(request.user, case))


def _show(request: HttpRequest, case: Case, verb: Verb | None = None, form: Any = None) -> HttpResponse:
    counted = deadlines.due(case)
    context = {
        "case": case,
        "sender": case.sender,
        "events": case.events.select_related("actor", "unit"),
        "pages": [
            {"page": link.page, "workflow": link.page.current_workflow_state}
            for link in case.page_links.select_related("page")
        ],
        "answers": case.answers.all(),
        "files": case.files.all(),
        "due_explained": counted.explained_to_officers if counted else "",
        "verbs": [each for each in VERB_FORMS if permissions.may(request.user, each, case)],
        "actions": actions.offered(request.user, case),
        "verb": verb,
        "form": form,
    }
    return TemplateResponse(request, "casework/admin/case.html", context)
