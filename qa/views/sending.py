"""The last stage of asking: the case is opened, once, and the receipt is shown."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from base.last_look import CheckForm, judged
from casework import procedure
from casework.models import Case, ConsentText
from casework.receipts import receipt
from qa.forms import DetailsForm, QuestionForm
from qa.models import AskDraft
from qa.models.drafts import LIFETIME
from qa.views.stages import expired, show, show_check, show_details

EDITS = ("edit-question", "edit-details", "back")


def take_check(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Open the case. The draft's row is locked, so a form posted twice, even at once, opens one case."""
    go = request.POST.get("go")
    fault: Exception | None = None
    with transaction.atomic():
        draft = AskDraft.objects.select_for_update().filter(pk=token).first()
        # A secret that was changed is not shown by the old form: whoever holds that form may be why it was changed.
        known = Case.objects.filter(token=token, submitted_at__gt=timezone.now() - LIFETIME, secret_version=1).first()
        if known is not None:
            return _receipt(request, known)
        if draft is None or draft.created_at <= timezone.now() - LIFETIME:
            return expired(request)
        form = _judged(request, draft)
        if go == "edit-question":
            return show(request, "question", QuestionForm(draft.data["question"]), draft.token)
        if go in EDITS:
            return show_details(request, draft, DetailsForm(draft.data.get("details", {})))
        question, details = QuestionForm(draft.data.get("question", {})), DetailsForm(draft.data.get("details", {}))
        if not question.is_valid():
            return show(request, "question", question, draft.token)
        if not details.is_valid():
            return show_details(request, draft, details)
        if not form.is_valid():
            return show_check(request, draft, form)
        try:
            with transaction.atomic():
                case = _submit(draft, question.cleaned_data, details.cleaned_data)
                draft.delete()
        except Exception as error:
            fault = error
    if fault is not None:
        raise fault  # after the commit: a rollback would revive the captcha that was used and forget who solved it
    return _receipt(request, case)


def _judged(request: HttpRequest, draft: AskDraft) -> CheckForm:
    def remember() -> None:
        draft.data["solved"] = True
        draft.save(update_fields=["data"])

    return judged(request, solved=bool(draft.data.get("solved")), remember=remember)


def _submit(draft: AskDraft, question: dict[str, Any], details: dict[str, Any]) -> Case:
    sender = {name: value for name, value in details.items() if name not in ("consent", "website")}
    return procedure.submit(
        token=draft.token,
        title=question["title"],
        content=question["content"],
        policy_field=question["policy_field"],
        sender=sender,
        consent_text=ConsentText.objects.get(version=draft.data["consent_version"]),
    )


def _receipt(request: HttpRequest, case: Case) -> HttpResponse:
    return render(request, "qa/ask/receipt.html", receipt(case))
