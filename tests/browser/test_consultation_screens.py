"""The consultations' own screens of the admin: a drafter's desk, and the telephone of the head of the unit.

What is Wagtail's own (menu, header, messages) is not looked at.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, ViewportSize, expect

from consultation.models import CommentGroup, DraftDocument, Reception, ReceptionKind
from tests.browser import drafts
from tests.browser.drafters import Drafter
from tests.browser.legible import faults_within
from tests.browser.people import DESK, PHONE
from tests.consultation.steps import SECOND_TEXT, bring_in, comment_on
from tests.processes.running import Portal

pytestmark = pytest.mark.browser

OURS = "main .desk, main .drafts"


def addresses() -> dict[str, str]:
    """Return the screens by name, of a consultation with comments, a group, an answer and a second text."""
    page = drafts.consultation()
    alone, grouped = (comment_on(page, key, f"Ý kiến về {key}.") for key in ("dieu-2/khoan-1", "dieu-3"))
    group = CommentGroup.objects.create(consultation=page, title="Nộp hồ sơ qua bưu điện")
    grouped.group = group
    grouped.save()
    Reception.objects.create(consultation=page, group=group, kind=ReceptionKind.NOTED, explanation="Ghi nhận.")
    first = page.current_document
    second = DraftDocument.objects.filter(consultation=page, ordinal=None).first() or bring_in(
        page, SECOND_TEXT, "Dự thảo 2", first
    )
    assert first is not None
    return {
        "consultations": reverse("consultation_desk:list"),
        "comments": reverse("consultation_desk:comments", args=[page.pk]),
        "comment": reverse("consultation_desk:comment", args=[page.pk, alone.pk]),
        "key in": reverse("consultation_desk:key_in", args=[page.pk]),
        "texts": reverse("drafts_admin:list", args=[page.pk]),
        "bring in": reverse("drafts_admin:bring_in", args=[page.pk]),
        "text": reverse("drafts_admin:document", args=[page.pk, first.pk]),
        "compared": reverse("drafts_admin:compared", args=[page.pk, second.pk]),
        "relate": f"{reverse('drafts_admin:relate', args=[page.pk, second.pk])}?cu=dieu-2",
        "answering": reverse("receptions:comments", args=[page.pk]),
        "answer": f"{reverse('receptions:answer', args=[page.pk])}?c={alone.pk}",
        "answer a group": f"{reverse('receptions:answer', args=[page.pk])}?nhom={group.pk}",
        "groups": reverse("receptions:groups", args=[page.pk]),
        "pages of answers": reverse("receptions:pages", args=[page.pk]),
        "extend": reverse("consultation_extend", args=[page.pk]),
    }


@pytest.mark.parametrize(("who", "size"), [("phuc.pc", DESK), ("phuc.pc", PHONE)], ids=["desk", "phone"])
def test_our_screens_can_be_read_by_everybody(
    chromium: Browser, portal: Portal, axe: str, who: str, size: ViewportSize
) -> None:
    officer = Drafter(chromium, portal.address, who, size)
    found: list[str] = []
    for name, address in addresses().items():
        officer.page.goto(address)
        expect(officer.page.locator(OURS).first).to_be_visible()
        found += [f"{name}: {fault}" for fault in faults_within(officer.page, axe, OURS)]
    assert not found, "\n".join(found)
    assert officer.errors == []
