"""Paper, e-mail, a meeting: an officer keys in what came on another way; it counts as what came through the portal."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from base.refusals import Missing, NotAllowed
from consultation import permissions
from consultation.models import Channel, ConsultationPage, Contribution, ContributionDraft, Contributor
from consultation.procedure.given import Choice, GivenComment, Person
from consultation.procedure.steps import locked_consultation, require
from consultation.procedure.submitting import hand_in_files, is_late, keep
from consultation.states import CommentState

NO_RIGHT = "Ông/bà không có quyền nhập góp ý cho đợt lấy ý kiến này."
NO_PROVENANCE = "Cần ghi nguồn để đối chiếu: số văn bản, ngày nhận, tên hội nghị."
NO_CHANNEL = "Cần chọn góp ý đến bằng cách nào."
LATER_THAN_TODAY = "Ngày nhận không thể sau hôm nay."


@transaction.atomic
def key_in(
    consultation: ConsultationPage,
    by: Any,
    *,
    form_token: uuid.UUID,
    channel: str,
    provenance: str,
    received_on: datetime.date,
    comments: Sequence[GivenComment],
    choices: Sequence[Choice] = (),
    person: Person,
    draft: ContributionDraft | None = None,
) -> Contribution:
    """Keep a contribution that came on paper, by e-mail or in a meeting; it is public at once, an officer has read it.

    `provenance` says where the original is found; the files of `draft` go with it. The same `form_token` again returns
    what it made.
    """
    if not permissions.may_key_in(by, consultation):
        raise NotAllowed(NO_RIGHT)
    require(provenance, NO_PROVENANCE)
    if channel not in Channel.values or channel == Channel.PORTAL:
        raise Missing(NO_CHANNEL)
    if received_on > timezone.localdate():
        raise Missing(LATER_THAN_TODAY)
    consultation = locked_consultation(consultation.pk)
    known = Contribution.objects.filter(form_token=form_token).first()
    if known is not None:
        return known
    made = keep(
        consultation,
        form_token,
        comments,
        choices,
        person,
        state=CommentState.SHOWN,
        submitted_at=timezone.make_aware(datetime.datetime.combine(received_on, datetime.time(12))),
        late=is_late(consultation, received_on),
        channel=channel,
        provenance=provenance,
        keyed_in_by=by,
    )
    Contributor.objects.create(contribution=made, **person.kept())
    if draft is not None:
        hand_in_files(draft, made)
        draft.delete()
    return made
