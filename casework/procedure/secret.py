"""The secret that opens a case: sent again when it was lost, changed when it leaked."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from base.refusals import NotAllowed, TooOften
from casework.models import Case, EventKind
from casework.procedure.steps import (
    check_right,
    finish,
    locked,
    queue_letter,
    require,
    was_just_done,
    write_event,
)
from casework.states import Verb

A_DAY = datetime.timedelta(days=1)
SENT_A_DAY = 3
CHANGED_A_DAY = 5


@transaction.atomic
def send_secret_again(case: Case) -> bool:
    """Queue a letter with the codes to the address on the case, at most three in 24 hours; tell whether it was."""
    case = locked(case)
    if not case.sender.email or _times(case, EventKind.SECRET_SENT) >= SENT_A_DAY:
        return False
    queue_letter(case, "secret_again", write_event(case, EventKind.SECRET_SENT, None, is_public=True))
    return True


@transaction.atomic
def change_secret(case: Case, by: Any = None, *, note: str = "", form_token: uuid.UUID | None = None) -> Case:
    """Give the case a new secret; the old one opens nothing from now on.

    The sender does this, whose right is the secret; `by` is an officer, who writes how the sender was recognised. The
    same form once more, known by its `form_token`, changes nothing a second time.
    """
    opened_with = case.secret_version
    case = locked(case)
    if by is not None:
        check_right(case, Verb.CHANGE_SECRET, by)
        require(note, "Cần viết lý do và cách đã xác minh người gửi.")
        if was_just_done(case, Verb.CHANGE_SECRET, by, note, {}):
            return case
    elif form_token is not None and case.secret_changed_with == form_token:
        return case
    elif case.secret_version != opened_with:
        raise NotAllowed("Mã bí mật này vừa được đổi, không mở hồ sơ được nữa.")
    elif _times(case, Verb.CHANGE_SECRET) >= CHANGED_A_DAY:
        raise TooOften("Mã bí mật đã được đổi nhiều lần trong một ngày. Xin ông/bà đổi lại vào ngày mai.")
    case.secret_version += 1
    case.secret_changed_with = form_token
    return finish(case, Verb.CHANGE_SECRET, by, note=note, letter="secret_changed", is_public=True)


def _times(case: Case, verb: str) -> int:
    return case.events.filter(verb=verb, at__gt=timezone.now() - A_DAY).count()
