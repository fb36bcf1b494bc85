"""A requirement on the officer's screen: what is asked, how far it is, its history, and the verbs as buttons."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from base.refusals import Refusal
from inspection import permissions, procedure
from inspection.admin.verb_forms import VERB_FORMS, VerbForm
from inspection.models import ConclusionRequirement
from inspection.notices import ADDRESS
from inspection.states import FollowUpVerb

TEMPLATE = "inspection/admin/requirement.html"


def context_of(
    requirement: ConclusionRequirement, user: Any, verb: FollowUpVerb | None = None, form: VerbForm | None = None
) -> dict[str, Any]:
    """Return what inspection/admin/requirement.html shows; with `form`, the verb that is being used."""
    return {
        "requirement": requirement,
        "page": requirement.page,
        "events": requirement.events.select_related("by"),
        "verbs": [each for each in VERB_FORMS if permissions.may(user, each, requirement)],
        "may_edit": permissions.may(user, FollowUpVerb.EDIT, requirement),
        "may_delete": permissions.may_delete(user, requirement),
        "verb": verb,
        "form": form,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def use_verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Show the form of a verb, or use the verb; an officer of another unit does not learn that the requirement is."""
    seen = permissions.requirements_seen_by(request.user, ConclusionRequirement.objects.select_related("page__unit"))
    requirement = seen.filter(pk=pk).first() if permissions.may_enter(request.user) else None
    if requirement is None or verb not in FollowUpVerb.values or FollowUpVerb(verb) not in VERB_FORMS:
        raise Http404
    wanted = FollowUpVerb(verb)
    form_class = VERB_FORMS[wanted]
    if request.method != "POST":
        if permissions.may(request.user, wanted, requirement):
            return _show(request, requirement, wanted, form_class(requirement=requirement))
        messages.error(request, f"Hiện ông/bà không thể “{wanted.label}” ở yêu cầu này.")
        return redirect(reverse(ADDRESS, args=[requirement.pk]))
    form = form_class(request.POST, requirement=requirement)
    if not form.is_valid():
        return _show(request, requirement, wanted, form)
    try:
        getattr(procedure, wanted.value)(requirement, request.user, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _show(request, requirement, wanted, form)
    messages.success(request, f"{wanted.label}: đã ghi.")
    return redirect(reverse(ADDRESS, args=[requirement.pk]))


def _show(request: HttpRequest, requirement: ConclusionRequirement, verb: FollowUpVerb, form: VerbForm) -> HttpResponse:
    return TemplateResponse(request, TEMPLATE, context_of(requirement, request.user, verb, form))
