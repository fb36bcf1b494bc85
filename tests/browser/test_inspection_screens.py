"""The inspection's own screens of the admin: an inspector's desk, and the telephone of the head of inspection.

What is Wagtail's own (menu, header, messages) is not looked at.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, ViewportSize, expect

from inspection.models import ConclusionRequirement
from tests.browser import register
from tests.browser.inspectors import Inspector
from tests.browser.legible import faults_within
from tests.browser.people import DESK, PHONE
from tests.processes.running import Portal

pytestmark = pytest.mark.browser

OURS = ".desk"


def addresses() -> dict[str, str]:
    """Return the screens by name, of a conclusion of the inspectors' own unit that has every part."""
    page = register.conclusion()
    of_page = {name: reverse(f"inspection_admin:{name}", args=[page.pk]) for name in ("publication", "originals")}
    open_one = ConclusionRequirement.objects.open().get(page=page, amount__gt=0)
    return of_page | {
        "conclusions": reverse("thanh-tra_ket-luan_modeladmin_index"),
        "no conclusions": reverse("thanh-tra_ket-luan_modeladmin_index") + "?q=xyzzy",
        "conclusion": reverse("thanh-tra_ket-luan_modeladmin_inspect", args=[page.pk]),
        "requirements": reverse("thanh-tra_yeu-cau_modeladmin_index"),
        "overdue": reverse("thanh-tra_yeu-cau_modeladmin_index") + "?viec=qua-han",
        "requirement": reverse("thanh-tra_yeu-cau_modeladmin_inspect", args=[open_one.pk]),
        "queue": reverse("inspection_admin:queue"),
        "report": reverse("inspection_verb", args=[open_one.pk, "report"]),
        "urge": reverse("inspection_verb", args=[open_one.pk, "urge"]),
    }


@pytest.mark.parametrize(("who", "size"), [("khanh.ttr", DESK), ("thu.ttr", PHONE)], ids=["desk", "phone"])
def test_our_screens_can_be_read_by_everybody(
    chromium: Browser, portal: Portal, axe: str, who: str, size: ViewportSize
) -> None:
    officer = Inspector(chromium, portal.address, who, size)
    found: list[str] = []
    for name, address in addresses().items():
        officer.page.goto(address)
        expect(officer.page.locator(OURS).first).to_be_visible()
        found += [f"{name}: {fault}" for fault in faults_within(officer.page, axe, OURS)]
    assert not found, "\n".join(found)
    assert officer.errors == []
