"""The editor's page works under the admin's policy: nothing is blocked, choosers and pickers open, rows are added."""

import pytest
from playwright.sync_api import Browser, expect

from qa.models import AnswerPage
from tests.browser.people import Officer
from tests.processes.running import Portal

pytestmark = pytest.mark.browser


def test_the_editor_opens_choosers_and_adds_rows(chromium: Browser, portal: Portal) -> None:
    minh = Officer(chromium, portal.address, "minh.tttt")
    blocked: list[str] = []
    asked: set[str] = set()
    minh.page.on("console", lambda said: blocked.append(said.text) if "Content Security Policy" in said.text else None)
    minh.page.on("request", lambda request: asked.add(request.url))
    page = AnswerPage.objects.order_by("pk").first()
    assert page is not None
    for address in ("/admin/", "/admin/pages/", f"/admin/pages/{page.pk}/", "/admin/reports/workflow/"):
        minh.page.goto(address)
        minh.page.wait_for_load_state("networkidle")
    minh.page.goto(f"/admin/pages/{page.pk}/edit/")
    minh.page.locator("[name=answered_on]").click()
    expect(minh.page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    minh.page.keyboard.press("Escape")
    minh.page.locator("#id_answer_files-ADD").click()
    minh.page.locator("#id_answer_files-0-document-chooser").get_by_role("button").first.click()
    expect(minh.page.locator(".modal-dialog")).to_be_visible()
    assert blocked == []
    assert minh.errors == []
    assert {url for url in asked if not url.startswith((portal.address, "data:", "blob:"))} == set()
