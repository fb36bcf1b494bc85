"""A draft put to the public, for whoever looks at its pages: open, with a question and a text of three articles."""

import datetime

from django.utils import timezone

from consultation import opening
from consultation.models import ConsultationIndexPage, ConsultationPage, ConsultationQuestion, DocumentKind
from ministry.models import PolicyField, Unit
from tests.consultation.steps import FIRST_TEXT, bring_in

TITLE = "Dự thảo Thông tư về đóng, hưởng bảo hiểm thất nghiệp (để xem trang)"


def consultation() -> ConsultationPage:
    """Return a consultation that is open, which the first caller makes."""
    known = ConsultationPage.public().filter(title=TITLE).first()
    if known is not None:
        return known
    today = timezone.localdate()
    page = ConsultationPage(
        title=TITLE,
        document_kind=DocumentKind.CIRCULAR,
        unit=Unit.objects.get(code="PC"),
        field=PolicyField.objects.current().order_by("pk").first(),
        summary="Ai phải đóng, đóng bao nhiêu, và hồ sơ hưởng trợ cấp gồm những gì.",
        starts_on=today,
        ends_on=today + datetime.timedelta(days=59),
        live=False,
    )
    ConsultationIndexPage.objects.get().add_child(instance=page)
    page.document = bring_in(page, FIRST_TEXT, "Dự thảo 1")
    page.save()
    for text, choices in (("Mức đóng nào phù hợp?", "1%\n0,5%"), ("Ông/bà gặp khó khăn gì khi nộp hồ sơ?", "")):
        ConsultationQuestion.objects.create(page=page, text=text, choices=choices)
    page = ConsultationPage.objects.get(pk=page.pk)
    page.save_revision().publish()
    opening.opened(page)
    return ConsultationPage.objects.get(pk=page.pk)
