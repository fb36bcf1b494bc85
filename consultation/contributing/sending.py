"""The last stage of contributing: it is kept, once, and the receipt is shown."""

import uuid

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from base.last_look import CheckForm, judged
from casework.models import ConsentText
from casework.receipts import qr_code
from consultation import procedure
from consultation.codes import CONTRIBUTIONS
from consultation.contributing import drafts
from consultation.contributing.boxes import Boxes
from consultation.contributing.forms import WhatForm, WhoForm
from consultation.contributing.stages import closed, expired, is_taking, show, show_check, show_what, show_who
from consultation.models import Comment, ConsultationPage, Contribution, ContributionDraft

EDITS = ("edit-what", "edit-who", "back")
OWN_PAGE = "/du-thao/gop-y-cua-toi/"


def take_check(request: HttpRequest, consultation: ConsultationPage, token: uuid.UUID) -> HttpResponse:
    """Keep the contribution. The draft's row is locked, so a form posted twice, even at once, makes one."""
    go = request.POST.get("go")
    fault: Exception | None = None
    with transaction.atomic():
        draft = drafts.alive(consultation, token).select_for_update(of=("self",)).first()
        since = timezone.now() - drafts.LIFETIME
        # A secret that was changed is not shown by the old form: whoever holds that form may be why it was changed.
        known = consultation.contributions.filter(form_token=token, submitted_at__gt=since, secret_version=1).first()
        if known is not None:
            return _receipt(request, known)
        if draft is None:
            return expired(request, consultation)
        if not is_taking(consultation):
            return closed(request, consultation, draft)
        form = _judged(request, draft)
        boxes = Boxes.of_draft(draft)
        if go == "edit-what":
            return show_what(request, boxes, token=draft.token)
        if go in EDITS:
            return show_who(request, draft)
        what = boxes.form(draft.content.get("what", {}).get("typed", {}))
        who = WhoForm(draft.content.get("who", {}))
        if not what.is_valid() or not who.is_valid() or "consent_version" not in draft.content or not form.is_valid():
            return show_check(request, draft, form)
        try:
            with transaction.atomic():
                made = _submit(draft, what, who)
        except procedure.Refusal:
            return closed(request, ConsultationPage.objects.get(pk=consultation.pk), draft)
        except Exception as error:
            fault = error
    if fault is not None:
        raise fault  # after the commit: a rollback would revive the captcha that was used and forget who solved it
    return _receipt(request, made)


def _judged(request: HttpRequest, draft: ContributionDraft) -> CheckForm:
    return judged(request, solved=bool(draft.content.get("solved")), remember=lambda: drafts.keep(draft, solved=True))


def _submit(draft: ContributionDraft, what: WhatForm, who: WhoForm) -> Contribution:
    return procedure.submit(
        consultation=draft.consultation,
        form_token=draft.token,
        comments=what.comments(),
        choices=what.choices(),
        person=who.person(),
        consent_text=ConsentText.objects.get(version=draft.content["consent_version"]),
        draft=draft,
    )


def _receipt(request: HttpRequest, made: Contribution) -> HttpResponse:
    """Show what the contributor keeps on paper; beside a letter, it is the one thing that shows the secret."""
    return show(
        request,
        "receipt",
        made.consultation,
        None,
        number=made.number,
        secret=CONTRIBUTIONS.secret_for(made.token, made.secret_version),
        qr=qr_code(made.number),
        title=made.consultation.title,
        submitted_at=made.submitted_at,
        follow_url=OWN_PAGE,
        has_email=bool(made.contributor.email),
        waits=Comment.objects.waiting().filter(contribution=made).exists(),
        late=made.late,
    )
