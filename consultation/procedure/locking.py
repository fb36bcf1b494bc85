"""What every verb on comments and answers begins with."""

from typing import Any

from base.refusals import NotAllowed
from consultation.models import ConsultationPage

NO_RIGHT = "Ông/bà không có quyền làm việc này ở đợt lấy ý kiến này."


def locked(consultation: ConsultationPage, may: Any, by: Any) -> ConsultationPage:
    """Lock the consultation's row, so that its verbs come one after another, having made sure that the officer may.

    Raises:
        NotAllowed: `may` (a sentence of permissions.py) says no.
    """
    page = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not may(by, page):
        raise NotAllowed(NO_RIGHT)
    return page
